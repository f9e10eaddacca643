import type { SetSession, SetSnapshot } from "glint-client";
import type { Todo } from "glint-client/wire";

/** What changes as the user's edits go to the server, and is hardly ever to be seen. */
export type Progress = Pick<SetSnapshot, "pending" | "unconfirmed" | "seq">;

/** What there is to show of an open set. */
export type Shown = Omit<SetSnapshot, keyof Progress>;

const OPENING: SetSnapshot = {
  status: { kind: "loading" },
  todos: null,
  presence: [],
  presenceMore: 0,
  role: null,
  permissions: null,
  pending: 0,
  stuck: false,
  unconfirmed: [],
  lastRefusal: null,
  durable: true,
  seq: 0,
};

/**
 * What there is to show of a set, the same object until something else is to be seen: the answer to an edit, and its
 * event, only confirm what has been shown since it was made. "loading" until the set is open.
 */
export class ShownList {
  readonly #session: Pick<SetSession, "subscribe" | "getSnapshot"> | null;
  #snapshot = OPENING;
  #shown: Shown = shownOf(OPENING);

  constructor(session: Pick<SetSession, "subscribe" | "getSnapshot"> | null) {
    this.#session = session;
  }

  readonly subscribe = (changed: () => void): (() => void) =>
    this.#session?.subscribe(changed) ?? (() => undefined);

  readonly progress = (): Progress => this.#session?.getSnapshot() ?? OPENING;

  readonly shown = (): Shown => {
    const snapshot = this.#session?.getSnapshot() ?? OPENING;
    if (snapshot !== this.#snapshot) this.#shown = reusing(this.#shown, shownOf(snapshot));
    this.#snapshot = snapshot;
    return this.#shown;
  };
}

function shownOf(snapshot: SetSnapshot): Shown {
  const { status, todos, presence, presenceMore, role, permissions } = snapshot;
  const { stuck, lastRefusal, durable } = snapshot;
  return { status, todos, presence, presenceMore, role, permissions, stuck, lastRefusal, durable };
}

function reusing(before: Shown, seen: Shown): Shown {
  const now = { ...seen, todos: reusingTodos(before.todos, seen.todos) };
  const fields = Object.keys(now) as (keyof Shown)[];
  return fields.every((field) => Object.is(before[field], now[field])) ? before : now;
}

/** Return the list with those todos of before that look the same; that of before if all do. */
function reusingTodos(
  before: readonly Todo[] | null,
  seen: readonly Todo[] | null,
): readonly Todo[] | null {
  if (!before || !seen || before === seen) return seen;
  const todos = seen.map((todo, place) => {
    const old = before[place];
    return old && looksSame(old, todo) ? old : todo;
  });
  const isSame = todos.length === before.length && todos.every((todo, i) => todo === before[i]);
  return isSame ? before : todos;
}

/** Nothing shows when a todo was changed: here that is not known before the server's answer. */
function looksSame(a: Todo, b: Todo): boolean {
  if (a === b || a.id !== b.id) return a === b;
  const fields = Object.keys({ ...a, ...b }) as (keyof Todo)[];
  return fields.every((field) => field === "updatedAt" || Object.is(a[field], b[field]));
}

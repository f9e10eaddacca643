import type { Todo } from "../wire.ts";
import type { Body, FakeSet } from "./fake-set.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const UPDATED_AT = "2026-01-02T00:00:00.000Z";

/** The fields of a `PATCH`. */
type Patch = Partial<Todo>;

/** Whether the patch completes the date of a todo that repeats, rather than the todo. */
export function completesDate(todo: Todo, patch: Patch): boolean {
  return Boolean(todo.repeat) && !todo.completed && patch.completed === true;
}

/** Whether the date that the patch completes is past, because someone else has completed it. */
export function isPast(todo: Todo, patch: Patch): boolean {
  return completesDate(todo, patch) && Boolean(patch.dueOn) && patch.dueOn !== todo.dueOn;
}

/** The change that a patch of a todo is; of repeats only those of days are known. */
export function patched(set: FakeSet, todo: Todo, patch: Patch): Body {
  const { id, dueOn = null, dueTime = null, dueZone = null, repeat } = todo;
  if (!completesDate(todo, patch))
    return { type: "todo:updated", todo: { id, ...patch, updatedAt: UPDATED_AT } };
  if (dueOn === null || repeat?.unit !== "day") throw new Error("Only daily repeats are known.");
  const { title } = patch;
  const due = { dueOn: later(dueOn, repeat.every), dueTime, dueZone, repeat };
  const next = title === undefined ? due : { title, ...due };
  const reopened = [...below(set, id)].filter(({ completed }) => completed);
  return {
    type: "todos:changed",
    id,
    completedOn: dueOn,
    items: [
      { id, ...next, updatedAt: UPDATED_AT },
      ...reopened.map((done) => ({ id: done.id, completed: false, updatedAt: UPDATED_AT })),
    ],
  };
}

function later(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

function* below(set: FakeSet, id: string): Generator<Todo> {
  for (const todo of set.todos.values())
    if (todo.parentId === id) {
      yield todo;
      yield* below(set, todo.id);
    }
}

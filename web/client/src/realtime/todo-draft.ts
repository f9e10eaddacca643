import { whole, withMark, type TodoMap } from "./todo-map.ts";
import type { Todo } from "../wire.ts";

/** A todo's id and the fields that change. Of a description a list has only whether there is one. */
export type TodoFields = { readonly id: string; readonly description?: string | null } & {
  readonly [K in keyof Todo]?: Todo[K];
};

/** A copy-on-write draft of a map of todos, for a whole batch of changes. */
export class TodoDraft {
  readonly #original: TodoMap;
  readonly #changes = new Map<string, Todo | null>();

  constructor(todos: TodoMap) {
    this.#original = todos;
  }

  /** The result so far; the original itself if nothing has changed. */
  get todos(): TodoMap {
    return this.#changes.size === 0 ? this.#original : this.#original.with(this.#changes);
  }

  has(id: string): boolean {
    return this.#get(id) !== undefined;
  }

  /** Add the todo unless it is already there. */
  create(todo: Todo): void {
    if (!this.has(todo.id)) this.#changes.set(todo.id, whole(todo));
  }

  createAll(todos: readonly Todo[]): void {
    for (const todo of todos) this.create(todo);
  }

  /** Merge the given fields; ignore a todo that does not exist. */
  update({ description, ...fields }: TodoFields): void {
    const before = this.#get(fields.id);
    if (before === undefined) return;
    const marked = description === undefined ? before : withMark(before, description !== null);
    if (marked === before && !differs(before, fields)) return;
    this.#changes.set(fields.id, { ...marked, ...fields });
  }

  /** Remove the todo and all its descendants. */
  remove(id: string): void {
    if (!this.has(id)) return;
    const children = childIds(this.todos.list());
    const doomed = [id];
    for (let next = doomed.pop(); next !== undefined; next = doomed.pop()) {
      if (!this.has(next)) continue;
      this.#changes.set(next, null);
      doomed.push(...(children.get(next) ?? []));
    }
  }

  /** Put the todo below another one, or on the top level; ignore this if that one does not exist, or is below the todo. */
  move(id: string, { parentId, sortOrder }: Pick<Todo, "parentId" | "sortOrder">): void {
    for (let above = parentId; above !== null;) {
      const todo = this.#get(above);
      if (todo === undefined || above === id) return;
      above = todo.parentId;
    }
    this.update({ id, parentId, sortOrder });
  }

  /** The todo has `more` comments than before; ignore one that does not exist. */
  addComments(id: string, more: 1 | -1): void {
    const count = this.#get(id)?.commentCount ?? 0;
    this.update({ id, commentCount: Math.max(0, count + more) });
  }

  updateAll(items: readonly TodoFields[]): void {
    for (const item of items) this.update(item);
  }

  #get(id: string): Todo | undefined {
    const changed = this.#changes.get(id);
    return changed === undefined ? this.#original.get(id) : (changed ?? undefined);
  }
}

function differs(todo: Todo, patch: Omit<TodoFields, "description">): boolean {
  const fields = Object.keys(patch) as (keyof typeof patch)[];
  return fields.some((field) => !isSame(todo[field], patch[field]));
}

function isSame(a: unknown, b: unknown): boolean {
  const arrays = Array.isArray(a) && Array.isArray(b);
  return arrays ? a.length === b.length && a.every((item, i) => item === b[i]) : a === b;
}

function childIds(todos: readonly Todo[]): Map<string, string[]> {
  const children = new Map<string, string[]>();
  for (const { id, parentId } of todos) {
    if (parentId === null) continue;
    const siblings = children.get(parentId);
    if (siblings) siblings.push(id);
    else children.set(parentId, [id]);
  }
  return children;
}

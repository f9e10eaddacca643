import type { TodoMap } from "./todo-map";
import type { Position, Todo } from "../generated/wire";

/** The id of a todo and those of its fields that change. */
export type TodoFields = { readonly id: string } & { readonly [K in keyof Todo]?: Todo[K] };

/** Changes a map of todos without touching the original; one draft serves a whole batch. */
export class TodoDraft {
  readonly #original: TodoMap;
  readonly #changes = new Map<string, Todo | null>();

  constructor(todos: TodoMap) {
    this.#original = todos;
  }

  /** The result so far; the original itself while nothing has changed. */
  get todos(): TodoMap {
    return this.#changes.size === 0 ? this.#original : this.#original.with(this.#changes);
  }

  has(id: string): boolean {
    return this.#get(id) !== undefined;
  }

  /** Adds the todo unless it is already there. */
  create(todo: Todo): void {
    if (!this.has(todo.id)) this.#changes.set(todo.id, todo);
  }

  /** Merges the given fields; a todo that is not there stays absent. */
  update(fields: TodoFields): void {
    const before = this.#get(fields.id);
    if (before === undefined || !differs(before, fields)) return;
    this.#changes.set(fields.id, { ...before, ...fields });
  }

  /** Removes the todo and everything below it. */
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

  reorder(items: readonly Position[]): void {
    for (const { id, sortOrder } of items) this.update({ id, sortOrder });
  }

  #get(id: string): Todo | undefined {
    const changed = this.#changes.get(id);
    return changed === undefined ? this.#original.get(id) : (changed ?? undefined);
  }
}

function differs(todo: Todo, patch: TodoFields): boolean {
  const fields = Object.keys(patch) as (keyof TodoFields)[];
  return fields.some((field) => todo[field] !== patch[field]);
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

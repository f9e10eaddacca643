import type { Todo } from "../wire.ts";

/** How many changes are kept beside the base map before they are merged into a new one. */
const CHANGES_MAX = 64;

/** Todos by id to replace; null deletes. */
export type Replacements = ReadonlyMap<string, Todo | null>;

/** Fill in what todos from older servers and builds lack; a build that knew no descriptions kept them in the list. */
export function whole(todo: Todo & { readonly description?: string | null }): Todo {
  if (!("assignees" in todo)) return whole({ assignees: [], ...(todo as Omit<Todo, "assignees">) });
  if (!("description" in todo)) return todo;
  const { description, ...rest } = todo;
  return withMark(rest, description !== null);
}

/** The todo with the mark of a description, or without. */
export function withMark(todo: Todo, isDescribed: boolean): Todo {
  const { hasDescription = false, ...rest } = todo;
  if (hasDescription === isDescribed) return todo;
  return isDescribed ? { ...rest, hasDescription: true } : rest;
}

/**
 * An immutable map of todos by id. A changed map shares nearly everything with the one that it came
 * from: copying 5,000 entries for every event would cost more than everything else.
 */
export class TodoMap {
  readonly #base: ReadonlyMap<string, Todo>;
  readonly #changes: Replacements;

  private constructor(base: ReadonlyMap<string, Todo>, changes: Replacements) {
    this.#base = base;
    this.#changes = changes;
  }

  static of(todos: Iterable<Todo>): TodoMap {
    return new TodoMap(new Map(Array.from(todos, (todo) => [todo.id, whole(todo)])), new Map());
  }

  get(id: string): Todo | undefined {
    const changed = this.#changes.get(id);
    return changed === undefined ? this.#base.get(id) : (changed ?? undefined);
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  /** Return all todos, in insertion order. */
  list(): Todo[] {
    if (this.#changes.size === 0) return [...this.#base.values()];
    const listed: Todo[] = [];
    for (const [id, todo] of this.#base) {
      const changed = this.#changes.get(id);
      if (changed === undefined) listed.push(todo);
      else if (changed !== null) listed.push(changed);
    }
    for (const [id, todo] of this.#changes) if (todo && !this.#base.has(id)) listed.push(todo);
    return listed;
  }

  /** Return a map with the changes applied. */
  with(changes: Replacements): TodoMap {
    const all = new Map([...this.#changes, ...changes]);
    const changed = new TodoMap(this.#base, all);
    return all.size <= CHANGES_MAX ? changed : TodoMap.of(changed.list());
  }
}

import type { Todo } from "glint-client/wire";

/**
 * Return what completing `ids` completes: what is open below them and may be completed, and then
 * they themselves, so that a todo is never done before what belongs to it. A repeating one is done without: it and all
 * that is below it are open again then.
 */
export function withOpenSubtodos(
  ids: readonly string[],
  todos: readonly Todo[],
  mayComplete: (todo: Todo) => boolean,
): readonly string[] {
  const below = Map.groupBy(todos, (todo) => todo.parentId);
  const repeating = new Set(todos.filter(({ repeat }) => repeat).map(({ id }) => id));
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (repeating.has(id)) return;
    for (const todo of below.get(id) ?? []) {
      visit(todo.id);
      if (!todo.completed && mayComplete(todo)) found.add(todo.id);
    }
  };
  for (const id of ids) {
    visit(id);
    found.add(id);
  }
  return [...found];
}

/** Whether a todo and all that is below it are done; `below` has the sub-todos by parent. */
export function isAllDone(todo: Todo, below: ReadonlyMap<string | null, readonly Todo[]>): boolean {
  return todo.completed && (below.get(todo.id) ?? []).every((child) => isAllDone(child, below));
}

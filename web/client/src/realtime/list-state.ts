import { TodoDraft } from "./todo-draft.ts";
import { TodoMap } from "./todo-map.ts";
import type { Todo } from "../wire.ts";

/** A set's todos as the server had them right after event `seq`. */
export interface ListState {
  readonly setId: string;
  readonly seq: number;
  readonly todos: TodoMap;
}

/** Make the state from a list answer: `todos`, and the `seq` that they are exact for. */
export function listState(setId: string, seq: number, todos: Iterable<Todo> = []): ListState {
  return { setId, seq, todos: TodoMap.of(todos) };
}

type NewTodo = Pick<Todo, "id" | "userId" | "title" | "parentId" | "sortOrder" | "createdAt">;

/** Make a todo as it is when it is added. */
export function newTodo(fields: NewTodo): Todo {
  return {
    ...fields,
    completed: false,
    commentCount: 0,
    claimedBy: null,
    claimedByName: null,
    claimedByAvatar: null,
    assignees: [],
    updatedAt: fields.createdAt,
  };
}

/** Return the state with `change` applied to its todos; the same object if nothing changed. */
export function withTodos(state: ListState, change: (draft: TodoDraft) => void): ListState {
  const draft = new TodoDraft(state.todos);
  change(draft);
  const { todos } = draft;
  return todos === state.todos ? state : { ...state, todos };
}

/** Return the todo and all its descendants, parents first. */
export function subtreeOf(state: ListState, id: string): readonly Todo[] {
  const root = state.todos.get(id);
  const found = root ? [root] : [];
  const below = Map.groupBy(state.todos.list(), ({ parentId }) => parentId);
  for (const todo of found) found.push(...(below.get(todo.id) ?? []));
  return found;
}

/** Return the ids of these parents and of all their ancestors. */
export function upFrom(state: ListState, parentIds: readonly (string | null)[]): readonly string[] {
  const above = new Set<string>();
  for (let id of parentIds) {
    while (id !== null && !above.has(id)) {
      above.add(id);
      id = state.todos.get(id)?.parentId ?? null;
    }
  }
  return [...above];
}

const orderings = new WeakMap<TodoMap, readonly Todo[]>();

/** Return all todos by `sortOrder`, then `createdAt`, then `id`; the same array for the same todos. */
export function orderedTodos(state: ListState): readonly Todo[] {
  let ordered = orderings.get(state.todos);
  if (ordered === undefined) {
    ordered = state.todos.list().sort(compareTodos);
    orderings.set(state.todos, ordered);
  }
  return ordered;
}

function compareTodos(a: Todo, b: Todo): number {
  return (
    a.sortOrder - b.sortOrder || compareText(a.createdAt, b.createdAt) || compareText(a.id, b.id)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import type { Todo, TodoAssigned, TodoEvent, TodosChanged, TodoUpdated } from "../wire.ts";
import { isInside } from "./fake-moves.ts";
import type { Body, FakeSet } from "./fake-set.ts";

/** The change that undoes an event; "refused" if a later one would be lost, or it is that of another request. */
export function undoChange(
  set: FakeSet,
  { seq, mutationId }: { readonly seq?: unknown; readonly mutationId?: unknown },
): Body | "refused" | null {
  const event = set.log.find((logged) => logged.seq === seq);
  if (!event) return null;
  if (mutationId !== undefined && event.mutationId !== mutationId) return "refused";
  return opposite(set, event) ?? "refused";
}

function opposite(set: FakeSet, event: TodoEvent): Body | null {
  switch (event.type) {
    case "todo:created":
      return isAsAdded(set, event.todo) ? { type: "todo:deleted", id: event.todo.id } : null;
    case "todos:added":
      return deleted(set, event.todos[0]);
    case "todo:deleted":
      return restored(set, event.id);
    case "todos:changed":
      return changedBack(set, event);
    case "todo:assigned":
      return reassigned(set, event);
    case "comment:created":
      return set.uncommented(event.comment.id);
    case "comment:deleted":
      return null;
    default:
      return putBack(set, event);
  }
}

function deleted(set: FakeSet, root: Todo | undefined): Body | null {
  return root && set.todos.has(root.id) ? { type: "todo:deleted", id: root.id } : null;
}

function restored(set: FakeSet, id: string): Body | null {
  const todos = set.trash.get(id) ?? [];
  const parentId = todos[0]?.parentId ?? null;
  const isWhole = !set.todos.has(id) && (parentId === null || set.todos.has(parentId));
  return todos.length > 0 && isWhole ? { type: "todos:added", todos } : null;
}

function reassigned(set: FakeSet, { id, assignees, seq }: TodoAssigned): Body | null {
  const old = set.before.get(seq)?.get(id);
  const isSame = set.todos.get(id)?.assignees.join() === assignees.join();
  return old && isSame ? { type: "todo:assigned", id, assignees: old.assignees } : null;
}

/** Give all of them their old values, if each is there and has the new one. */
function changedBack(set: FakeSet, { type, id, items, seq }: TodosChanged): Body | null {
  const old = items.flatMap(({ id: todoId, updatedAt, ...fields }) => {
    const todo = has(set.todos.get(todoId), fields) && set.before.get(seq)?.get(todoId);
    return todo ? { id: todoId, updatedAt, ...pick(todo, fields) } : [];
  });
  if (old.length < items.length) return null;
  return { type, items: old, ...(id === undefined ? {} : { id }) };
}

type Change = Extract<TodoEvent, { type: "todo:updated" | "todo:reordered" | "todo:claimed" }>;

/** Give the fields that changed their old values, if all have the new ones. */
function putBack(set: FakeSet, event: Change): Body | null {
  const old = (id: string): Todo | undefined => set.before.get(event.seq)?.get(id);
  if (event.type === "todo:reordered") {
    if (!event.items.every(({ id, sortOrder }) => has(set.todos.get(id), { sortOrder })))
      return null;
    const items = event.items.flatMap(({ id }) => old(id) ?? []);
    return { type: event.type, items: items.map(({ id, sortOrder }) => ({ id, sortOrder })) };
  }
  if (event.type === "todo:claimed") {
    const { id, claimedBy } = event;
    const todo = has(set.todos.get(id), { claimedBy }) && old(id);
    return todo ? { type: event.type, id, ...pick(todo, CLAIMER) } : null;
  }
  return updatedBack(set, event);
}

function updatedBack(set: FakeSet, { type, seq, todo: patch }: TodoUpdated): Body | null {
  const { id, updatedAt, description, ...fields } = patch;
  const todo = has(set.todos.get(id), fields) && set.before.get(seq)?.get(id);
  if (!todo || !fits(set, todo, fields)) return null;
  const back = { id, updatedAt, ...pick(todo, fields) };
  if (description === undefined) return { type, todo: back };
  if (description !== set.descriptionOf(id)) return null;
  const before = set.descriptionsBefore.get(seq)?.get(id) ?? null;
  return { type, todo: { ...back, description: before } };
}

/** Whether the todo can be below its old parent again, if it was moved. */
function fits({ todos }: FakeSet, { id, parentId }: Todo, fields: Partial<Todo>): boolean {
  if (!("parentId" in fields) || parentId === null) return true;
  return todos.has(parentId) && !isInside(todos, parentId, id);
}

const CLAIMER = { claimedBy: null, claimedByName: null, claimedByAvatar: null };

function isAsAdded(set: FakeSet, { id, title, completed, sortOrder, claimedBy }: Todo): boolean {
  const isAlone = [...set.todos.values()].every(({ parentId }) => parentId !== id);
  const isQuiet = set.commentsOf(id).length === 0 && set.descriptionOf(id) === null;
  return isAlone && isQuiet && has(set.todos.get(id), { title, completed, sortOrder, claimedBy });
}

function has(todo: Todo | undefined, fields: Partial<Todo>): boolean {
  if (!todo) return false;
  return Object.entries(fields).every(([name, value]) => todo[name as keyof Todo] === value);
}

function pick<F extends Partial<Todo>>(todo: Todo, fields: F): Pick<Todo, keyof F & keyof Todo> {
  const names = Object.keys(fields) as (keyof F & keyof Todo)[];
  return Object.fromEntries(names.map((name) => [name, todo[name]])) as Pick<
    Todo,
    keyof F & keyof Todo
  >;
}

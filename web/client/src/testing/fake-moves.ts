import type { Todo, TodoEvent } from "../wire.ts";
import { errorAnswer, type FakeRequest } from "./fake-server.ts";
import type { FakeSet } from "./fake-set.ts";

/** What a change answers, and the events that it logged. */
export interface Outcome {
  readonly answer: object;
  readonly events: readonly TodoEvent[];
}

/** Whose change it is, and its key. */
export type Origin = Parameters<FakeSet["commit"]>[1];

/** Move a todo as `POST …/todos/:id/move` does: within its set, or with all below it to another one. */
export function move(
  sets: ReadonlyMap<string, FakeSet>,
  { path, body }: FakeRequest,
  origin: Origin,
): Response | Outcome {
  const id = /todos\/([^/]+)\/move$/.exec(path)?.[1] ?? "";
  const from = [...sets.values()].find(({ todos }) => todos.has(id));
  const { parentId, sortOrder, setId } = JSON.parse(body ?? "") as {
    readonly parentId: string | null;
    readonly sortOrder?: number;
    readonly setId?: string;
  };
  const to = setId === undefined ? from : sets.get(setId);
  if (!from || !to) return errorAnswer(404, "not_found", "This could not be found.");
  if (parentId !== null && !to.todos.has(parentId)) return errorAnswer(422, "invalid");
  if (isInside(to.todos, parentId, id)) return errorAnswer(422, "invalid");
  if (from !== to) return moveAway(from, to, { id, parentId, sortOrder }, origin);
  const place = { parentId, ...(sortOrder === undefined ? {} : { sortOrder }) };
  const updatedAt = "2026-01-03T00:00:00.000Z";
  const event = from.commit({ type: "todo:updated", todo: { id, ...place, updatedAt } }, origin);
  return { answer: { ok: true, seq: event.seq }, events: [event] };
}

/** Whether `parentId` is the todo, or below it. */
export function isInside(
  todos: ReadonlyMap<string, Todo>,
  parentId: string | null,
  id: string,
): boolean {
  let above = parentId;
  while (above !== null && above !== id) above = todos.get(above)?.parentId ?? null;
  return above === id;
}

function moveAway(
  from: FakeSet,
  to: FakeSet,
  place: { id: string; parentId: string | null; sortOrder: number | undefined },
  origin: Origin,
): Outcome {
  const { id, parentId } = place;
  const gone = from.commit({ type: "todo:deleted", id, movedTo: to.id }, origin);
  const [root, ...below] = from.trash.get(id) ?? [];
  from.trash.delete(id);
  const last = Math.max(0, ...to.list.map((todo) => todo.sortOrder));
  const todos = root
    ? [{ ...root, parentId, sortOrder: place.sortOrder ?? last + 1 }, ...below]
    : [];
  for (const todo of todos) {
    to.comments.set(todo.id, from.commentsOf(todo.id));
    from.comments.delete(todo.id);
    to.descriptions.set(todo.id, from.descriptionOf(todo.id));
    from.descriptions.delete(todo.id);
  }
  const arrived = to.commit({ type: "todos:added", todos }, origin);
  return { answer: { ok: true, seq: gone.seq }, events: [gone, arrived] };
}

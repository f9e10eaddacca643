import type { SequencedEvent } from "./decode.ts";

/** Return the ids of the todos that the event is about; none for an unknown one. */
export function todoIdsOf(event: SequencedEvent): readonly string[] {
  if ("todo" in event) return [event.todo.id];
  if ("todos" in event) return event.todos.map(({ id }) => id);
  if ("items" in event) return event.items.map(({ id }) => id);
  if ("todoId" in event) return [event.todoId];
  return "id" in event ? [event.id] : [];
}

import type { Applied } from "./replica.ts";
import type { SequencedEvent } from "./decode.ts";
import type { Todo, TodoEvent } from "../wire.ts";

/** A change that another user made. */
export interface RemoteChange {
  readonly event: TodoEvent;
  /** The user, if the event names one. */
  readonly actorId: string | null;
  /** The todo before all changes that came with this one; null for a new one or several. */
  readonly before: Todo | null;
}

/**
 * Return what users other than `userId` did in the events that were just applied. Guests are not told who did what:
 * `made` has the keys of what this page did.
 */
export function changesByOthers(
  { before, events }: Applied,
  userId: string,
  made: ReadonlySet<string>,
): readonly RemoteChange[] {
  return events.flatMap((event) => {
    if (event.type === "unknown" || event.actorId === userId) return [];
    if (event.mutationId !== undefined && made.has(event.mutationId)) return [];
    const id = todoIdOf(event);
    const todo = id === null ? null : (before.todos.get(id) ?? null);
    return [{ event, actorId: event.actorId ?? null, before: todo }];
  });
}

function todoIdOf(event: Exclude<SequencedEvent, { type: "unknown" }>): string | null {
  switch (event.type) {
    case "todo:created":
    case "todo:updated":
      return event.todo.id;
    case "comment:created":
    case "comment:deleted":
      return event.todoId;
    case "todo:reordered":
    case "todos:added":
      return null;
    case "todos:changed":
      return event.id ?? null;
    default:
      return event.id;
  }
}

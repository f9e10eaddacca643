import { withTodos, type ListState } from "./list-state.ts";
import type { TodoDraft } from "./todo-draft.ts";
import type { SequencedEvent } from "./decode.ts";

/**
 * Return the state after the event. Pure, and idempotent: an event of another set, or one that the
 * state already includes (`seq <= state.seq`), leaves the same object.
 *
 * The caller keeps the order (see `Sequencer`): gaps are not detected here.
 */
export function applyEvent(state: ListState, event: SequencedEvent): ListState {
  return applyEvents(state, [event]);
}

/** Apply several events, at the cost of one copy. */
export function applyEvents(state: ListState, events: readonly SequencedEvent[]): ListState {
  let seq = state.seq;
  const changed = withTodos(state, (draft) => {
    for (const event of events) {
      if (event.setId !== state.setId || event.seq <= seq) continue;
      change(draft, event);
      seq = event.seq;
    }
  });
  return seq === state.seq ? state : { ...changed, seq };
}

function change(draft: TodoDraft, event: SequencedEvent): void {
  switch (event.type) {
    case "todo:created":
      draft.create(event.todo);
      break;
    case "todos:added":
      draft.createAll(event.todos);
      break;
    case "todo:updated":
      draft.update(event.todo);
      break;
    case "todo:deleted":
      draft.remove(event.id);
      break;
    case "todo:reordered":
    case "todos:changed":
      draft.updateAll(event.items);
      break;
    case "todo:claimed": {
      const { id, claimedBy, claimedByName, claimedByAvatar } = event;
      draft.update({ id, claimedBy, claimedByName, claimedByAvatar });
      break;
    }
    case "todo:assigned":
      draft.update({ id: event.id, assignees: event.assignees });
      break;
    case "comment:created":
    case "comment:deleted":
      draft.update({ id: event.todoId, commentCount: event.commentCount });
      break;
    case "unknown":
      break;
  }
}

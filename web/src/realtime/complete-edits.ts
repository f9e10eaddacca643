import { COMPLETE_MAX_TODOS, type Todo } from "../generated/wire";
import type { Edit } from "../outbox/edit";

/**
 * Return the edits that complete or reopen todos, in this order where they are more than fit into one.
 * A repeating one is completed by itself: it is due again then.
 */
export function completeEdits(todos: readonly Todo[], completed: boolean): readonly Edit[] {
  const alone = todos.filter(({ repeat }) => todos.length === 1 || (completed && repeat !== null));
  const ids = todos.filter((todo) => !alone.includes(todo)).map(({ id }) => id);
  const edits: Edit[] = alone.map(({ id }) => ({ kind: "update", id, changes: { completed } }));
  for (let start = 0; start < ids.length; start += COMPLETE_MAX_TODOS) {
    edits.push({ kind: "complete", ids: ids.slice(start, start + COMPLETE_MAX_TODOS), completed });
  }
  return edits;
}

import { COMPLETE_MAX_TODOS } from "../wire.ts";
import { completion, type Edit } from "../outbox/edit.ts";
import type { ListState } from "./list-state.ts";

/**
 * Return the edits that complete or reopen todos, in this order where they are more than fit into one.
 * A repeating one is completed by itself: it is due again then.
 */
export function completeEdits(
  { todos }: ListState,
  chosen: readonly string[],
  completed: boolean,
): readonly Edit[] {
  const changed = chosen.flatMap((id) => todos.get(id) ?? []);
  const changing = changed.filter((todo) => todo.completed !== completed);
  const alone = changing.filter(
    ({ repeat }) => changing.length === 1 || (completed && Boolean(repeat)),
  );
  const ids = changing.filter((todo) => !alone.includes(todo)).map(({ id }) => id);
  const edits: Edit[] = alone.map((todo) => ({
    kind: "update",
    id: todo.id,
    changes: completion(todo, completed),
  }));
  for (let start = 0; start < ids.length; start += COMPLETE_MAX_TODOS) {
    edits.push({ kind: "complete", ids: ids.slice(start, start + COMPLETE_MAX_TODOS), completed });
  }
  return edits;
}

import { ApiError, failureOf, sentenceOf } from "../client/api-error";
import { requestOf, withoutTodos } from "./edit";
import type { OutboxEntry, Refusal } from "./entry";

/** What happens to a set's entries when one of them is refused. */
export interface Consequence {
  readonly refusal: Refusal;
  /** The refused entry, and those that depend on it. */
  readonly dropped: readonly OutboxEntry[];
  /** Entries of which only a part is dropped. */
  readonly rewritten: readonly OutboxEntry[];
}

/**
 * Decide what a refusal means for the other `entries` of the set, in order. A refused creation drops what was queued for
 * that todo and for the sub-todos created under it, a refused move what undoes it, and deletions that it should have
 * saved the todo from; losing the team drops everything.
 */
export function consequenceOf(
  refused: OutboxEntry,
  error: unknown,
  entries: readonly OutboxEntry[],
): Consequence {
  const later = entries.filter(({ order }) => order > refused.order);
  const lost =
    failureOf(error) === "removed" ? { dropped: later, rewritten: [] } : lostWith(refused, later);
  return {
    refusal: refusalOf(refused, error, lost.dropped.length),
    dropped: [refused, ...lost.dropped],
    rewritten: lost.rewritten,
  };
}

function refusalOf({ key, edit }: OutboxEntry, error: unknown, alsoDropped: number): Refusal {
  const code = error instanceof ApiError ? error.code : "unknown";
  return { id: key, operation: edit.kind, edit, code, message: sentenceOf(error), alsoDropped };
}

function lostWith(
  refused: OutboxEntry,
  later: readonly OutboxEntry[],
): Pick<Consequence, "dropped" | "rewritten"> {
  const { edit, ancestors = [] } = refused;
  if (edit.kind === "create") return lostWithTodo(edit.todo.id, later);
  if (edit.kind !== "move" && edit.kind !== "move-away") return { dropped: [], rewritten: [] };
  const dropped = later.filter(
    (entry) =>
      (entry.edit.kind === "delete" && ancestors.includes(entry.edit.id)) ||
      (entry.edit.kind === "move-back" && entry.edit.id === edit.id),
  );
  return { dropped, rewritten: [] };
}

function lostWithTodo(
  id: string,
  later: readonly OutboxEntry[],
): Pick<Consequence, "dropped" | "rewritten"> {
  const dropped: OutboxEntry[] = [];
  const rewritten: OutboxEntry[] = [];
  const gone = new Set([id]);
  for (const entry of later) {
    const edit = withoutTodos(entry.edit, gone);
    if (edit === entry.edit) continue;
    if (edit !== null) {
      rewritten.push({ ...entry, edit, ...requestOf(entry.scope.teamId, entry.scope.setId, edit) });
      continue;
    }
    dropped.push(entry);
    if (entry.edit.kind === "create") gone.add(entry.edit.todo.id);
  }
  return { dropped, rewritten };
}

import { ApiError, failureOf, sentenceOf } from "../api-error.ts";
import { requestOf, withoutTodos, type Edit } from "./edit.ts";
import type { OutboxEntry, Refusal } from "./entry.ts";

/** What happens to a set's entries when one of them is refused. */
export interface Consequence {
  readonly refusal: Refusal;
  /** The refused entry, and those that depend on it. */
  readonly dropped: readonly OutboxEntry[];
  /** Entries of which only a part is dropped. */
  readonly rewritten: readonly OutboxEntry[];
}

/**
 * Decide what a refusal means for the other `entries` of the set, in order. What undoes it is dropped with it; with a
 * refused creation what was queued for that todo and for the sub-todos created under it, with a refused move deletions
 * that it should have saved the todo from. Losing the team drops everything.
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
  const dropped: OutboxEntry[] = [];
  const rewritten: OutboxEntry[] = [];
  const keys = new Set([refused.key]);
  const gone = new Set(refused.edit.kind === "create" ? [refused.edit.todo.id] : []);
  for (const entry of later) {
    const isLost = undoes(entry.edit, keys) || needsMove(entry.edit, refused);
    const edit = isLost ? null : without(gone, entry.edit);
    if (edit === entry.edit) continue;
    if (edit !== null) {
      rewritten.push({ ...entry, edit, ...requestOf(entry.scope, edit) });
      continue;
    }
    dropped.push(entry);
    keys.add(entry.key);
    if (entry.edit.kind === "create") gone.add(entry.edit.todo.id);
  }
  return { dropped, rewritten };
}

/** An undo depends on its edit, not on todos. */
function without(gone: ReadonlySet<string>, edit: Edit): Edit | null {
  return edit.kind === "undo" ? edit : withoutTodos(edit, gone);
}

/** Whether the edit makes no sense without the refused one, if that was a move. */
function needsMove(later: Edit, { edit, ancestors = [] }: OutboxEntry): boolean {
  if (edit.kind !== "move" && edit.kind !== "move-away") return false;
  if (later.kind === "delete") return ancestors.includes(later.id);
  return later.kind === "move-back" && later.id === edit.id;
}

function undoes(edit: Edit, keys: ReadonlySet<string>): boolean {
  return edit.kind === "undo" && edit.of !== null && keys.has(edit.of);
}

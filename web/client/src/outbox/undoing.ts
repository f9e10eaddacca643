import { requestOf, touchedIds, UNDOES } from "./edit.ts";
import { sameScope, type NewEntry, type OutboxEntry } from "./entry.ts";

/** Whether the entry undoes an edit that was not answered when it was queued. */
export function isUnresolved({ edit }: OutboxEntry): boolean {
  return edit.kind === "undo" && edit.seq === null;
}

/** Return an unresolved entry with the event of its edit; the same one if `seqOf` does not know it. */
export function resolved(entry: OutboxEntry, seqOf: (key: string) => number | null): OutboxEntry {
  if (entry.edit.kind !== "undo" || entry.edit.seq !== null) return entry;
  const seq = entry.edit.of === null ? null : seqOf(entry.edit.of);
  if (seq === null) return entry;
  const edit = { ...entry.edit, seq };
  return { ...entry, edit, ...requestOf(entry.scope, edit) };
}

/**
 * Return what the entry of this key undoes, and the entry, if both can be dropped: the first cannot have been sent,
 * and nothing else in the queue depends on it. `queue` has what is not committed yet as well.
 */
export function withdrawable(
  key: string,
  committed: readonly OutboxEntry[],
  queue: readonly NewEntry[],
): readonly [OutboxEntry, OutboxEntry] | null {
  const undo = committed.find((entry) => entry.key === key);
  const undone = undo && committed.find((entry) => isUndoneBy(entry, undo));
  if (!undone || undone.sent) return null;
  const place = (of: OutboxEntry) => queue.findIndex((entry) => entry.key === of.key);
  const between = queue.slice(place(undone) + 1, place(undo));
  // What was queued after both builds on neither, unless it takes the undo back.
  const later = queue.slice(place(undo) + 1);
  const isNeeded =
    between.some((entry) => dependsOn(entry, undone)) ||
    later.some((entry) => isUndoneBy(undo, entry));
  return isNeeded ? null : [undone, undo];
}

function isUndoneBy({ key, scope, edit }: OutboxEntry, undo: NewEntry): boolean {
  if (!sameScope(scope, undo.scope)) return false;
  if (undo.edit.kind === "undo") return undo.edit.of === key;
  return (
    "id" in edit && UNDOES[undo.edit.kind] === edit.kind && touchedIds(undo.edit)[0] === edit.id
  );
}

function dependsOn({ scope, edit, ancestors = [] }: NewEntry, earlier: OutboxEntry): boolean {
  if (!sameScope(scope, earlier.scope)) return false;
  const touched = new Set(touchedIds(earlier.edit));
  return [...touchedIds(edit), ...ancestors].some((id) => touched.has(id));
}

import type { HistoryEntry, HistoryValues } from "glint-client/wire";
import { textsOfHistory } from "../texts/history";

const t = textsOfHistory.entry;

/** Say what happened, in one sentence; a program is named with its person. */
export function historySentence(entry: HistoryEntry, person: string, toList?: string): string {
  return sentenceOf(entry, entry.via ? t.via(person, entry.via) : person, toList);
}

function sentenceOf(entry: HistoryEntry, who: string, toList?: string): string {
  const { type, count } = entry;
  const title = entry.title ?? "";
  switch (type) {
    case "todo:created":
      return t.created(who, title);
    case "todo:updated":
      return sentenceOfUpdate(entry, who, title);
    case "todo:deleted":
      return entry.movedTo === null ? t.deleted(who, title) : t.movedTo(who, title, toList);
    case "todo:reordered":
      return t.reordered(who, count);
    case "todos:added":
      return sentenceOfAdded(entry, who, title);
    case "todo:claimed":
      return sentenceOfClaim(entry.after, who, title);
    case "todo:assigned":
      return sentenceOfAssignment(entry.after, who, title);
    case "comment:created":
      return t.commented(who, title);
    case "comment:deleted":
      return t.commentDeleted(who, title);
    default:
      return sentenceOfSeveral(entry, who, title);
  }
}

function sentenceOfAdded({ movedFrom, count }: HistoryEntry, who: string, title: string): string {
  return movedFrom === null ? t.restored(who, title, count - 1) : t.movedHere(who, title);
}

function sentenceOfSeveral(entry: HistoryEntry, who: string, title: string): string {
  const { cause, count, after } = entry;
  if (cause === "renewed") return t.renewed(count);
  if (after?.completedOn !== undefined) return t.completed(who, title);
  if (after?.completed === undefined)
    return count === 1 ? t.changed(who, title) : t.changedMany(who, count);
  if (count === 1) return after.completed ? t.completed(who, title) : t.reopened(who, title);
  return after.completed ? t.completedMany(who, count) : t.reopenedMany(who, count);
}

function sentenceOfClaim(after: HistoryValues | null, who: string, title: string): string {
  return after?.claimedBy ? t.claimed(who, title) : t.released(who, title);
}

function sentenceOfAssignment(after: HistoryValues | null, who: string, title: string): string {
  const names = after?.assignees?.map(({ displayName }) => displayName) ?? [];
  return names.length > 0 ? t.assigned(who, title, names) : t.unassigned(who, title);
}

function sentenceOfUpdate({ before, after }: HistoryEntry, who: string, title: string): string {
  if (after?.title !== undefined) return t.renamed(who, before?.title ?? title, after.title);
  const { completed, sortOrder, parentId, dueOn, description } = after ?? {};
  if (description !== undefined) return t.described(who, title);
  if (dueOn !== undefined) return t.rescheduled(who, title);
  if (completed === undefined) {
    const isMoved = sortOrder !== undefined || parentId !== undefined;
    return isMoved ? t.moved(who, title) : t.changed(who, title);
  }
  return completed ? t.completed(who, title) : t.reopened(who, title);
}

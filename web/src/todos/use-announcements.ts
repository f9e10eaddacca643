import { announce } from "@react-aria/live-announcer";
import { useEffect, useRef } from "react";
import type {
  PresentUser,
  Todo,
  TodoClaimed,
  TodoDeleted,
  TodoPatch,
  TodosChanged,
} from "glint-client/wire";
import type { RemoteChange } from "glint-client";
import { texts } from "../texts";
import type { ListSession } from "./session";

/** More changes than this at once are counted, not announced one by one. */
const ANNOUNCED_MAX = 2;

/** Announce to screen readers what others change in the open set. */
export function useAnnouncements({ subscribeToChanges, presence }: ListSession): void {
  const present = useRef(presence);
  useEffect(() => {
    present.current = presence;
  }, [presence]);
  useEffect(
    () =>
      subscribeToChanges((changes) => {
        announce(sentenceOf(changes, present.current), "polite");
      }),
    [subscribeToChanges],
  );
}

function sentenceOf(changes: readonly RemoteChange[], present: readonly PresentUser[]): string {
  if (changes.length > ANNOUNCED_MAX) return texts.announce.many(changes.length);
  return texts.common.sentences(
    changes.map((change) => sentenceOfChange(change, nameOf(change.actorId, present))),
  );
}

function sentenceOfChange({ event, before }: RemoteChange, who: string): string {
  const t = texts.announce;
  const title = titleOfFirst([before]);
  switch (event.type) {
    case "todo:created":
      return t.created(who, event.todo.title);
    case "todos:added":
      return t.created(who, titleOfFirst(event.todos));
    case "todos:changed":
      return sentenceOfSeveral(event, title, who);
    case "todo:deleted":
      return sentenceOfRemoval(event, title, who);
    case "todo:claimed":
      return sentenceOfClaim(event, title, who);
    case "todo:reordered":
      return t.reordered(who);
    case "todo:updated":
      return sentenceOfUpdate(event.todo, title, who);
    default:
      return t[event.type](who, title);
  }
}

function sentenceOfSeveral(
  { cause, completedOn, items }: TodosChanged,
  title: string,
  who: string,
): string {
  const t = texts.announce;
  if (cause === "renewed") return t.renewed(items.length);
  return completedOn === undefined ? t.many(items.length) : t.completed(who, title);
}

function sentenceOfClaim({ claimedBy }: TodoClaimed, title: string, who: string): string {
  return claimedBy === null
    ? texts.announce.released(who, title)
    : texts.announce.claimed(who, title);
}

function sentenceOfUpdate(patch: TodoPatch, title: string, who: string): string {
  const t = texts.announce;
  if (patch.title !== undefined) return t.renamed(who, patch.title);
  if (patch.description !== undefined) return t.described(who, title);
  if (patch.parentId !== undefined) return t.moved(who, title);
  if (patch.dueOn !== undefined) return t.rescheduled(who, title);
  if (patch.completed === undefined) return t.reordered(who);
  return patch.completed ? t.completed(who, title) : t.reopened(who, title);
}

function sentenceOfRemoval({ movedTo }: TodoDeleted, title: string, who: string): string {
  const t = texts.announce;
  return movedTo === undefined ? t.deleted(who, title) : t.moved(who, title);
}

function titleOfFirst([first]: readonly (Todo | null)[]): string {
  return first?.title ?? "";
}

function nameOf(id: string | null, present: readonly PresentUser[]): string {
  return present.find((user) => user.id === id)?.name ?? texts.announce.someone;
}

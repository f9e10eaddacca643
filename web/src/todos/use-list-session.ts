import { useMemo, useSyncExternalStore } from "react";
import type { User } from "glint-client/wire";
import {
  ALL_SAVED,
  browserPlatform,
  type Outbox,
  type Scope,
  type SetSession,
  type Unsaved,
  UnsavedWatch,
} from "glint-client";
import { useWebSocket } from "./use-web-socket";
import { useSharedOutbox } from "../workspace/outbox";
import type { ListSession } from "./session";
import { ShownList, type Shown } from "./shown-list";

interface Place {
  readonly teamId: string;
  readonly setId: string;
  readonly user: User;
}

/** The live session of a set; "loading" until it is open. */
export function useListSession(place: Place): ListSession {
  const { teamId, setId, user } = place;
  const outbox = useSharedOutbox();
  const session = useWebSocket(openPlace(place, outbox));
  return useOpenList(session, outbox, { userId: user.id, teamId, setId });
}

/** What there is to show of an open session, what of it is not saved, and actions, in one. */
export function useOpenList(
  session: SetSession | null,
  outbox: Outbox | null,
  scope: Scope,
): ListSession {
  const list = useMemo(() => new ShownList(session), [session]);
  const shown = useSyncExternalStore(list.subscribe, list.shown);
  const unsaved = useUnsaved(scope, outbox);
  const rest = useMemo(() => {
    const progress = { subscribe: list.subscribe, current: list.progress };
    return { progress, ...actionsOf(session) };
  }, [list, session]);
  return useMemo(() => ({ ...shown, unsaved, ...rest }), [shown, unsaved, rest]);
}

function useUnsaved({ userId, teamId, setId }: Scope, outbox: Outbox | null): Unsaved {
  const watch = useMemo(
    () => outbox && new UnsavedWatch(outbox, { userId, teamId, setId }, browserPlatform().clock),
    [outbox, userId, teamId, setId],
  );
  return useSyncExternalStore(watch?.subscribe ?? subscribeToNothing, watch?.current ?? allSaved);
}

function subscribeToNothing(): () => void {
  return () => undefined;
}

function allSaved(): Unsaved {
  return ALL_SAVED;
}

function openPlace(place: Place, outbox: Outbox | null) {
  return outbox ? { ...place, outbox } : null;
}

function actionsOf(
  session: SetSession | null,
): Omit<ListSession, keyof Shown | "unsaved" | "progress"> {
  return {
    createTodo: (title, parentId) => session?.createTodo({ title, parentId }) ?? "",
    updateTodo: (id, changes) => session?.updateTodo(id, changes),
    deleteTodo: (id) => session?.deleteTodo(id) ?? (() => undefined),
    completeTodos: (ids, completed) => session?.completeTodos(ids, completed) ?? (() => undefined),
    reorder: (items) => session?.reorder(items),
    moveTodos: (parentId, items) => session?.moveTodos(parentId, items) ?? (() => undefined),
    moveAway: (ids, toSetId) => session?.moveAway(ids, toSetId) ?? (() => undefined),
    claim: (id, claimed) => session?.claim(id, claimed),
    assign: (id, assignees) => session?.assign(id, assignees),
    comment: (...about) => session?.comment(...about) ?? null,
    deleteComment: (todoId, id) => session?.deleteComment(todoId, id),
    commentPage: session?.commentPage ?? (() => Promise.reject(new Error("No list is open."))),
    undo: () => session?.undo() ?? null,
    redo: () => session?.redo() ?? null,
    undoEvent: (event, refused) => session?.undoEvent(event, refused),
    feed: session?.feed ?? null,
    discardStuck: () => session?.discardStuck(),
    dismissRefusal: () => session?.dismissRefusal(),
    retry: () => session?.retry(),
    subscribeToTeam: (listener) => session?.subscribeToTeam(listener) ?? (() => undefined),
    subscribeToChanges: (listener) => session?.subscribeToChanges(listener) ?? (() => undefined),
  };
}

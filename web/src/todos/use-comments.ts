import { useEffect, useMemo, useSyncExternalStore } from "react";
import {
  browserPlatform,
  CommentThread,
  shownComments,
  shownDescription,
  type Thread,
} from "glint-client";
import type { Comment, Todo } from "glint-client/wire";
import { EMPTY_SLOT, slotOf } from "../workspace/slot";
import { useProgress, useSession } from "./session";

const LOADING: Thread = { comments: null, description: null, error: null };

export interface Comments {
  /** Oldest first, with the user's own that are not saved yet. */
  readonly comments: readonly Comment[];
  readonly isLoaded: boolean;
  /** That of the todo, likewise; undefined while it is not known. */
  readonly description: string | null | undefined;
  readonly error: unknown;
}

/** The comments of a todo of the open list, and its description, live while they are shown. */
export function useComments(todo: Todo): Comments {
  const { id: todoId } = todo;
  const session = useSession();
  const { feed, subscribeToTeam, commentPage } = session;
  const unconfirmed = useProgress(session, (progress) => progress.unconfirmed);
  const slot = useMemo(() => {
    if (feed === null) return EMPTY_SLOT;
    const page = (after: string | null) => commentPage(todoId, after);
    return slotOf(() => new CommentThread({ todoId, feed, page, platform: browserPlatform() }));
  }, [feed, commentPage, todoId]);
  const live = useSyncExternalStore(slot.subscribe, slot.current);
  const thread = useSyncExternalStore(
    live?.subscribe ?? EMPTY_SLOT.subscribe,
    live?.getSnapshot ?? (() => LOADING),
  );
  // Names and pictures may have changed.
  useEffect(
    () => subscribeToTeam((hint) => hint === "team" && live?.reload()),
    [subscribeToTeam, live],
  );
  const isNew = unconfirmed.some((edit) => edit.kind === "create" && edit.todo.id === todoId);
  return useMemo(
    () => ({
      comments: shownComments(thread, todoId, unconfirmed),
      isLoaded: isNew || thread.comments !== null,
      description: shownDescription(thread, todo, unconfirmed),
      error: thread.error,
    }),
    [thread, todo, todoId, unconfirmed, isNew],
  );
}

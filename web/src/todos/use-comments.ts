import { useEffect, useMemo, useSyncExternalStore } from "react";
import { browserPlatform, CommentThread, shownComments, type Thread } from "glint-client";
import type { Comment } from "glint-client/wire";
import { EMPTY_SLOT, slotOf } from "../workspace/slot";
import { useSession } from "./session";

const LOADING: Thread = { comments: null, error: null };

interface Comments {
  /** Oldest first, with the user's own that are not saved yet. */
  readonly comments: readonly Comment[];
  readonly isLoaded: boolean;
  readonly error: unknown;
}

/** The comments of a todo of the open list, live while they are shown. */
export function useComments(todoId: string): Comments {
  const { feed, unconfirmed, subscribeToTeam, commentPage } = useSession();
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
      error: thread.error,
    }),
    [thread, todoId, unconfirmed, isNew],
  );
}

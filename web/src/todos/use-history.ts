import { useMemo, useSyncExternalStore } from "react";
import {
  browserPlatform,
  HistoryLog,
  type HistoryShown,
  type SequencedEvent,
  todoIdsOf,
} from "glint-client";
import { historyPage, type Subject } from "../data/history";
import { EMPTY_SLOT, slotOf } from "../workspace/slot";
import { useWorkspace } from "../workspace/workspace";
import { useSession } from "./session";

const LOADING: HistoryShown = { entries: null, hasMore: false, isLoadingMore: false, error: null };

/** What happened in the open list, or to the todo of this id, live while it is shown. */
export function useHistory(todoId: string | null): HistoryShown & { readonly more: () => void } {
  const { feed } = useSession();
  const { team, setId } = useWorkspace();
  const slot = useMemo(() => {
    if (feed === null || setId === null) return EMPTY_SLOT;
    const subject: Subject = todoId === null ? { setId } : { todoId };
    const page = (before: number | null) => historyPage(team.id, subject, before);
    const concerns = (event: SequencedEvent) =>
      todoId === null || todoIdsOf(event).includes(todoId);
    return slotOf(() => new HistoryLog({ feed, page, concerns, platform: browserPlatform() }));
  }, [feed, team.id, setId, todoId]);
  const log = useSyncExternalStore(slot.subscribe, slot.current);
  const shown = useSyncExternalStore(
    log?.subscribe ?? EMPTY_SLOT.subscribe,
    log?.getSnapshot ?? (() => LOADING),
  );
  return useMemo(() => ({ ...shown, more: () => void log?.more() }), [shown, log]);
}

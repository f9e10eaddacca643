import { useEffect, useMemo, useSyncExternalStore } from "react";
import { eventsAfter } from "../data/events";
import { seenMemory } from "../offline/seen";
import { useWorkspace } from "../workspace/workspace";
import { useListView } from "./list-view";
import { useProgress, useSession } from "./session";
import { Visit, type Missed } from "./visit";

/** What others changed in the open list since this browser last showed it; null if nothing, or if that is not known. */
export function useVisit(): { readonly missed: Missed | null; readonly dismiss: () => void } {
  const session = useSession();
  const { feed, status } = session;
  const seq = useProgress(session, (progress) => progress.seq);
  const { myId, setId } = useListView();
  const { team } = useWorkspace();
  const visit = useMemo(
    () =>
      new Visit({
        myId,
        memory: seenMemory(myId, setId),
        eventsAfter: (after) => eventsAfter(team.id, setId, after),
        seq: () => feed?.seq() ?? 0,
        isHidden: () => document.hidden,
        now: Date.now,
      }),
    [feed, myId, setId, team.id],
  );
  const isCurrent = feed !== null && (status.kind === "live" || status.kind === "polling");
  useEffect(() => visit.follow(isCurrent), [visit, isCurrent, seq]);
  useEffect(() => {
    const turn = () => (document.hidden ? visit.end() : visit.begin());
    document.addEventListener("visibilitychange", turn);
    return () => {
      document.removeEventListener("visibilitychange", turn);
      visit.close();
    };
  }, [visit]);
  const missed = useSyncExternalStore(visit.subscribe, visit.missed);
  return { missed, dismiss: visit.dismiss };
}

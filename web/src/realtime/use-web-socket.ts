import { useMemo, useSyncExternalStore } from "react";
import { Api } from "./api";
import { browserPlatform } from "./browser-platform";
import { openSetSession, type Author, type SetSession } from "./set-session";
import { listKeeper } from "../offline/lists";
import type { Outbox } from "../outbox/outbox";

/** What is open; null while no set is selected, or nobody is signed in. */
export interface OpenPlace {
  readonly teamId: string;
  readonly setId: string;
  readonly user: Author;
  readonly outbox: Outbox;
}

/**
 * The live session of the selected set: opened when there is one, closed cleanly on unmount and
 * when another is selected. Null until it is open.
 */
export function useWebSocket(place: OpenPlace | null): SetSession | null {
  const { teamId, setId, outbox } = place ?? {};
  const { id, displayName, avatarUrl } = place?.user ?? {};
  const slot = useMemo(() => {
    if (teamId === undefined || setId === undefined || outbox === undefined) return NOTHING;
    if (id === undefined || displayName === undefined || avatarUrl === undefined) return NOTHING;
    return sessionSlot({ teamId, setId, outbox, user: { id, displayName, avatarUrl } });
  }, [teamId, setId, outbox, id, displayName, avatarUrl]);
  return useSyncExternalStore(slot.subscribe, slot.current);
}

/** Holds a session for as long as somebody subscribes. */
interface SessionSlot {
  readonly subscribe: (changed: () => void) => () => void;
  readonly current: () => SetSession | null;
}

const NOTHING: SessionSlot = { subscribe: () => () => undefined, current: () => null };

function sessionSlot(place: OpenPlace): SessionSlot {
  let session: SetSession | null = null;
  return {
    current: () => session,
    subscribe(changed) {
      const platform = browserPlatform();
      const keeper = listKeeper({ ...place, userId: place.user.id });
      const opened = openSetSession({ ...place, platform, keeper, api: new Api(platform) });
      session = opened;
      changed();
      return () => {
        opened.close();
        session = null;
      };
    },
  };
}

import { useMemo, useSyncExternalStore } from "react";
import {
  type Author,
  browserPlatform,
  Http,
  openSetSession,
  type Outbox,
  type SetSession,
} from "glint-client";
import { listKeeper } from "../offline/lists";
import { EMPTY_SLOT, slotOf } from "../workspace/slot";

/** The open set; null while none is selected, or nobody is signed in. */
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
    if (teamId === undefined || setId === undefined || outbox === undefined) return EMPTY_SLOT;
    if (id === undefined || displayName === undefined || avatarUrl === undefined) return EMPTY_SLOT;
    return slotOf(() =>
      openSession({ teamId, setId, outbox, user: { id, displayName, avatarUrl } }),
    );
  }, [teamId, setId, outbox, id, displayName, avatarUrl]);
  return useSyncExternalStore(slot.subscribe, slot.current);
}

function openSession(place: OpenPlace): SetSession {
  const platform = browserPlatform();
  const { teamId, setId, user, outbox } = place;
  const scope = { userId: user.id, teamId, setId };
  const keeper = listKeeper(scope);
  const http = new Http(platform.fetch, platform.clock);
  return openSetSession({ scope, user, outbox, platform, keeper, http });
}

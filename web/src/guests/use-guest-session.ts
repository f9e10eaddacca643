import { useMemo, useState, useSyncExternalStore } from "react";
import {
  browserPlatform,
  Http,
  openSetSession,
  type Outbox,
  type Scope,
  type SetSession,
} from "glint-client";
import type { SharedList } from "../data/shared";
import { useRefusedTexts } from "../drafts/use-refused-texts";
import type { SharedSet } from "glint-client/wire";
import type { ListSession } from "../todos/session";
import { useOpenList } from "../todos/use-list-session";
import { EMPTY_SLOT, slotOf } from "../workspace/slot";
import { asGuest, openGuestOutbox, scopeOf, SOMEONE } from "./guest";
import { GuestApi } from "./guest-api";

interface GuestSession {
  readonly session: ListSession;
  /** The list's name and settings, as last answered. */
  readonly set: SharedSet;
  /** The comments that were written on this page: the server does not say who wrote which. */
  readonly wrote: ReadonlySet<string>;
}

/** The live session of the list of a share link. `first` is what its page was opened with. */
export function useGuestSession(token: string, first: SharedList): GuestSession {
  const [set, learned] = useState(first.set);
  const setId = first.set.id;
  const scope = useMemo(() => scopeOf(token, setId), [token, setId]);
  const outboxes = useMemo(() => slotOf(openGuestOutbox), []);
  const outbox = useSyncExternalStore(outboxes.subscribe, outboxes.current);
  useRefusedTexts(outbox);
  const sessions = useMemo(() => {
    if (outbox === null) return EMPTY_SLOT;
    return slotOf(() => open({ scope, outbox, first, learned }));
  }, [outbox, scope, first]);
  const opened = useSyncExternalStore(sessions.subscribe, sessions.current);
  const list = useOpenList(opened, outbox, scope);
  const [wrote] = useState(() => new Set<string>());
  const session = useMemo(() => asGuest(list, wrote), [list, wrote]);
  return useMemo(() => ({ session, set, wrote }), [session, set, wrote]);
}

interface Opened {
  readonly scope: Scope;
  readonly outbox: Outbox;
  readonly first: SharedList;
  readonly learned: (set: SharedSet) => void;
}

function open({ scope, outbox, first, learned }: Opened): SetSession {
  const platform = browserPlatform();
  const http = new Http(platform.fetch, platform.clock);
  const api = new GuestApi({ http, scope, first, learned });
  return openSetSession({ scope, user: SOMEONE, http, outbox, platform, api });
}

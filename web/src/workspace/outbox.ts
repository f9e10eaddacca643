import { createContext, useContext, useMemo, useSyncExternalStore } from "react";
import {
  browserPlatform,
  browserTabs,
  type Clock,
  Http,
  IndexedDbStore,
  Outbox,
  type OutboxStore,
} from "glint-client";
import { keepEdit } from "../offline/lists";
import { EMPTY_SLOT, slotOf } from "./slot";

/** How long to wait for the database to open before edits are kept in memory instead. */
const OPEN_TIMEOUT_MS = 3_000;

/** The signed-in user's outbox; null while nobody is signed in. It outlives the open set and team. */
export const OutboxContext = createContext<Outbox | null>(null);

export function useSharedOutbox(): Outbox | null {
  return useContext(OutboxContext);
}

/** Open the user's outbox while mounted; it also sends what is pending in sets that are not open. */
export function useOutbox(userId: string | null): Outbox | null {
  const slot = useMemo(
    () => (userId === null ? EMPTY_SLOT : slotOf(() => openOutbox(userId))),
    [userId],
  );
  return useSyncExternalStore(slot.subscribe, slot.current);
}

function openOutbox(userId: string): Outbox {
  const platform = browserPlatform();
  const outbox = new Outbox({
    userId,
    platform,
    http: new Http(platform.fetch, platform.clock),
    tabs: browserTabs(),
    openStore: () => inTime(IndexedDbStore.open(), platform.clock),
  });
  outbox.subscribe({
    settled(outcome, sent) {
      if (outcome.kind !== "answered" || outcome.seq === null || sent === null) return;
      keepEdit(sent.scope, sent.edit, outcome.seq).catch(() => undefined);
    },
  });
  return outbox;
}

function inTime(opening: Promise<OutboxStore>, clock: Clock): Promise<OutboxStore> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(OPEN_TIMEOUT_MS, () =>
      reject(new Error("The database does not open.")),
    );
    opening.then(resolve, reject).finally(cancel);
  });
}

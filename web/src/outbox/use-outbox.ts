import { useMemo, useSyncExternalStore } from "react";
import { openOutbox } from "./open-outbox";
import type { Outbox } from "./outbox";

/** The user's outbox while mounted; it also sends what waits of sets that are not open. */
export function useOutbox(userId: string | null): Outbox | null {
  const slot = useMemo(() => outboxSlot(userId), [userId]);
  return useSyncExternalStore(slot.subscribe, slot.current);
}

interface OutboxSlot {
  readonly subscribe: (changed: () => void) => () => void;
  readonly current: () => Outbox | null;
}

function outboxSlot(userId: string | null): OutboxSlot {
  let outbox: Outbox | null = null;
  return {
    current: () => outbox,
    subscribe(changed) {
      if (userId === null) return () => undefined;
      const opened = openOutbox(userId);
      outbox = opened;
      changed();
      return () => {
        opened.close();
        outbox = null;
      };
    },
  };
}

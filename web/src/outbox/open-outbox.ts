import { keepEdit } from "../offline/lists";
import { browserPlatform } from "../realtime/browser-platform";
import type { Clock } from "../realtime/clock";
import { Http } from "../realtime/http";
import type { Platform } from "../realtime/platform";
import { browserTabs } from "./browser-tabs";
import { IndexedDbStore } from "./indexed-db-store";
import { Outbox } from "./outbox";
import type { OutboxStore } from "./store";

/** A database that has not opened after this long is done without. */
const OPEN_TIMEOUT_MS = 3_000;

/** The outbox of this user in this browser. One per page and user; close it on sign-out. */
export function openOutbox(userId: string, platform: Platform = browserPlatform()): Outbox {
  const outbox = new Outbox({
    userId,
    platform,
    http: new Http(platform.fetch, platform.clock),
    tabs: browserTabs(),
    openStore: () => inTime(IndexedDbStore.open(), platform.clock),
  });
  outbox.subscribe({
    changed: () => undefined,
    signedOut: () => undefined,
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

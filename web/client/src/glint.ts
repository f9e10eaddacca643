import { ApiError } from "./api-error.ts";
import { browserPlatform } from "./browser-platform.ts";
import { Http } from "./http.ts";
import { browserTabs, singleTab } from "./outbox/browser-tabs.ts";
import { IndexedDbStore } from "./outbox/indexed-db-store.ts";
import { Outbox, type OutboxOptions } from "./outbox/outbox.ts";
import { MemoryStore } from "./outbox/store.ts";
import type { Platform } from "./platform.ts";
import { programPlatform } from "./program-platform.ts";
import type { Ending } from "./realtime/ending.ts";
import type { ListKeeper } from "./realtime/list-keeping.ts";
import { openSetSession, type SetSession } from "./realtime/set-session.ts";
import type { SetSnapshot } from "./realtime/snapshot.ts";
import { isEnded } from "./realtime/status.ts";
import type { User } from "./wire.ts";

/** Whose lists, and where: a program has an access token, a page the session of its browser. */
export interface Account {
  /** Such as `https://glint.example`. */
  readonly address: string;
  readonly token: string;
}

/**
 * Connect as the person of an access token, or without one as who is signed in to the page's own server.
 *
 * Throws ApiError if that is nobody, and NetworkError if the server does not answer.
 */
export async function connect(account?: Account): Promise<Glint> {
  const platform = account ? programPlatform(account.address, account.token) : browserPlatform();
  const http = new Http(platform.fetch, platform.clock);
  const answer = await http.send({ method: "GET", path: "/api/auth/me" });
  const { user } = answer as { user: User | null };
  if (user === null) throw new ApiError(401, NOBODY);
  const kept: Kept = account
    ? { tabs: singleTab(), openStore: () => Promise.resolve(new MemoryStore()) }
    : { tabs: browserTabs(), openStore: () => IndexedDbStore.open() };
  return new Glint(user, http, platform, kept);
}

/** Where edits wait, and who else sends them from there. */
type Kept = Pick<OutboxOptions, "tabs" | "openStore">;

const NOBODY = { error: "Please sign in.", code: "not_signed_in" };

/** One person's lists, and their edits on the way to the server. */
export class Glint {
  readonly user: User;
  readonly outbox: Outbox;
  readonly #http: Http;
  readonly #platform: Platform;

  constructor(user: User, http: Http, platform: Platform, kept: Kept) {
    this.user = user;
    this.#http = http;
    this.#platform = platform;
    this.outbox = new Outbox({ userId: user.id, http, platform, ...kept });
  }

  /** Open a list, and keep it up to date until it is closed; a `keeper` stores it between visits. */
  openList(teamId: string, listId: string, keeper?: ListKeeper): SetSession {
    return openSetSession({
      scope: { userId: this.user.id, teamId, setId: listId },
      user: this.user,
      http: this.#http,
      outbox: this.outbox,
      platform: this.#platform,
      ...(keeper && { keeper }),
    });
  }

  /** Send nothing more. Close the lists before. */
  close(): void {
    this.outbox.close();
  }
}

/** A list will not become what was waited for: `ended` says why. */
export class ListEnded extends Error {
  override readonly name = "ListEnded";
  readonly ended: Ending;

  constructor(ended: Ending) {
    super(`The list has ended: ${ended.kind}.`);
    this.ended = ended;
  }
}

/** Wait until a list is as wanted. Throws ListEnded if it can no longer become so. */
export function until(
  list: Pick<SetSession, "getSnapshot" | "subscribe">,
  wanted: (snapshot: SetSnapshot) => boolean,
): Promise<SetSnapshot> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const snapshot = list.getSnapshot();
      const { status } = snapshot;
      if (wanted(snapshot)) resolve(snapshot);
      else if (isEnded(status) && status.kind !== "error") reject(new ListEnded(status));
      else return;
      stop();
    };
    const stop = list.subscribe(look);
    look();
  });
}

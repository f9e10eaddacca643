import { Timer } from "../clock.ts";
import { apiPath, type Http } from "../http.ts";
import type { Platform } from "../platform.ts";
import { Spread } from "../soon.ts";
import type { Frame } from "./decode.ts";
import { endingOfError, type Ending } from "./ending.ts";
import type { Hint } from "./live-set.ts";
import { pushAvailable } from "./set-api.ts";
import { SetSocket } from "./set-socket.ts";

export interface TeamHintsListener {
  /** What has changed; the user's own todos may also have while there was no socket. */
  readonly hinted: (hint: Hint) => void;
  /** The user is not in the team any more, or signed out. */
  readonly ended: (ending: Ending) => void;
}

/** How long a page that nobody sees keeps the socket. */
export const HIDDEN_KEEP_MS = 60_000;

/** The hints of a team in which no list is open, over a socket of the team (R198). */
export class TeamHints {
  readonly #path: string;
  readonly #http: Http;
  readonly #listener: TeamHintsListener;
  readonly #socket: SetSocket;
  readonly #abort = new AbortController();
  readonly #hidden: Timer;
  readonly #teamChanged: Spread;
  readonly #unwatch: () => void;
  #everReady = false;

  constructor(teamId: string, http: Http, platform: Platform, listener: TeamHintsListener) {
    this.#path = apiPath("teams", teamId, "ws");
    this.#http = http;
    this.#listener = listener;
    this.#hidden = new Timer(platform.clock);
    this.#teamChanged = new Spread(platform, () => listener.hinted("team"));
    this.#socket = new SetSocket(this.#path, platform, {
      changed: () => undefined,
      received: (frame) => this.#received(frame),
      refused: () => this.#refused(),
      lost: () => undefined,
      left: () => {
        const { ending } = this.#socket;
        if (ending === null) return;
        this.close();
        listener.ended(ending);
      },
    });
    this.#unwatch = platform.surroundings.watch((what) => {
      if (what === "hidden") this.#hidden.set(HIDDEN_KEEP_MS, () => this.#leave());
      else if (what === "visible") this.#open();
      else this.#socket.send({ type: what === "online" ? "check" : "offline" });
    });
    if (platform.surroundings.isVisible()) this.#open();
  }

  close(): void {
    this.#unwatch();
    this.#hidden.cancel();
    this.#teamChanged.cancel();
    this.#abort.abort();
    this.#leave();
  }

  #open(): void {
    this.#hidden.cancel();
    this.#socket.send({ type: "open" });
    this.#socket.send({ type: "check" });
  }

  #leave(): void {
    this.#socket.send({ type: "close" });
  }

  #received(frame: Frame): void {
    if (frame.type === "mine:changed") this.#listener.hinted("mine");
    if (frame.type === "team:changed") this.#teamChanged.ask();
    if (frame.type !== "realtime:ready") return;
    if (this.#everReady) this.#listener.hinted("mine");
    this.#everReady = true;
  }

  /** Browsers do not tell why: a request does. */
  #refused(): void {
    pushAvailable(this.#http, this.#path, this.#abort.signal).then(
      (offered) => this.#socket.send({ type: "push", offered }),
      (error: unknown) => {
        const ending = this.#abort.signal.aborted ? null : endingOfError(error);
        if (ending !== null) this.#socket.send({ type: "end", ending });
      },
    );
  }
}

import type { Platform } from "../platform.ts";
import { Spread } from "../soon.ts";
import { HEAD_KEY_CHARS, type Presence } from "../wire.ts";
import { catchUp } from "./catch-up.ts";
import { isReady } from "./connection.ts";
import type { Frame, SequencedEvent } from "./decode.ts";
import { endingOfError, type Ending } from "./ending.ts";
import type { KeptList } from "./list-keeping.ts";
import { Machine } from "./machine.ts";
import { NOBODY, type Present } from "./present.ts";
import { PushRecord } from "./push-record.ts";
import { Repeating } from "./repeating.ts";
import { Replica, type Applied } from "./replica.ts";
import type { Rights, SetApi } from "./set-api.ts";
import { SetSocket } from "./set-socket.ts";
import { statusOf, type ConnectionStatus } from "./status.ts";
import { isCatchingUp, NOT_LOADED, SYNC, type Sync, type SyncEvent } from "./sync.ts";

/**
 * What has changed in the team: its lists, members or permissions, or what is open of what the user is
 * assigned to or has claimed, in any list.
 */
export type Hint = "team" | "mine";

export interface LiveSetListener {
  readonly changed: () => void;
  readonly applied: (applied: Applied) => void;
  /** The network works, as far as is known: pending edits may be sent. */
  readonly connected: () => void;
  /** What has changed; the user's rights are already being refreshed. */
  readonly hinted: (hint: Hint) => void;
}

const POLL_MS = 5_000;
/** Sockets that are refused this often in a row, while requests get through, are blocked on the way. */
const BLOCKED_AFTER_REFUSALS = 4;
/** How often to check whether a push was lost unnoticed, ±20 %. */
const REVALIDATE_MS = 300_000;
const REVALIDATE_SPREAD = 0.2;

/**
 * One set as the server has it, kept up to date by socket, catch-up, polling and revalidation. What
 * happens when is decided by the tables of `connection.ts` and `sync.ts`; this performs it.
 */
export class LiveSet {
  readonly replica: Replica;
  readonly pushes = new PushRecord();
  readonly #setId: string;
  readonly #api: SetApi;
  readonly #platform: Platform;
  readonly #listener: LiveSetListener;
  readonly #socket: SetSocket;
  readonly #sync: Machine<Sync, SyncEvent, "fetch">;
  readonly #teamChanged: Spread;
  readonly #poll: Repeating;
  readonly #revalidation: Repeating;
  readonly #abort = new AbortController();
  readonly #unwatch: () => void;
  #refusals = 0;
  #everReady = false;
  #presence: Present = NOBODY;
  #rights: Rights | null = null;

  constructor(setId: string, api: SetApi, platform: Platform, listener: LiveSetListener) {
    this.#setId = setId;
    this.#api = api;
    this.#platform = platform;
    this.#listener = listener;
    this.replica = new Replica(setId);
    const { changed } = listener;
    this.#socket = new SetSocket(api.socketPath, platform, {
      changed,
      received: (frame) => this.#received(frame),
      refused: () => this.#refused(),
      lost: () => this.#lost(),
      left: () => this.#stop(),
    });
    this.#sync = new Machine(SYNC, NOT_LOADED, platform, { fetch: () => this.#fetch() }, changed);
    this.#teamChanged = new Spread(platform, () => {
      this.refreshRights();
      listener.hinted("team");
    });
    this.#poll = new Repeating(platform, POLL_MS, 0, () => this.catchUp());
    this.#revalidation = new Repeating(platform, REVALIDATE_MS, REVALIDATE_SPREAD, () => {
      this.catchUp();
      this.refreshRights();
    });
    this.#unwatch = platform.surroundings.watch((what) => {
      if (what === "online" || what === "visible") this.#check();
      else if (what === "offline") this.#socket.send({ type: "offline" });
      changed();
    });
  }

  /** Why there will be no more updates; null while there are. */
  get ending(): Ending | null {
    return this.#socket.ending;
  }

  get presence(): Present {
    return this.#presence;
  }

  /** The user's role and permissions, as last received; null until the list has been loaded. */
  get rights(): Rights | null {
    return this.#rights;
  }

  /** Whether events come by push, with nothing known to be missing. */
  get live(): boolean {
    const { state } = this.#sync;
    return isReady(this.#socket.state) && !isCatchingUp(state) && state.trouble === null;
  }

  /** Return the status, given how many of the user's edits are pending. */
  status(waiting: number): ConnectionStatus {
    return statusOf({
      connection: this.#socket.state,
      sync: this.#sync.state,
      online: this.#platform.surroundings.isOnline(),
      loaded: this.replica.loaded,
      pushAvailable: this.#pushAvailable,
      restored: this.replica.restored,
      waiting,
    });
  }

  /** Start with the list of an earlier visit. Its events bring it up to date, but not the rights. */
  restore(kept: KeptList): void {
    this.replica.restore(kept);
    this.#learnRights(kept);
    this.refreshRights();
  }

  /** Connect and load; does nothing once updates have ended. */
  open(): void {
    if (this.ending !== null) return;
    this.catchUp();
    this.#socket.send({ type: "open" });
    this.#revalidation.start();
  }

  /** Close the socket cleanly. */
  close(): void {
    this.#socket.send({ type: "close" });
  }

  /** Stop for good. */
  end(ending: Ending): void {
    this.#socket.send({ type: "end", ending });
  }

  /** Fetch what is committed by now, without a change of the status. Returns a number for `includes`. */
  catchUp(): number {
    this.#sync.send({ type: "ask" });
    return this.#sync.state.asked;
  }

  /** Whether the list includes all that was committed when this catch-up was requested. */
  includes(request: number): boolean {
    return this.#sync.state.done >= request;
  }

  /** Do at once whatever would be tried later. */
  retry(): void {
    this.#sync.send({ type: "ask", urgent: true });
    this.#socket.send({ type: "check" });
  }

  /** Fetch role and permissions again; if that fails, the last ones stay. */
  refreshRights(): void {
    this.#api.rights(this.#abort.signal).then(
      (rights) => this.#learnRights(rights),
      (error: unknown) => this.#failed(error),
    );
  }

  get #pushAvailable(): boolean {
    return this.#socket.state.pushOffered && this.#refusals < BLOCKED_AFTER_REFUSALS;
  }

  #received(frame: Frame): void {
    switch (frame.type) {
      case "realtime:ready":
        this.#ready(frame.seq);
        break;
      case "pong":
        this.replica.noteHead(frame.heads[this.#setId.slice(0, HEAD_KEY_CHARS)] ?? 0);
        this.#observe();
        break;
      case "presence":
        this.#presenceChanged(frame);
        break;
      case "team:changed":
      case "shared:changed":
        this.#teamChanged.ask();
        break;
      case "mine:changed":
        this.#listener.hinted("mine");
        break;
      default:
        this.#pushed(frame);
    }
  }

  #ready(head: number): void {
    this.#refusals = 0;
    this.#poll.stop();
    this.pushes.opened(head);
    this.replica.noteHead(head);
    this.#sync.send({ type: "ask", urgent: true, required: true });
    if (this.#everReady) this.refreshRights();
    this.#everReady = true;
    this.#listener.connected();
  }

  #presenceChanged({ setId, users, more = 0 }: Presence): void {
    if (setId !== this.#setId) return;
    this.#presence = { users, more };
    this.#listener.changed();
  }

  #pushed(event: SequencedEvent): void {
    if (event.setId !== this.#setId) return;
    this.pushes.received(event.seq);
    this.#applied(this.replica.offer([event]));
    this.#observe();
  }

  #applied(applied: Applied): void {
    this.#listener.applied(applied);
    this.#listener.changed();
  }

  #observe(): void {
    this.#sync.send({ type: "observed", behind: this.replica.behind });
  }

  #fetch(): void {
    catchUp({
      api: this.#api,
      replica: this.replica,
      signal: this.#abort.signal,
      applied: (applied) => this.#applied(applied),
      rightsKnown: (rights) => this.#learnRights(rights),
    }).then(
      () => {
        this.#sync.send({ type: "fetched" });
        this.#observe();
      },
      (error: unknown) => {
        this.#failed(error);
        this.#sync.send({ type: "failed", error });
      },
    );
  }

  /** Browsers do not tell why: a catch-up finds out whether access was taken away, a request whether there is push. */
  #refused(): void {
    if (!this.#platform.surroundings.isOnline()) return;
    this.catchUp();
    this.#refusals = this.#sync.state.trouble === null ? this.#refusals + 1 : 0;
    this.#api.pushAvailable(this.#abort.signal).then(
      (offered) => this.#pushKnown(offered),
      (error: unknown) => this.#failed(error),
    );
  }

  #pushKnown(offered: boolean): void {
    this.#socket.send({ type: "push", offered });
    if (this.#pushAvailable) this.#poll.stop();
    else this.#poll.start();
  }

  #lost(): void {
    this.#presence = NOBODY;
    this.pushes.closed();
  }

  #check(): void {
    this.#socket.send({ type: "check" });
    this.#revalidation.seen();
    if (!this.live) this.#sync.send({ type: "ask", urgent: true });
  }

  #learnRights({ role, permissions }: Rights): void {
    this.#rights = { role, permissions };
    this.#listener.changed();
  }

  #failed(error: unknown): void {
    const ending = this.#abort.signal.aborted ? null : endingOfError(error);
    if (ending !== null) this.end(ending);
  }

  #stop(): void {
    this.#unwatch();
    this.#abort.abort();
    this.#sync.send({ type: "stop" });
    this.#teamChanged.cancel();
    this.#poll.stop();
    this.#revalidation.stop();
  }
}

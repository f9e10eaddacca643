import { HEAD_KEY_CHARS } from "../generated/wire";
import { CatchUp } from "./catch-up";
import { Timer } from "../client/clock";
import { Connection, type ConnectionState } from "./connection";
import type { Frame } from "./decode";
import { endingOfError, type Ending } from "./ending";
import { GapWatch } from "./gap-watch";
import type { ListState } from "./list-state";
import type { Platform } from "../client/platform";
import { PushFallback } from "./push-fallback";
import { PushRecord } from "./push-record";
import { Replica, type Applied } from "./replica";
import { Revalidation } from "./revalidation";
import type { SetApi } from "./set-api";
import { SetRights } from "./set-rights";
import { statusOf, type ConnectionStatus } from "./status";
import type { Presence, PresentUser } from "../generated/wire";
import type { SequencedEvent } from "./decode";

/** The characters of a set's id that a pong names its head by. */

export interface LiveSetListener {
  readonly changed: () => void;
  readonly applied: (applied: Applied) => void;
  /** The line works, as far as is known: what waits for it may go. */
  readonly connected: () => void;
  /** The team's lists, its members or their permissions are not as before; own rights are asked for already. */
  readonly teamChanged: () => void;
}

export interface Present {
  readonly users: readonly PresentUser[];
  /** How many more are there than are listed. */
  readonly more: number;
}

/** Everybody in a team hears of a change at once; they ask within this long, not all in the same moment. */
const TEAM_SPREAD_MS = 500;

const NOBODY: Present = { users: [], more: 0 };

/** One set as the server has it, kept up to date by socket, catch-up, polling and revalidation. */
export class LiveSet {
  readonly rights: SetRights;
  readonly replica: Replica;
  readonly #setId: string;
  readonly #platform: Platform;
  readonly #listener: LiveSetListener;
  readonly #connection: Connection;
  readonly #catchUp: CatchUp;
  readonly #fallback: PushFallback;
  readonly #gap: GapWatch;
  readonly #revalidation: Revalidation;
  readonly #pushes = new PushRecord();
  readonly #teamChanged: Timer;
  readonly #unwatch: () => void;
  #presence: Present = NOBODY;
  /** The catch-up that the list is not live without. */
  #dueTicket = 0;
  #everReady = false;

  constructor(setId: string, api: SetApi, platform: Platform, listener: LiveSetListener) {
    this.#setId = setId;
    this.#platform = platform;
    this.#listener = listener;
    this.replica = new Replica(setId);
    this.#connection = new Connection(api.socketPath, platform, {
      stateChanged: (state) => this.#connectionChanged(state),
      received: (frame) => this.#received(frame),
      refused: () => this.#refused(),
    });
    this.#catchUp = new CatchUp(api, this.replica, platform, {
      applied: (applied) => this.#applied(applied),
      rightsKnown: (rights) => this.rights.learned(rights),
      changed: () => this.#caughtUp(),
      ended: (ending) => this.end(ending),
    });
    this.#fallback = new PushFallback(api, platform, {
      poll: () => this.#catchUp.request(),
      learned: () => this.#pushLearned(),
      failed: (error) => this.#failed(error),
    });
    this.rights = new SetRights(api, listener.changed, (error) => this.#failed(error));
    this.#gap = new GapWatch(platform.clock, () => this.#closeGap());
    this.#revalidation = new Revalidation(platform, () => this.#revalidate());
    this.#teamChanged = new Timer(platform.clock);
    this.#unwatch = platform.surroundings.watch((what) => {
      if (what === "online" || what === "visible") this.#check();
      else if (what === "offline") this.#connection.offline();
      listener.changed();
    });
  }

  get state(): ListState {
    return this.replica.state;
  }

  get loaded(): boolean {
    return this.replica.loaded;
  }

  /** Why there will be no more updates; null while there are. */
  get ending(): Ending | null {
    const { state } = this.#connection;
    return state.kind === "ended" ? state.ending : null;
  }

  get presence(): Present {
    return this.#presence;
  }

  /** Whether events come by push, with nothing known to be missing. */
  get live(): boolean {
    return (
      this.#connection.state.kind === "ready" && !this.#catchingUp && this.#catchUp.trouble === null
    );
  }

  /** Whether the push of this event was lost: the socket is open, and it has not come. */
  misses(seq: number): boolean {
    return this.#pushes.misses(seq);
  }

  /** The status, given how many own changes wait. */
  status(waiting: number): ConnectionStatus {
    return statusOf({
      connection: this.#connection.state,
      online: this.#platform.surroundings.isOnline(),
      loaded: this.replica.loaded,
      catchingUp: this.#catchingUp,
      pushAvailable: this.#fallback.available,
      trouble: this.#catchUp.trouble,
      restored: this.replica.restored,
      waiting,
    });
  }

  open(): void {
    this.#catchUp.request();
    this.#connection.open();
    this.#revalidation.start();
  }

  /** Leaves cleanly; nothing is called back any more. */
  close(): void {
    this.#connection.close();
    this.#stop();
  }

  /** There is no way on. */
  end(ending: Ending): void {
    this.#connection.end(ending);
  }

  /** Fetches what is committed by now, without the status telling. Returns a ticket for `includes`. */
  catchUp(): number {
    return this.#catchUp.request();
  }

  includes(ticket: number): boolean {
    return this.#catchUp.includes(ticket);
  }

  /** Tries at once whatever would be tried later. */
  retry(): void {
    this.#catchUp.request({ atOnce: true });
    this.#connection.check();
  }

  get #catchingUp(): boolean {
    return !this.#catchUp.includes(this.#dueTicket);
  }

  #received(frame: Frame): void {
    switch (frame.type) {
      case "realtime:ready":
        this.#ready(frame.seq);
        break;
      case "pong":
        this.#heard(frame.heads[this.#setId.slice(0, HEAD_KEY_CHARS)]);
        break;
      case "presence":
        this.#seen(frame);
        break;
      case "team:changed":
        this.#askAboutTeam();
        break;
      default:
        this.#pushed(frame);
    }
  }

  #seen({ setId, users, more = 0 }: Presence): void {
    if (setId !== this.#setId) return;
    this.#presence = { users, more };
    this.#listener.changed();
  }

  #pushed(event: SequencedEvent): void {
    if (event.setId !== this.#setId) return;
    this.#pushes.received(event.seq);
    this.#applied(this.replica.offer([event]));
    this.#watchGap();
  }

  #askAboutTeam(): void {
    if (this.#teamChanged.running) return;
    this.#teamChanged.set(TEAM_SPREAD_MS * this.#platform.random(), () => {
      this.rights.refresh();
      this.#listener.teamChanged();
    });
  }

  #ready(head: number): void {
    this.#fallback.socketOpened();
    this.#pushes.opened(head);
    this.replica.noteHead(head);
    this.#dueTicket = this.#catchUp.request({ atOnce: true });
    if (this.#everReady) this.rights.refresh();
    this.#everReady = true;
    this.#listener.connected();
    this.#listener.changed();
  }

  #heard(head: number | undefined): void {
    if (head === undefined) return;
    this.replica.noteHead(head);
    this.#watchGap();
  }

  #watchGap(): void {
    if (!this.#catchingUp) this.#gap.observe(this.replica.behind);
  }

  #closeGap(): void {
    this.#dueTicket = this.#catchUp.request();
    this.#listener.changed();
  }

  #caughtUp(): void {
    this.#watchGap();
    this.#listener.changed();
  }

  #applied(applied: Applied): void {
    this.#listener.applied(applied);
    this.#listener.changed();
  }

  #connectionChanged(state: ConnectionState): void {
    if (state.kind === "ended") this.#stop();
    if (state.kind !== "ready") {
      this.#presence = NOBODY;
      this.#pushes.closed();
    }
    this.#listener.changed();
  }

  /** A catch-up learns whether we are still welcome, the fallback whether there is push. */
  #refused(): void {
    if (!this.#platform.surroundings.isOnline()) return;
    this.#catchUp.request();
    this.#fallback.socketFailed({ requestsGetThrough: this.#catchUp.trouble === null });
  }

  #pushLearned(): void {
    this.#connection.expectPush(this.#fallback.offered);
    this.#listener.changed();
  }

  #check(): void {
    this.#connection.check();
    this.#revalidation.seen();
    if (!this.live) this.#catchUp.request({ atOnce: true });
  }

  #revalidate(): void {
    this.#catchUp.request();
    this.rights.refresh();
  }

  #failed(error: unknown): void {
    const ending = endingOfError(error);
    if (ending !== null) this.end(ending);
  }

  #stop(): void {
    this.rights.stop();
    this.#teamChanged.cancel();
    this.#unwatch();
    this.#catchUp.stop();
    this.#gap.stop();
    this.#fallback.stop();
    this.#revalidation.stop();
  }
}

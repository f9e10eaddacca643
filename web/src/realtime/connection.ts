import { Backoff } from "../client/backoff";
import { Timer } from "../client/clock";
import { decodeFrame, type Frame } from "./decode";
import { endingOf, type Ending } from "./ending";
import { Heartbeat } from "./heartbeat";
import type { Platform, Socket } from "../client/platform";

/** A socket that has not said `realtime:ready` after this long is given up. */
export const CONNECT_TIMEOUT_MS = 10_000;
/** How often to look whether live push has become available where it was not. */
const PUSH_RETRY_MS = 60_000;
/** Close codes of our own: 4000 to 4999 are free for applications. */
const CLOSE_NORMAL = 1000;
const CLOSE_DEAD_LINE = 4000;

export type ConnectionState =
  | { readonly kind: "idle" }
  /** `attempt` is 0 for the very first; `nextAttemptAt` is when it began. */
  | { readonly kind: "connecting"; readonly attempt: number; readonly nextAttemptAt: number }
  | { readonly kind: "ready" }
  | { readonly kind: "waiting"; readonly attempt: number; readonly nextAttemptAt: number }
  | { readonly kind: "ended"; readonly ending: Ending };

export interface ConnectionListener {
  stateChanged(state: ConnectionState): void;
  /** A frame, the first of a socket always `realtime:ready`; pongs included. */
  received(frame: Frame): void;
  /** The socket closed before it was ready, for a reason that browsers do not tell. */
  refused(): void;
}

/**
 * The life of a set's socket: connects, beats, notices when the line is dead, reconnects with
 * backoff, and stays closed when the server says that it is over.
 */
export class Connection {
  readonly #path: string;
  readonly #platform: Platform;
  readonly #listener: ConnectionListener;
  readonly #backoff: Backoff;
  readonly #heartbeat: Heartbeat;
  readonly #alarm: Timer;
  #state: ConnectionState = { kind: "idle" };
  #socket: Socket | null = null;
  /** Counts sockets: what an earlier one still says is not heard. */
  #line = 0;
  #pushExpected = true;

  constructor(path: string, platform: Platform, listener: ConnectionListener) {
    this.#path = path;
    this.#platform = platform;
    this.#listener = listener;
    this.#backoff = new Backoff(platform.random);
    this.#alarm = new Timer(platform.clock);
    this.#heartbeat = new Heartbeat(platform.clock, {
      ping: () => this.#socket?.send("ping"),
      dead: () => this.#lost(),
    });
  }

  get state(): ConnectionState {
    return this.#state;
  }

  open(): void {
    if (this.#state.kind === "idle") this.#connect();
  }

  /** Closes for good, cleanly and silently. */
  close(): void {
    this.#drop(CLOSE_NORMAL);
    this.#state = { kind: "idle" };
  }

  /** It is over for a reason learned elsewhere. */
  end(ending: Ending): void {
    if (this.#state.kind === "ended") return;
    this.#drop(CLOSE_NORMAL);
    this.#enter({ kind: "ended", ending });
  }

  /** Something about the line may have changed: check at once instead of when it is due. */
  check(): void {
    if (this.#state.kind === "waiting") this.#connect();
    else if (this.#state.kind === "ready") this.#heartbeat.beat();
  }

  /** The browser says that there is no line: what is open is dead, whatever it looks like. */
  offline(): void {
    if (this.#state.kind === "ready" || this.#state.kind === "connecting") this.#lost();
  }

  /** Tells whether a refused upgrade was for want of live push, so that it is tried rarely. */
  expectPush(expected: boolean): void {
    this.#pushExpected = expected;
    if (!expected && this.#state.kind === "waiting") this.#wait(PUSH_RETRY_MS);
  }

  #connect(): void {
    this.#drop(CLOSE_NORMAL);
    const nextAttemptAt = this.#platform.clock.now();
    this.#enter({ kind: "connecting", attempt: this.#backoff.attempt, nextAttemptAt });
    this.#alarm.set(CONNECT_TIMEOUT_MS, () => this.#failed());
    const line = ++this.#line;
    try {
      this.#socket = this.#platform.openSocket(this.#path, {
        received: (text) => line === this.#line && this.#received(text),
        closed: (code) => line === this.#line && this.#closed(code),
      });
    } catch {
      this.#failed();
    }
  }

  #received(text: string): void {
    const frame = decodeFrame(text);
    if (frame === null) return;
    if (this.#state.kind === "connecting") {
      if (frame.type !== "realtime:ready") return;
      this.#alarm.cancel();
      this.#pushExpected = true;
      this.#backoff.succeeded(this.#platform.clock.now());
      this.#heartbeat.start();
      this.#enter({ kind: "ready" });
    }
    if (frame.type === "pong") this.#heartbeat.ponged();
    this.#listener.received(frame);
  }

  #closed(code: number): void {
    const ending = endingOf(code);
    if (ending !== null) this.end(ending);
    else if (this.#state.kind === "connecting") this.#failed();
    else this.#lost();
  }

  #failed(): void {
    this.#lost();
    this.#listener.refused();
  }

  #lost(): void {
    this.#drop(CLOSE_DEAD_LINE);
    const delay = this.#backoff.failed(this.#platform.clock.now());
    this.#wait(this.#pushExpected ? delay : PUSH_RETRY_MS);
  }

  #wait(ms: number): void {
    this.#alarm.set(ms, () => this.#connect());
    const nextAttemptAt = this.#platform.clock.now() + ms;
    this.#enter({ kind: "waiting", attempt: this.#backoff.attempt, nextAttemptAt });
  }

  /** Lets go of the socket, if any, and of every timer. */
  #drop(code: number): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#line += 1;
    this.#alarm.cancel();
    this.#heartbeat.stop();
    socket?.close(code);
  }

  #enter(state: ConnectionState): void {
    this.#state = state;
    this.#listener.stateChanged(state);
  }
}

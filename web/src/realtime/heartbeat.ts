import { Timer, type Clock } from "../client/clock";

export const PING_INTERVAL_MS = 25_000;
export const PONG_TIMEOUT_MS = 10_000;

export interface HeartbeatActions {
  ping(): void;
  /** A ping was not answered in time. */
  dead(): void;
}

/**
 * Pings at once and then every 25 s; a ping without its pong after 10 s means that the line is dead.
 *
 * The first one also has a use of its own: workerd does not end the TCP line of a client that has
 * never sent a frame, and Chromium then tells of a close (a removed member's) 2 s late.
 */
export class Heartbeat {
  readonly #actions: HeartbeatActions;
  readonly #next: Timer;
  readonly #deadline: Timer;

  constructor(clock: Clock, actions: HeartbeatActions) {
    this.#actions = actions;
    this.#next = new Timer(clock);
    this.#deadline = new Timer(clock);
  }

  start(): void {
    this.stop();
    this.beat();
  }

  stop(): void {
    this.#next.cancel();
    this.#deadline.cancel();
  }

  /** Pings now, unless a ping is waiting for its pong already. */
  beat(): void {
    if (this.#deadline.running) return;
    this.#schedule();
    this.#deadline.set(PONG_TIMEOUT_MS, () => this.#actions.dead());
    this.#actions.ping();
  }

  ponged(): void {
    this.#deadline.cancel();
  }

  #schedule(): void {
    this.#next.set(PING_INTERVAL_MS, () => this.beat());
  }
}

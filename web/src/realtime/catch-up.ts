import { ApiError, retryAfterMsOf } from "../client/api-error";
import { Backoff } from "../client/backoff";
import { Timer } from "../client/clock";
import { endingOfError, type Ending } from "./ending";
import type { Platform } from "../client/platform";
import type { Applied, Replica } from "./replica";
import type { EventsAnswer, Rights, SetApi } from "./set-api";

export interface CatchUpListener {
  applied(applied: Applied): void;
  rightsKnown(rights: Rights): void;
  /** A pass ended well or badly, or one began. */
  changed(): void;
  /** The set cannot be read any more. */
  ended(ending: Ending): void;
}

/** A pass that failed, and what is being done about it. */
export interface CatchUpTrouble {
  readonly error: unknown;
  readonly attempt: number;
  readonly nextAttemptAt: number;
}

/**
 * Brings a replica up to date over HTTP: by the event log, or by the list where the log cannot.
 *
 * One pass at a time; a request during a pass leads to another one, because what was asked for
 * may have happened after the pass has read. Failures are tried again with backoff.
 */
export class CatchUp {
  readonly #api: SetApi;
  readonly #replica: Replica;
  readonly #platform: Platform;
  readonly #listener: CatchUpListener;
  readonly #backoff: Backoff;
  readonly #retry: Timer;
  readonly #abort = new AbortController();
  #asked = 0;
  #done = 0;
  #running = false;
  #trouble: CatchUpTrouble | null = null;

  constructor(api: SetApi, replica: Replica, platform: Platform, listener: CatchUpListener) {
    this.#api = api;
    this.#replica = replica;
    this.#platform = platform;
    this.#listener = listener;
    this.#backoff = new Backoff(platform.random);
    this.#retry = new Timer(platform.clock);
  }

  /** Why the last pass failed; null when it did not. */
  get trouble(): CatchUpTrouble | null {
    return this.#trouble;
  }

  /**
   * Asks for everything that is committed by now. Returns a ticket for `includes`. While a retry
   * is waiting, it goes on waiting unless `atOnce`.
   */
  request({ atOnce = false }: { readonly atOnce?: boolean } = {}): number {
    this.#asked += 1;
    if (atOnce && this.#retry.running && retryAfterMsOf(this.#trouble?.error) === 0)
      this.#retry.cancel();
    if (!this.#running && !this.#retry.running) void this.#run();
    return this.#asked;
  }

  /** Whether the replica includes all that was committed when `ticket` was given out. */
  includes(ticket: number): boolean {
    return this.#done >= ticket;
  }

  /** Gives up what is under way, for good. */
  stop(): void {
    this.#abort.abort();
    this.#retry.cancel();
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#done < this.#asked && !this.#abort.signal.aborted) {
      const asked = this.#asked;
      try {
        await this.#pass();
        this.#succeeded(asked);
      } catch (error) {
        this.#failed(error);
        break;
      }
    }
    this.#running = false;
  }

  #succeeded(asked: number): void {
    if (this.#abort.signal.aborted) return;
    this.#done = asked;
    this.#trouble = null;
    this.#backoff.reset();
    this.#listener.changed();
  }

  #failed(error: unknown): void {
    if (this.#abort.signal.aborted) return;
    const ending = endingOfError(error);
    if (ending !== null) {
      this.#listener.ended(ending);
      return;
    }
    const now = this.#platform.clock.now();
    const delay = Math.max(this.#backoff.failed(now), retryAfterMsOf(error));
    this.#retry.set(delay, () => void this.#run());
    this.#trouble = { error, attempt: this.#backoff.attempt, nextAttemptAt: now + delay };
    this.#listener.changed();
  }

  async #pass(): Promise<void> {
    while (this.#replica.inOrder) {
      const { seq: before, knownHead: rumour } = this.#replica;
      const answer = await this.#events(before);
      if (answer?.events == null) return this.#reload();
      this.#listener.applied(this.#replica.offer(answer.events));
      this.#replica.correctHead(rumour, answer.seq);
      if (this.#replica.seq >= answer.seq) return;
      if (this.#replica.seq === before) return this.#reload();
    }
    await this.#load();
  }

  /** Null when the log cannot bridge the gap. */
  async #events(since: number): Promise<EventsAnswer | null> {
    try {
      return await this.#api.eventsSince(since, this.#abort.signal);
    } catch (error) {
      if (error instanceof ApiError && error.status === 410) return null;
      throw error;
    }
  }

  /** From here on events are held, so that none is applied to the old list and then lost. */
  #reload(): Promise<void> {
    this.#replica.invalidate();
    return this.#load();
  }

  async #load(): Promise<void> {
    const { todos, seq, ...rights } = await this.#api.list(this.#abort.signal);
    this.#listener.applied(this.#replica.load(todos, seq));
    this.#listener.rightsKnown(rights);
  }
}

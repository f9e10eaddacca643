import { Timer } from "../client/clock";
import type { Platform } from "../client/platform";
import type { SetApi } from "./set-api";

const POLL_MS = 5_000;
/** Sockets that fail this often in a row, while requests get through, are blocked on the way. */
const BLOCKED_AFTER_FAILURES = 4;

export interface PushFallbackActions {
  /** Ask for events now. */
  poll(): void;
  /** It is known anew whether push is offered, and available. */
  learned(): void;
  /** Asking failed. */
  failed(error: unknown): void;
}

/** Finds out whether live push can be had after a socket failed, and polls while it cannot. */
export class PushFallback {
  readonly #api: SetApi;
  readonly #platform: Platform;
  readonly #actions: PushFallbackActions;
  readonly #timer: Timer;
  readonly #abort = new AbortController();
  #offered = true;
  #failures = 0;
  #confirmations = 0;

  constructor(api: SetApi, platform: Platform, actions: PushFallbackActions) {
    this.#api = api;
    this.#platform = platform;
    this.#actions = actions;
    this.#timer = new Timer(platform.clock);
  }

  /** Whether this deployment pushes at all, as far as is known. */
  get offered(): boolean {
    return this.#offered;
  }

  /** Whether to count on push: it is offered, and sockets get through. */
  get available(): boolean {
    return this.#offered && this.#failures < BLOCKED_AFTER_FAILURES;
  }

  /** A socket got through. */
  socketOpened(): void {
    this.#confirmations += 1;
    this.#offered = true;
    this.#failures = 0;
    this.#timer.cancel();
  }

  /** A socket failed, without saying why, as is the way of browsers. */
  socketFailed({ requestsGetThrough }: { readonly requestsGetThrough: boolean }): void {
    this.#failures = requestsGetThrough ? this.#failures + 1 : 0;
    const confirmations = this.#confirmations;
    this.#api.pushAvailable(this.#abort.signal).then(
      (offered) => confirmations === this.#confirmations && this.#learned(offered),
      (error: unknown) => {
        if (!this.#abort.signal.aborted) this.#actions.failed(error);
      },
    );
  }

  stop(): void {
    this.#abort.abort();
    this.#timer.cancel();
  }

  #learned(offered: boolean): void {
    if (this.#abort.signal.aborted) return;
    this.#offered = offered;
    if (!this.available && !this.#timer.running) this.#schedule();
    this.#actions.learned();
  }

  #schedule(): void {
    this.#timer.set(POLL_MS, () => {
      if (this.available) return;
      if (this.#platform.surroundings.isVisible()) this.#actions.poll();
      this.#schedule();
    });
  }
}

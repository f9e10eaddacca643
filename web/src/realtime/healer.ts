import type { Clock } from "../client/clock";
import type { EditRequest } from "../outbox/edit";

export const HEAL_AFTER_MS = 2_000;

/** The request of an edit, kept so that it can be repeated to the byte. */
export interface SentRequest extends EditRequest {
  readonly key: string;
}

export interface HealerActions {
  /** Whether the socket is open and the event has not come over it. */
  missing(seq: number): boolean;
  /** Sends the request once more, with the same key: the server then pushes the event again. */
  repeat(request: SentRequest): void;
}

/**
 * Looks after pushes that were lost on their way: when the event of an own edit has not come 2 s
 * after the server's answer, the others have probably not seen it either.
 */
export class Healer {
  readonly #clock: Clock;
  readonly #actions: HealerActions;
  readonly #cancels = new Set<() => void>();

  constructor(clock: Clock, actions: HealerActions) {
    this.#clock = clock;
    this.#actions = actions;
  }

  /** The server has answered the request with `seq`. */
  answered(request: SentRequest, seq: number): void {
    if (!this.#actions.missing(seq)) return;
    const cancel = this.#clock.after(HEAL_AFTER_MS, () => {
      this.#cancels.delete(cancel);
      if (this.#actions.missing(seq)) this.#actions.repeat(request);
    });
    this.#cancels.add(cancel);
  }

  stop(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }
}

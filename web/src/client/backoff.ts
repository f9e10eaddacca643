const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 30_000;
const RETRY_JITTER = 0.2;
export const HEALTHY_AFTER_MS = 60_000;

/**
 * How long to wait before attempt `attempt` (from 1): 500 ms, 1 s, 2 s, … 30 s, with up to 20 %
 * added. `random` is a number from 0 up to 1.
 */
export function retryDelayMs(attempt: number, random: number): number {
  const delay = Math.min(RETRY_MIN_MS * 2 ** (attempt - 1), RETRY_MAX_MS);
  return delay * (1 + RETRY_JITTER * random);
}

/** Counts failures in a row; a minute of health makes the next failure the first again. */
export class Backoff {
  readonly #random: () => number;
  #attempt = 0;
  #healthySince: number | null = null;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** The number of the attempt that is due or under way; 0 before any failure. */
  get attempt(): number {
    return this.#attempt;
  }

  /** It works as of `nowMs`. */
  succeeded(nowMs: number): void {
    this.#healthySince ??= nowMs;
  }

  /** It failed; returns how long to wait before the next attempt. */
  failed(nowMs: number): number {
    if (this.#healthySince !== null && nowMs - this.#healthySince >= HEALTHY_AFTER_MS) this.reset();
    this.#healthySince = null;
    this.#attempt += 1;
    return retryDelayMs(this.#attempt, this.#random());
  }

  reset(): void {
    this.#attempt = 0;
    this.#healthySince = null;
  }
}

const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 30_000;
const RETRY_JITTER = 0.2;

/**
 * Return how long to wait before attempt `attempt` (from 1): 500 ms, 1 s, 2 s, … 30 s, with up to 20 %
 * added. `random` is a number from 0 up to 1.
 */
export function retryDelayMs(attempt: number, random: number): number {
  const delay = Math.min(RETRY_MIN_MS * 2 ** (attempt - 1), RETRY_MAX_MS);
  return delay * (1 + RETRY_JITTER * random);
}

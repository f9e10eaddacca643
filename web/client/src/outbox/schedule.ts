import { retryDelayMs } from "../backoff.ts";
import { touchedIds } from "./edit.ts";
import type { OutboxEntry } from "./entry.ts";

/** An entry, and the time from which it may be sent. */
export interface Turn {
  readonly entry: OutboxEntry;
  readonly at: number;
}

/**
 * Decide which entry of a set is sent next. Sans-I/O.
 *
 * Entries are sent in order. One on which the server fails has its own backoff, and only those that
 * depend on it wait with it. If the server fails on several entries in a row, the problem is the
 * server, and all of them pause.
 */
export class Schedule {
  readonly #random: () => number;
  readonly #due = new Map<string, number>();
  /** The keys of entries that failed since the last success. */
  readonly #failing = new Set<string>();
  #pausedUntil = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Return what to send next, now or later; null when there is nothing. `entries` are in order. */
  next(entries: readonly OutboxEntry[], now: number): Turn | null {
    const turns = independent(entries).map((entry) => ({
      entry,
      at: Math.max(this.#due.get(entry.key) ?? 0, this.#pausedUntil, now),
    }));
    const [first] = turns.sort((a, b) => a.at - b.at || a.entry.attempts - b.entry.attempts);
    return first ?? null;
  }

  /** The server has failed on the entry. */
  failed({ key, attempts }: OutboxEntry, now: number): void {
    this.#due.set(key, now + retryDelayMs(attempts + 1, this.#random()));
    this.#failing.add(key);
    const several = this.#failing.size - 1;
    if (several > 0) this.#pausedUntil = now + retryDelayMs(several, this.#random());
  }

  /** The server has answered the entry, so it works. */
  answered(key: string): void {
    this.#due.delete(key);
    this.#failing.clear();
    this.#pausedUntil = 0;
  }

  /** Make everything due now: the server may work again. */
  hurry(): void {
    this.#due.clear();
    this.#pausedUntil = 0;
  }
}

/** Return the entries that depend on none before them: their todos share no todo or ancestor with those. */
function independent(entries: readonly OutboxEntry[]): readonly OutboxEntry[] {
  const touched = new Set<string>();
  const above = new Set<string>();
  return entries.filter(({ edit, ancestors = [] }) => {
    const ids = touchedIds(edit);
    const depends =
      ids.some((id) => touched.has(id) || above.has(id)) || ancestors.some((id) => touched.has(id));
    for (const id of ids) touched.add(id);
    for (const id of ancestors) above.add(id);
    return !depends;
  });
}

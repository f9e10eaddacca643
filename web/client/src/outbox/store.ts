import type { NewEntry, OutboxEntry } from "./entry.ts";

/** Storage of entries, in the order in which they were added. */
export interface OutboxStore {
  /** Whether entries survive the page. */
  readonly durable: boolean;
  /** Resolves once the entry is committed. */
  add(entry: NewEntry): Promise<void>;
  /** All entries of this user, in order. */
  all(userId: string): Promise<readonly OutboxEntry[]>;
  /** Replace the entry with the same `order`; do nothing if it is gone. */
  replace(entry: OutboxEntry): Promise<void>;
  remove(orders: readonly number[]): Promise<void>;
}

/** Entries that live as long as the page. */
export class MemoryStore implements OutboxStore {
  readonly durable = false;
  readonly #entries = new Map<number, OutboxEntry>();
  #order = 0;

  /** Start with the entries of another store, under the same `order`. */
  constructor(entries: readonly OutboxEntry[] = []) {
    for (const entry of entries) this.#entries.set(entry.order, entry);
    this.#order = Math.max(0, ...this.#entries.keys());
  }

  add(entry: NewEntry): Promise<void> {
    this.#order += 1;
    this.#entries.set(this.#order, { ...entry, order: this.#order });
    return Promise.resolve();
  }

  all(userId: string): Promise<readonly OutboxEntry[]> {
    return Promise.resolve(
      [...this.#entries.values()].filter(({ scope }) => scope.userId === userId),
    );
  }

  replace(entry: OutboxEntry): Promise<void> {
    if (this.#entries.has(entry.order)) this.#entries.set(entry.order, entry);
    return Promise.resolve();
  }

  remove(orders: readonly number[]): Promise<void> {
    for (const order of orders) this.#entries.delete(order);
    return Promise.resolve();
  }
}

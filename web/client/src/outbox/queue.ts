import type { NewEntry, OutboxEntry } from "./entry.ts";
import { MemoryStore, type OutboxStore } from "./store.ts";

/** An operation on a store; resolves to the user's entries after it. */
type Operation = (store: OutboxStore) => Promise<readonly OutboxEntry[]>;

/** One user's entries, mirrored from the store so that they can be shown without waiting. */
export class Queue {
  readonly #userId: string;
  readonly #changed: () => void;
  #store: Promise<OutboxStore>;
  /** The store once it is open. */
  #opened: OutboxStore | null = null;
  #durable = true;
  #stored: readonly OutboxEntry[] = [];
  #adding: readonly NewEntry[] = [];
  #last: Promise<unknown> = Promise.resolve();

  /** If `open` rejects, entries live in memory, and `durable` is false. */
  constructor(userId: string, open: () => Promise<OutboxStore>, changed: () => void) {
    this.#userId = userId;
    this.#changed = changed;
    this.#store = open().catch(() => new MemoryStore());
  }

  /** Whether entries survive the page, as far as is known. */
  get durable(): boolean {
    return this.#durable;
  }

  /** All queued entries, in order; the last ones may not be committed yet. */
  get entries(): readonly NewEntry[] {
    const stored = new Set(this.#stored.map(({ key }) => key));
    return [...this.#stored, ...this.#adding.filter(({ key }) => !stored.has(key))];
  }

  /** The committed entries, in order. */
  get committed(): readonly OutboxEntry[] {
    return this.#stored;
  }

  /**
   * Show the entry and hand it to the store at once, without waiting for its turn: the page may be
   * closed in the next moment. Resolves once the entry is committed.
   */
  add(entry: NewEntry): Promise<void> {
    this.#adding = [...this.#adding, entry];
    const opened = this.#opened;
    const adding = opened?.add(entry);
    adding?.catch(() => undefined); // awaited below, in its turn
    this.#changed();
    return this.#inTurn(async (store) => {
      await (store === opened ? adding : store.add(entry));
      const stored = await store.all(this.#userId);
      this.#adding = this.#adding.filter(({ key }) => key !== entry.key);
      return stored;
    });
  }

  /** Read what this and the other tabs have committed. */
  refresh(): Promise<void> {
    return this.#inTurn((store) => store.all(this.#userId));
  }

  replace(entries: readonly OutboxEntry[]): Promise<void> {
    return this.#inTurn(async (store) => {
      for (const entry of entries) await store.replace(entry);
      return store.all(this.#userId);
    });
  }

  remove(entries: readonly OutboxEntry[]): Promise<void> {
    const orders = new Set(entries.map(({ order }) => order));
    return this.#inTurn(async (store) => {
      await store.remove([...orders]);
      return this.#stored.filter(({ order }) => !orders.has(order));
    });
  }

  /** Run one operation at a time, so that no read is older than the change before it. */
  #inTurn(operation: Operation): Promise<void> {
    const turn = this.#last.then(() => this.#perform(operation));
    this.#last = turn;
    return turn;
  }

  async #perform(operation: Operation): Promise<void> {
    try {
      await this.#on(await this.#store, operation);
    } catch {
      const memory = new MemoryStore(this.#stored);
      this.#store = Promise.resolve(memory);
      await this.#on(memory, operation);
    }
  }

  async #on(store: OutboxStore, operation: Operation): Promise<void> {
    this.#stored = await operation(store);
    this.#opened = store;
    this.#durable = store.durable;
    this.#changed();
  }
}

import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { NewEntry, OutboxEntry } from "./entry.ts";
import type { OutboxStore } from "./store.ts";

const DATABASE = "glint-outbox";
const VERSION = 1;

interface Schema extends DBSchema {
  entries: {
    key: number;
    value: OutboxEntry;
    indexes: { userId: string; key: string };
  };
}

/** A store that survives reloads and is shared by all tabs of this browser. */
export class IndexedDbStore implements OutboxStore {
  readonly durable = true;
  readonly #database: IDBPDatabase<Schema>;

  private constructor(database: IDBPDatabase<Schema>) {
    this.#database = database;
  }

  /** Open the store; rejects if the browser has no storage, as in some private windows. */
  static async open(): Promise<IndexedDbStore> {
    const database = await openDB<Schema>(DATABASE, VERSION, {
      upgrade(created) {
        const entries = created.createObjectStore("entries", {
          keyPath: "order",
          autoIncrement: true,
        });
        entries.createIndex("userId", "scope.userId");
        entries.createIndex("key", "key", { unique: true });
      },
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    return new IndexedDbStore(database);
  }

  async add(entry: NewEntry): Promise<void> {
    const change = this.#database.transaction("entries", "readwrite");
    // The database fills in `order`, which its own type cannot say.
    const added = change.store.add(entry as OutboxEntry);
    change.commit(); // now, not when the page hears of `added`: it may be gone by then
    await Promise.all([added, change.done]);
  }

  all(userId: string): Promise<readonly OutboxEntry[]> {
    return this.#database.getAllFromIndex("entries", "userId", userId);
  }

  async replace(entry: OutboxEntry): Promise<void> {
    const change = this.#database.transaction("entries", "readwrite");
    if (await change.store.getKey(entry.order)) await change.store.put(entry);
    await change.done;
  }

  /** Remove the entries of everybody but this user. */
  async keepOnly(userId: string | null): Promise<void> {
    const change = this.#database.transaction("entries", "readwrite");
    const entries = await change.store.getAll();
    const others = entries.filter(({ scope }) => scope.userId !== userId);
    await Promise.all([...others.map(({ order }) => change.store.delete(order)), change.done]);
  }

  async remove(orders: readonly number[]): Promise<void> {
    const change = this.#database.transaction("entries", "readwrite");
    await Promise.all([...orders.map((order) => change.store.delete(order)), change.done]);
  }
}

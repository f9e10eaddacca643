import type { Edit } from "../outbox/edit";
import type { ConnectionStatus } from "./status";
import type { Permissions, PresentUser, Role, Todo } from "../generated/wire";
import type { Refusal } from "../outbox/entry";

/** Everything there is to show of an open set. */
export interface SetSnapshot {
  readonly status: ConnectionStatus;
  /** In order, own edits included; null until the list has been loaded. */
  readonly todos: readonly Todo[] | null;
  readonly presence: readonly PresentUser[];
  /** How many are there beyond those listed in `presence`. */
  readonly presenceMore: number;
  readonly role: Role | null;
  readonly permissions: Permissions | null;
  /** How many own edits the server has not answered. */
  readonly pending: number;
  /** Whether the server keeps failing on the first of them, so that the others wait for it. */
  readonly stuck: boolean;
  /** Own edits that are shown but not yet in the server's list as known here. */
  readonly unconfirmed: readonly Edit[];
  readonly lastRefusal: Refusal | null;
  /** Whether waiting edits survive the page. */
  readonly durable: boolean;
  /** The `seq` up to which the list includes everything. */
  readonly seq: number;
}

/** Takes snapshots when something may have changed, and tells when something has. */
export class SnapshotSource {
  readonly #look: () => SetSnapshot;
  readonly #subscribers = new Set<() => void>();
  #snapshot: SetSnapshot | null = null;
  #told: SetSnapshot | null = null;
  #stale = true;
  #scheduled = false;
  #closed = false;

  constructor(look: () => SetSnapshot) {
    this.#look = look;
  }

  /** The same object until something has changed. */
  get snapshot(): SetSnapshot {
    if (this.#snapshot === null || this.#stale) {
      const seen = this.#look();
      if (this.#snapshot === null || !sameSnapshot(this.#snapshot, seen)) this.#snapshot = seen;
      this.#stale = false;
    }
    return this.#snapshot;
  }

  subscribe(changed: () => void): () => void {
    this.#subscribers.add(changed);
    return () => this.#subscribers.delete(changed);
  }

  /** Something may have changed; subscribers hear once of all that happens in one go. */
  changed(): void {
    this.#stale = true;
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.tell());
  }

  /** Tells subscribers now, if there is something new. */
  tell(): void {
    this.#scheduled = false;
    if (this.#closed || this.snapshot === this.#told) return;
    this.#told = this.snapshot;
    for (const subscriber of this.#subscribers) subscriber();
  }

  close(): void {
    this.#closed = true;
  }
}

function sameSnapshot(a: SetSnapshot, b: SetSnapshot): boolean {
  return (Object.keys(a) as (keyof SetSnapshot)[]).every((field) => same(a[field], b[field]));
}

/** Statuses are made anew each time, so they are compared by what they say. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  const statuses = isStatus(a) && isStatus(b);
  return statuses && JSON.stringify(a) === JSON.stringify(b);
}

function isStatus(value: unknown): value is ConnectionStatus {
  return typeof value === "object" && value !== null && "kind" in value;
}

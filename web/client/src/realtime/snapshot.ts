import type { ShownEdit } from "../outbox/edit.ts";
import type { ConnectionStatus } from "./status.ts";
import type { Permissions, PresentUser, Role, Todo } from "../wire.ts";
import type { Refusal } from "../outbox/entry.ts";

/** Everything there is to show of an open set. */
export interface SetSnapshot {
  readonly status: ConnectionStatus;
  /** In order, own edits included; null until the list has been loaded. */
  readonly todos: readonly Todo[] | null;
  readonly presence: readonly PresentUser[];
  /** How many users are present beyond those listed in `presence`. */
  readonly presenceMore: number;
  readonly role: Role | null;
  readonly permissions: Permissions | null;
  /** How many of the user's edits the server has not answered. */
  readonly pending: number;
  /** Whether the server keeps failing on one of them. */
  readonly stuck: boolean;
  /** The user's edits that are shown but not yet part of the replica. */
  readonly unconfirmed: readonly ShownEdit[];
  readonly lastRefusal: Refusal | null;
  /** Whether queued edits survive the page. */
  readonly durable: boolean;
  /** The `seq` up to which the list includes everything. */
  readonly seq: number;
}

/** Take snapshots when something may have changed, and notify subscribers when something has. */
export class SnapshotSource {
  readonly #look: () => SetSnapshot;
  readonly #subscribers = new Set<() => void>();
  #snapshot: SetSnapshot | null = null;
  #notified: SetSnapshot | null = null;
  #stale = true;
  #scheduled = false;
  #closed = false;

  constructor(look: () => SetSnapshot) {
    this.#look = look;
  }

  /** The same object until something changes. */
  get snapshot(): SetSnapshot {
    if (this.#snapshot === null || this.#stale) {
      this.#snapshot = reusing(this.#snapshot, this.#look());
      this.#stale = false;
    }
    return this.#snapshot;
  }

  subscribe(changed: () => void): () => void {
    this.#subscribers.add(changed);
    return () => this.#subscribers.delete(changed);
  }

  /** Something may have changed; subscribers are notified once of all changes of one task. */
  changed(): void {
    this.#stale = true;
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.notify());
  }

  /** Notify subscribers now, if the snapshot has changed. */
  notify(): void {
    this.#scheduled = false;
    if (this.#closed || this.snapshot === this.#notified) return;
    this.#notified = this.snapshot;
    for (const subscriber of this.#subscribers) subscriber();
  }

  close(): void {
    this.#closed = true;
  }
}

/** Return what is seen now; the same object if that is the same, with the same status if that is. */
function reusing(before: SetSnapshot | null, seen: SetSnapshot): SetSnapshot {
  if (before === null) return seen;
  const status = sameStatus(before.status, seen.status) ? before.status : seen.status;
  const now = { ...seen, status };
  const fields = Object.keys(now) as (keyof SetSnapshot)[];
  return fields.every((field) => Object.is(before[field], now[field])) ? before : now;
}

/** Each status is a new object, so statuses are compared by content. */
function sameStatus(a: ConnectionStatus, b: ConnectionStatus): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

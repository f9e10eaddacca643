import { requestOf, UNDOES, type Edit } from "./edit.ts";
import type { Http } from "../http.ts";
import type { Platform } from "../platform.ts";
import type { Tabs, TabChannel } from "./browser-tabs.ts";
import { sameScope, scopeName, type NewEntry, type OutboxEntry, type Scope } from "./entry.ts";
import { Identity, WrongUser } from "./identity.ts";
import { Lane } from "./lane.ts";
import type { Outcome } from "./entry.ts";
import { Queue } from "./queue.ts";
import type { OutboxStore } from "./store.ts";
import { UndoSteps } from "./undo-steps.ts";

/** After this many server errors on one edit, the user may discard it. */
export const STUCK_AFTER_ERRORS = 5;

export interface OutboxListener {
  /** The queued entries have changed, or whether they are durable. */
  changed(): void;
  /** `sent` is the entry that was sent; null if another tab sent it. */
  settled(outcome: Outcome, sent: OutboxEntry | null): void;
  /** Nobody, or another user, is signed in: edits wait until `resume`. */
  signedOut(): void;
}

export interface OutboxOptions {
  readonly userId: string;
  readonly http: Http;
  readonly platform: Platform;
  readonly tabs: Tabs;
  readonly openStore: () => Promise<OutboxStore>;
  /** Return the id of whose edits would be sent now; without it that is who is signed in. */
  readonly whoAmI?: () => Promise<string | null>;
}

type Message = { readonly kind: "changed" } | Outcome;

/**
 * The edits of one user on their way to the server: stored before they are sent, sent in
 * order per set by one tab at a time, kept until the server has answered.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #queue: Queue;
  readonly #channel: TabChannel;
  readonly #identity: Identity;
  readonly #lanes = new Map<string, Lane>();
  readonly #listeners = new Set<Partial<OutboxListener>>();
  readonly #unwatch: () => void;
  /** Of the edits that were answered meanwhile, the `seq` of their events, by key. */
  readonly #seqs = new Map<string, number | null>();
  readonly #steps = new Map<string, UndoSteps>();
  #signedOut = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    const { userId, platform, tabs } = options;
    this.#channel = tabs.channel(`glint-outbox:${userId}`, (message) =>
      this.#received(message as Message),
    );
    this.#identity = new Identity(userId, options.whoAmI ?? (() => whoAmI(options.http)));
    this.#unwatch = platform.surroundings.watch((what) => {
      if (what === "online" || what === "visible") this.#reconnected();
    });
    this.#queue = new Queue(userId, options.openStore, () => this.#changed());
    void this.#queue.refresh().then(() => this.kick());
  }

  /** Whether edits survive the page; false if the browser has no storage. */
  get durable(): boolean {
    return this.#queue.durable;
  }

  /** The queued entries of all sets, in order. */
  get waiting(): readonly NewEntry[] {
    return this.#queue.entries;
  }

  /** The queued entries of this set, in order. */
  entries(scope: Scope): readonly NewEntry[] {
    return this.#queue.entries.filter((entry) => sameScope(entry.scope, scope));
  }

  /** The key of the first edit of this set on which the server keeps failing. */
  stuck(scope: Scope): string | null {
    const entry = this.entries(scope).find(({ attempts }) => attempts >= STUCK_AFTER_ERRORS);
    return entry?.key ?? null;
  }

  /** When this tab next retries, in milliseconds since 1970; null if nothing has failed. */
  get nextAttemptAt(): number | null {
    const times = [...this.#lanes.values()].flatMap(({ nextAttemptAt }) => nextAttemptAt ?? []);
    return times.length > 0 ? Math.min(...times) : null;
  }

  /** The `seq` of the event of an edit; null if it is not known. */
  seqOf(key: string): number | null {
    return this.#seqs.get(key) ?? null;
  }

  /** What the user can undo in this set. */
  steps(scope: Scope): UndoSteps {
    const name = scopeName(scope);
    const steps = this.#steps.get(name) ?? new UndoSteps(this, scope);
    this.#steps.set(name, steps);
    return steps;
  }

  /** Discard the edit as if the server had refused it, with those that depend on it; send the rest. */
  discard(scope: Scope, key: string): Promise<void> {
    return this.#lane(scope).discard(key);
  }

  /** Queue the edit under `key` and send it in its turn. `ancestors` are those of the todos that it changes. */
  enqueue(scope: Scope, key: string, edit: Edit, ancestors: readonly string[] = []): void {
    const createdAt = this.#options.platform.clock.now();
    const request = requestOf(scope, edit);
    const entry = { key, scope, edit, ancestors, ...request, createdAt, attempts: 0 };
    void this.#queue.add(entry).then(() => {
      this.#channel.post({ kind: "changed" } satisfies Message);
      const lane = this.#lane(scope);
      if (edit.kind === "undo" || edit.kind in UNDOES) void lane.withdraw(key);
      else lane.kick();
    });
  }

  /** Send queued entries. `atOnce`: the network works, so do not wait for a retry. */
  kick(options: { readonly atOnce?: boolean } = {}): void {
    if (this.#signedOut) return;
    for (const { scope } of this.#queue.committed) this.#lane(scope).kick(options);
  }

  /** Continue: someone has signed in again. */
  resume(): void {
    if (!this.#signedOut) return;
    this.#signedOut = false;
    this.#reconnected();
  }

  subscribe(listener: Partial<OutboxListener>): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Send nothing more; queued entries stay stored. */
  close(): void {
    this.#unwatch();
    for (const lane of this.#lanes.values()) lane.close();
    this.#channel.close();
  }

  #reconnected(): void {
    this.#identity.invalidate();
    this.#identity.verify().catch((error: unknown) => {
      if (error instanceof WrongUser) this.#stop();
    });
    this.kick({ atOnce: true });
  }

  #lane(scope: Scope): Lane {
    const name = scopeName(scope);
    let lane = this.#lanes.get(name);
    if (lane === undefined) {
      lane = new Lane(scope, {
        ...this.#options,
        queue: this.#queue,
        identity: this.#identity,
        settle: (outcome, sent, entries) => this.#settle(outcome, sent, entries),
        seqOf: (key) => this.seqOf(key),
        isStopped: () => this.#signedOut,
        stop: () => this.#stop(),
        changed: () => this.#changed(),
      });
      this.#lanes.set(name, lane);
    }
    return lane;
  }

  /** Notify listeners of the outcome before the entries disappear. */
  async #settle(
    outcome: Outcome,
    sent: OutboxEntry,
    entries: readonly OutboxEntry[],
  ): Promise<void> {
    this.#settled(outcome, sent);
    this.#channel.post(outcome satisfies Message);
    await this.#queue.remove(entries);
    this.#channel.post({ kind: "changed" } satisfies Message);
  }

  #stop(): void {
    this.#signedOut = true;
    for (const listener of this.#listeners) listener.signedOut?.();
  }

  #received(message: Message): void {
    if (message.kind === "changed") void this.#queue.refresh().then(() => this.kick());
    else this.#settled(message, null);
  }

  #settled(outcome: Outcome, sent: OutboxEntry | null): void {
    if (outcome.kind === "answered") this.#seqs.set(outcome.key, outcome.seq);
    for (const listener of this.#listeners) listener.settled?.(outcome, sent);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener.changed?.();
  }
}

async function whoAmI(http: Http): Promise<string | null> {
  const answer = await http.send({ method: "GET", path: "/api/auth/me" });
  return (answer as { user: { id: string } | null }).user?.id ?? null;
}

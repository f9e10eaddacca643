import { ApiError, failureOf } from "../realtime/api-error";
import { requestOf, type Edit } from "../realtime/edit";
import type { Http } from "../realtime/http";
import type { Platform } from "../realtime/platform";
import type { Tabs, TabChannel } from "./browser-tabs";
import { Drain, type Step } from "./drain";
import {
  sameScope,
  scopeName,
  type NewEntry,
  type OutboxEntry,
  type Refusal,
  type Scope,
} from "./entry";
import { Identity, WrongUser } from "./identity";
import { Queue } from "./queue";
import { consequenceOf } from "./refusal";
import type { OutboxStore } from "./store";

/** How often an edit is tried again that met another one at the same moment. */
export const CONFLICT_RETRIES = 3;

/** After so many errors of the server on one edit, its author may give it up. */
export const STUCK_AFTER_ERRORS = 5;

/** The code of the refusal of an edit that its author gave up. */
export const DISCARDED = "discarded";

/** The server has taken an edit; its event has `seq`, null when that is not known. */
interface Answered {
  readonly kind: "answered";
  readonly scope: Scope;
  readonly key: string;
  readonly seq: number | null;
}

/** The server has not taken an edit: these keys will never have an effect. */
interface Refused {
  readonly kind: "refused";
  readonly scope: Scope;
  readonly keys: readonly string[];
  readonly refusal: Refusal;
}

export type Outcome = Answered | Refused;

export interface OutboxListener {
  /** What waits has changed, or whether it is durable. */
  changed(): void;
  /** `sent` is the entry that settled it; null when another tab has sent it. */
  settled(outcome: Outcome, sent: OutboxEntry | null): void;
  /** Nobody, or somebody else, is signed in: edits wait until `resume`. */
  signedOut(): void;
}

export interface OutboxOptions {
  readonly userId: string;
  readonly http: Http;
  readonly platform: Platform;
  readonly tabs: Tabs;
  readonly openStore: () => Promise<OutboxStore>;
}

type Message = { readonly kind: "changed" } | Outcome;

/**
 * The edits of one user on their way to the server: committed here before they are sent, sent in
 * order per set by one tab at a time, kept until the server has answered.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #queue: Queue;
  readonly #channel: TabChannel;
  readonly #identity: Identity;
  readonly #drains = new Map<string, Drain>();
  readonly #listeners = new Set<OutboxListener>();
  readonly #unwatch: () => void;
  #signedOut = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    const { userId, platform, tabs } = options;
    this.#channel = tabs.channel(`glint-outbox:${userId}`, (message) =>
      this.#heard(message as Message),
    );
    this.#identity = new Identity(userId, () => whoAmI(options.http));
    this.#unwatch = platform.surroundings.watch((what) => {
      if (what === "online" || what === "visible") this.#lineMayBeBack();
    });
    this.#queue = new Queue(userId, options.openStore, () => this.#changed());
    void this.#queue.refresh().then(() => this.kick());
  }

  /** Whether edits survive the page; not where the browser keeps nothing. */
  get durable(): boolean {
    return this.#queue.durable;
  }

  /** What waits of this set, in order. */
  entries(scope: Scope): readonly NewEntry[] {
    return this.#queue.entries.filter((entry) => sameScope(entry.scope, scope));
  }

  /** The key of the first edit of this set, if the server keeps failing on it; everything after it waits. */
  stuck(scope: Scope): string | null {
    const [first] = this.entries(scope);
    return first && first.attempts >= STUCK_AFTER_ERRORS ? first.key : null;
  }

  /** Gives the edit up, as if the server had refused it. What builds on it goes too; the rest is sent. */
  async discard(scope: Scope, key: string): Promise<void> {
    await this.#options.tabs.alone(lockOf(scope), async () => {
      await this.#queue.refresh();
      const entry = this.#queue.committed.find((waiting) => waiting.key === key);
      if (entry) await this.#refused(entry, new ApiError(0, { error: "", code: DISCARDED }));
    });
    this.#drain(scope).kick({ atOnce: true });
  }

  /** Queues the edit under `key` and sends it when its turn comes. */
  enqueue(scope: Scope, key: string, edit: Edit): void {
    const createdAt = this.#options.platform.clock.now();
    const request = requestOf(scope.teamId, scope.setId, edit);
    void this.#queue.add({ key, scope, edit, ...request, createdAt, attempts: 0 }).then(() => {
      this.#channel.tell({ kind: "changed" } satisfies Message);
      this.#drain(scope).kick();
    });
  }

  /** Sends what waits. `atOnce`: the line is known to be good, so wait for no retry. */
  kick(options: { readonly atOnce?: boolean } = {}): void {
    if (this.#signedOut) return;
    for (const { scope } of this.#queue.committed) this.#drain(scope).kick(options);
  }

  /** Somebody has signed in again. */
  resume(): void {
    if (!this.#signedOut) return;
    this.#signedOut = false;
    this.#lineMayBeBack();
  }

  subscribe(listener: OutboxListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Sends nothing more; what waits stays for the next time. */
  close(): void {
    this.#unwatch();
    for (const drain of this.#drains.values()) drain.close();
    this.#channel.close();
  }

  #lineMayBeBack(): void {
    this.#identity.doubt();
    this.#identity.confirm().catch((error: unknown) => {
      if (error instanceof WrongUser) this.#stop();
    });
    this.kick({ atOnce: true });
  }

  #drain(scope: Scope): Drain {
    const name = scopeName(scope);
    let drain = this.#drains.get(name);
    if (drain === undefined) {
      const { tabs, platform } = this.#options;
      drain = new Drain(
        () => this.#sendFirst(scope),
        (task) => tabs.alone(lockOf(scope), task),
        platform,
      );
      this.#drains.set(name, drain);
    }
    return drain;
  }

  async #sendFirst(scope: Scope): Promise<Step> {
    await this.#queue.refresh();
    const entry = this.#queue.committed.find((waiting) => sameScope(waiting.scope, scope));
    if (entry === undefined) return { kind: "empty" };
    if (this.#signedOut) return { kind: "stop" };
    let seq: number | null;
    try {
      await this.#identity.confirm();
      seq = await send(this.#options.http, entry);
    } catch (error) {
      return this.#failed(entry, error);
    }
    await this.#settle({ kind: "answered", scope, key: entry.key, seq }, entry);
    return { kind: "next" };
  }

  async #failed(entry: OutboxEntry, error: unknown): Promise<Step> {
    if (error instanceof WrongUser || failureOf(error) === "signed-out") return this.#stop();
    if (isTransient(error, entry)) {
      this.#identity.doubt();
      const failed = isServerError(error) ? entry.attempts + 1 : entry.attempts;
      await this.#queue.replace([{ ...entry, attempts: failed }]);
      return { kind: "retry", error };
    }
    const { scope, key } = entry;
    if (isDoneAlready(entry, error)) {
      await this.#settle({ kind: "answered", scope, key, seq: null }, entry);
      return { kind: "next" };
    }
    await this.#refused(entry, error);
    return { kind: "next" };
  }

  async #refused(entry: OutboxEntry, error: unknown): Promise<void> {
    const { scope } = entry;
    const waiting = this.#queue.committed.filter((other) => sameScope(other.scope, scope));
    const { refusal, dropped, rewritten } = consequenceOf(entry, error, waiting);
    await this.#queue.replace(rewritten);
    const keys = dropped.map((lost) => lost.key);
    await this.#settle({ kind: "refused", scope, keys, refusal }, entry, dropped);
  }

  /** Listeners hear the outcome before the entries disappear. */
  async #settle(
    outcome: Outcome,
    sent: OutboxEntry,
    entries = [sent] as readonly OutboxEntry[],
  ): Promise<void> {
    for (const listener of this.#listeners) listener.settled(outcome, sent);
    this.#channel.tell(outcome satisfies Message);
    await this.#queue.remove(entries);
    this.#channel.tell({ kind: "changed" } satisfies Message);
  }

  #stop(): Step {
    this.#signedOut = true;
    for (const listener of this.#listeners) listener.signedOut();
    return { kind: "stop" };
  }

  #heard(message: Message): void {
    if (message.kind === "changed") void this.#queue.refresh().then(() => this.kick());
    else for (const listener of this.#listeners) listener.settled(message, null);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener.changed();
  }
}

/** The lock under which one tab at a time sends a set's edits. */
function lockOf(scope: Scope): string {
  return `glint-outbox:${scopeName(scope)}`;
}

/** Whether the server has seen it and failed; being asked to wait is no failure. */
function isServerError(error: unknown): boolean {
  return error instanceof ApiError && error.status !== 429;
}

async function whoAmI(http: Http): Promise<string | null> {
  const answer = await http.send({ method: "GET", path: "/api/auth/me" });
  return (answer as { user: { id: string } | null }).user?.id ?? null;
}

async function send(http: Http, { method, path, body, key }: OutboxEntry): Promise<number | null> {
  const { seq } = (await http.send({ method, path, body, key })) as { seq?: number };
  return seq ?? null;
}

/** A bare `conflict` says that somebody else was at it in the same moment: the next try may succeed. */
function isTransient(error: unknown, { attempts }: OutboxEntry): boolean {
  if (failureOf(error) === "transient") return true;
  return error instanceof ApiError && error.code === "conflict" && attempts < CONFLICT_RETRIES;
}

/** What was to be deleted is gone: that is what was wanted. */
function isDoneAlready({ edit }: OutboxEntry, error: unknown): boolean {
  return edit.kind === "delete" && error instanceof ApiError && error.status === 404;
}

import { ApiError, failureOf, NetworkError, retryAfterMsOf } from "../api-error.ts";
import type { Http } from "../http.ts";
import type { Platform } from "../platform.ts";
import type { Tabs } from "./browser-tabs.ts";
import { Drain, type Step } from "./drain.ts";
import { sameScope, scopeName, type OutboxEntry, type Scope } from "./entry.ts";
import { WrongUser, type Identity } from "./identity.ts";
import type { Outcome } from "./entry.ts";
import type { Queue } from "./queue.ts";
import { consequenceOf } from "./refusal.ts";
import { Schedule } from "./schedule.ts";
import { isUnresolved, resolved, withdrawable } from "./undoing.ts";

/** How often an edit that conflicted with a concurrent one is retried. */
export const CONFLICT_RETRIES = 3;

/** The code of the refusal of an edit that the user discarded. */
export const DISCARDED = "discarded";

/** Why an edit whose event nobody knows cannot be undone. */
const NOT_KNOWN = "It is not known what this changed.";

/** What a lane needs from its outbox. */
export interface LaneHost {
  readonly queue: Queue;
  readonly http: Http;
  readonly identity: Identity;
  readonly platform: Platform;
  readonly tabs: Tabs;
  /** Tell the outcome and remove the entries. */
  readonly settle: (
    outcome: Outcome,
    sent: OutboxEntry,
    entries: readonly OutboxEntry[],
  ) => Promise<void>;
  /** The `seq` of the event of an edit; null if it is not known. */
  readonly seqOf: (key: string) => number | null;
  readonly isStopped: () => boolean;
  /** Stop sending: nobody, or another user, is signed in. */
  stop(): void;
  /** The time of the next attempt has changed. */
  changed(): void;
}

/** Send the queued edits of one set, one at a time, from one tab of the browser. */
export class Lane {
  readonly #scope: Scope;
  readonly #host: LaneHost;
  #tidied = false;
  readonly #schedule: Schedule;
  readonly #drain: Drain;

  constructor(scope: Scope, host: LaneHost) {
    this.#scope = scope;
    this.#host = host;
    this.#schedule = new Schedule(host.platform.random);
    this.#drain = new Drain(
      () => this.#step(),
      (task) => this.#exclusively(task),
      host.platform,
      () => host.changed(),
    );
  }

  get nextAttemptAt(): number | null {
    return this.#drain.nextAt;
  }

  kick(options: { readonly atOnce?: boolean } = {}): void {
    if (options.atOnce) this.#schedule.hurry();
    this.#drain.kick(options);
  }

  close(): void {
    this.#drain.close();
  }

  async discard(key: string): Promise<void> {
    const { queue } = this.#host;
    await this.#exclusively(async () => {
      await queue.refresh();
      const entry = queue.committed.find((waiting) => waiting.key === key);
      if (entry) await this.#refused(entry, new ApiError(0, { error: "", code: DISCARDED }));
    });
    this.kick({ atOnce: true });
  }

  /** Drop the edit of this key together with what it undoes, if that cannot have been sent; then continue. */
  async withdraw(key: string): Promise<void> {
    await this.#exclusively(async () => {
      await this.#host.queue.refresh();
      await this.#dropWithUndone(key);
    });
    this.kick();
  }

  async #dropWithUndone(key: string): Promise<void> {
    const { queue, settle } = this.#host;
    const pair = withdrawable(key, queue.committed, queue.entries);
    if (pair === null) return;
    const keys = pair.map((entry) => entry.key);
    await settle({ kind: "withdrawn", scope: this.#scope, keys }, pair[1], pair);
  }

  /** Drop what a page that is gone had undone, and had no time to drop. */
  async #tidy(): Promise<void> {
    if (this.#tidied) return;
    this.#tidied = true;
    for (const { key } of this.#waiting) await this.#dropWithUndone(key);
  }

  /** Run the task while no other tab sends edits of this set. */
  #exclusively(task: () => Promise<void>): Promise<void> {
    return this.#host.tabs.exclusively(`glint-outbox:${scopeName(this.#scope)}`, task);
  }

  get #waiting(): readonly OutboxEntry[] {
    return this.#host.queue.committed.filter(({ scope }) => sameScope(scope, this.#scope));
  }

  async #step(): Promise<Step> {
    const { queue, identity, http, platform, isStopped } = this.#host;
    await queue.refresh();
    await this.#tidy();
    const now = platform.clock.now();
    const turn = this.#schedule.next(this.#waiting, now);
    if (turn === null) return { kind: "empty" };
    if (isStopped()) return { kind: "stop" };
    if (turn.at > now) return { kind: "later", at: turn.at };
    let { entry } = turn;
    let seq: number | null;
    try {
      await identity.verify();
      entry = await this.#marked(entry);
      if (isUnresolved(entry)) throw new ApiError(0, { error: NOT_KNOWN, code: "cannot_undo" });
      seq = await send(http, entry);
    } catch (error) {
      return this.#failed(entry, error);
    }
    await this.#answered(entry, seq);
    return { kind: "next" };
  }

  /** Mark the entry as sent, so that an undo does not drop it, and name the event if it is an undo. */
  async #marked(entry: OutboxEntry): Promise<OutboxEntry> {
    const { queue, platform, seqOf } = this.#host;
    const named = resolved(entry, seqOf);
    if (named === entry && (entry.sent || !platform.surroundings.isOnline())) return entry;
    const marked = { ...named, sent: true };
    await queue.replace([marked]);
    return marked;
  }

  async #failed(entry: OutboxEntry, error: unknown): Promise<Step> {
    if (error instanceof WrongUser || failureOf(error) === "signed-out") {
      this.#host.stop();
      return { kind: "stop" };
    }
    if (isTransient(error, entry)) return this.#postpone(entry, error);
    if (isDoneAlready(entry, error)) await this.#answered(entry, null);
    else await this.#refused(entry, error);
    return { kind: "next" };
  }

  /** After a network failure all entries wait; a server error or a timeout delays this entry alone. */
  async #postpone(entry: OutboxEntry, error: unknown): Promise<Step> {
    const { identity, queue, platform } = this.#host;
    identity.invalidate();
    if (!isServerError(error) && !isSilence(error)) return { kind: "retry", error };
    this.#schedule.failed(entry, platform.clock.now());
    if (isServerError(error)) await queue.replace([{ ...entry, attempts: entry.attempts + 1 }]);
    return retryAfterMsOf(error) > 0 ? { kind: "retry", error } : { kind: "next" };
  }

  async #answered(entry: OutboxEntry, seq: number | null): Promise<void> {
    this.#schedule.answered(entry.key);
    const { scope, key } = entry;
    const waiting = this.#waiting.filter((other) => isUnresolved(other));
    const named = waiting.map((undo) => resolved(undo, (of) => (of === key ? seq : null)));
    if (named.length > 0) await this.#host.queue.replace(named);
    await this.#host.settle({ kind: "answered", scope, key, seq }, entry, [entry]);
  }

  async #refused(entry: OutboxEntry, error: unknown): Promise<void> {
    this.#schedule.answered(entry.key);
    const { refusal, dropped, rewritten } = consequenceOf(entry, error, this.#waiting);
    await this.#host.queue.replace(rewritten);
    const keys = dropped.map((lost) => lost.key);
    const edits = dropped.map((lost) => lost.edit);
    const outcome = { kind: "refused", scope: entry.scope, keys, edits, refusal } as const;
    await this.#host.settle(outcome, entry, dropped);
  }
}

/** Whether the server failed on the request; being asked to wait is not a failure. */
function isServerError(error: unknown): boolean {
  return error instanceof ApiError && error.status !== 429;
}

function isSilence(error: unknown): boolean {
  return error instanceof NetworkError && error.timedOut;
}

/** Return the `seq` in the log of the entry's list; a todo that is moved back was in another list, whose `seq` it is. */
async function send(http: Http, entry: OutboxEntry): Promise<number | null> {
  const { method, path, body, key } = entry;
  const { seq } = (await http.send({ method, path, body, key })) as { seq?: number };
  return entry.edit.kind === "move-back" ? null : (seq ?? null);
}

/** A bare `conflict` means that a concurrent edit won the race: a retry may succeed. */
function isTransient(error: unknown, { attempts }: OutboxEntry): boolean {
  if (failureOf(error) === "transient") return true;
  return error instanceof ApiError && error.code === "conflict" && attempts < CONFLICT_RETRIES;
}

/** The todo or comment to delete is already gone. */
function isDoneAlready({ edit }: OutboxEntry, error: unknown): boolean {
  const deletes = edit.kind === "delete" || edit.kind === "delete-comment";
  return deletes && error instanceof ApiError && error.status === 404;
}

import { retryAfterMsOf } from "../api-error.ts";
import { retryDelayMs } from "../backoff.ts";
import type { Moment, Step, Table } from "./machine.ts";

/** How long to wait for a push that may just be late; twice as long each time that fetching did not help. */
const GAP_WAIT_MS = 300;
const GAP_WAIT_MAX_MS = 30_000;

/** A fetch that failed, and when it is tried again, in milliseconds since 1970. */
export interface Trouble {
  readonly error: unknown;
  readonly attempt: number;
  readonly nextAttemptAt: number;
}

interface Common {
  /** Requests are numbered: this one is the newest. */
  readonly asked: number;
  /** The list includes all that was committed when this request was made. */
  readonly done: number;
  /** Without this one the list is not live. */
  readonly required: number;
  /** Fetches in a row that did not close the gap. */
  readonly futile: number;
  /** Until a fetch succeeds. */
  readonly trouble: Trouble | null;
  readonly dueAt: number | null;
}

/**
 * The loading of a list: one fetch at a time. A request during a fetch leads to another one, because what it is
 * about may have happened after the fetch has read.
 */
export type Sync = Common &
  (
    | { readonly kind: "idle" }
    /** An event is missing that may still come by push. */
    | { readonly kind: "gap" }
    | { readonly kind: "fetching"; readonly request: number }
    | { readonly kind: "retrying"; readonly trouble: Trouble }
    | { readonly kind: "stopped" }
  );

type In<Kind extends Sync["kind"]> = Extract<Sync, { readonly kind: Kind }>;

/** `urgent` does not wait for a retry that is due later; `required`: the list is not live before this. */
interface Ask {
  readonly type: "ask";
  readonly urgent?: boolean;
  readonly required?: boolean;
}

interface Observed {
  readonly type: "observed";
  /** Whether something exists that the list does not include. */
  readonly behind: boolean;
}

interface Failed {
  readonly type: "failed";
  readonly error: unknown;
}

export type SyncEvent =
  Ask | Observed | Failed | { readonly type: "fetched" } | { readonly type: "stop" };

type SyncStep = Step<Sync, "fetch">;

export const NOT_LOADED: Sync = {
  kind: "idle",
  asked: 0,
  done: 0,
  required: 0,
  futile: 0,
  trouble: null,
  dueAt: null,
};

// prettier-ignore
export const SYNC: Table<Sync, SyncEvent, "fetch"> = {
  idle:     { ask: fetchNow,   observed: watch, fetched: stay, failed: stay,  due: stay,       stop },
  gap:      { ask: fetchNow,   observed: watch, fetched: stay, failed: stay,  due: closeGap,   stop },
  fetching: { ask: note,       observed: stay,  fetched: go,   failed: retry, due: stay,       stop },
  retrying: { ask: askAgain,   observed: stay,  fetched: stay, failed: stay,  due: fetchAgain, stop },
  stopped:  { ask: note,       observed: stay,  fetched: stay, failed: stay,  due: stay,       stop: stay },
};

/** Whether something is being fetched that should have come by push. */
export function isCatchingUp({ done, required }: Sync): boolean {
  return done < required;
}

function stay(sync: Sync): SyncStep {
  return [sync];
}

function asked<State extends Sync>(sync: State, { required = false }: Ask): State {
  const request = sync.asked + 1;
  return { ...sync, asked: request, required: required ? request : sync.required };
}

function note(sync: Sync, event: Ask): SyncStep {
  return [asked(sync, event)];
}

function fetchAgain(sync: Sync): SyncStep {
  return [{ ...sync, kind: "fetching", request: sync.asked, dueAt: null }, "fetch"];
}

function fetchNow(sync: Sync, event: Ask): SyncStep {
  return fetchAgain(asked(sync, event));
}

function askAgain(sync: In<"retrying">, event: Ask): SyncStep {
  const mayHurry = event.urgent === true && retryAfterMsOf(sync.trouble.error) === 0;
  return mayHurry ? fetchNow(sync, event) : note(sync, event);
}

function go(sync: In<"fetching">): SyncStep {
  const done = { ...sync, done: sync.request, trouble: null };
  return done.asked > done.done ? fetchAgain(done) : [{ ...done, kind: "idle" }];
}

function retry(sync: In<"fetching">, { error }: Failed, { now, random }: Moment): SyncStep {
  const attempt = (sync.trouble?.attempt ?? 0) + 1;
  const dueAt = now + Math.max(retryDelayMs(attempt, random), retryAfterMsOf(error));
  const trouble = { error, attempt, nextAttemptAt: dueAt };
  return [{ ...sync, kind: "retrying", trouble, dueAt }];
}

function watch(sync: In<"idle" | "gap">, { behind }: Observed, { now }: Moment): SyncStep {
  if (!behind) return [{ ...sync, kind: "idle", futile: 0, dueAt: null }];
  if (sync.kind === "gap") return [sync];
  const wait = Math.min(GAP_WAIT_MS * 2 ** sync.futile, GAP_WAIT_MAX_MS);
  return [{ ...sync, kind: "gap", dueAt: now + wait }];
}

function closeGap(sync: In<"gap">): SyncStep {
  return fetchNow({ ...sync, futile: sync.futile + 1 }, { type: "ask", required: true });
}

function stop(sync: Sync): SyncStep {
  return [{ ...sync, kind: "stopped", dueAt: null }];
}

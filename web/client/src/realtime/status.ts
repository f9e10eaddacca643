import { NetworkError, sentenceOf } from "../api-error.ts";
import { isReady, type Connection } from "./connection.ts";
import type { Ending } from "./ending.ts";
import { isCatchingUp, type Sync, type Trouble } from "./sync.ts";

/** How live the list is; the screen shows each status in words. */
export type ConnectionStatus =
  | { readonly kind: "loading" }
  | { readonly kind: "live" }
  | { readonly kind: "catching-up" }
  /** `nextAttemptAt`: milliseconds since 1970; past while an attempt is under way. */
  | { readonly kind: "reconnecting"; readonly attempt: number; readonly nextAttemptAt: number }
  /** `waiting`: how many of the user's edits wait for the network. */
  | { readonly kind: "offline"; readonly waiting: number }
  /** The server cannot be reached, and the list shown is from an earlier visit. */
  | { readonly kind: "last-state"; readonly waiting: number }
  /** Live push is unavailable; changes are polled every few seconds. */
  | { readonly kind: "polling" }
  /** The list cannot be loaded, for another reason than the network; it is retried. */
  | { readonly kind: "error"; readonly reason: string }
  | Ending;

/** A status in which the list is not shown any more. */
export type Ended = Ending | Extract<ConnectionStatus, { readonly kind: "error" }>;

export function isEnded(status: ConnectionStatus): status is Ended {
  return ["signed-out", "removed", "gone", "displaced", "error"].includes(status.kind);
}

export interface Circumstances {
  readonly connection: Connection;
  readonly sync: Sync;
  /** Whether the browser has a network. */
  readonly online: boolean;
  readonly loaded: boolean;
  readonly pushAvailable: boolean;
  /** Whether the list is from an earlier visit and the server has not answered since. */
  readonly restored: boolean;
  /** How many of the user's edits the server has not answered. */
  readonly waiting: number;
}

/** Derive the status; the first rule that applies wins. */
export function statusOf(circumstances: Circumstances): ConnectionStatus {
  const { connection, sync, online, loaded } = circumstances;
  const { trouble } = sync;
  if (connection.kind === "ended") return connection.ending;
  const connected = isReady(connection);
  const catchingUp = isCatchingUp(sync);
  const offline = !online && (!connected || catchingUp);
  if (offline || trouble !== null) return unreachable(circumstances, offline ? null : trouble);
  if (!loaded) return { kind: "loading" };
  if (connected) return { kind: catchingUp ? "catching-up" : "live" };
  return circumstances.pushAvailable ? disconnected(connection) : { kind: "polling" };
}

/** `trouble` is null if the browser has no network. */
function unreachable(
  { loaded, restored, waiting }: Circumstances,
  trouble: Trouble | null,
): ConnectionStatus {
  if (restored) return { kind: "last-state", waiting };
  if (trouble === null) return { kind: "offline", waiting };
  const { error, attempt, nextAttemptAt } = trouble;
  if (!loaded && !(error instanceof NetworkError))
    return { kind: "error", reason: sentenceOf(error) };
  return { kind: "reconnecting", attempt, nextAttemptAt };
}

/** The very first connect counts as catching up: nothing has been lost yet. */
function disconnected(connection: Connection): ConnectionStatus {
  const { attempt } = connection;
  if (connection.kind === "waiting")
    return { kind: "reconnecting", attempt, nextAttemptAt: connection.dueAt };
  return connection.kind === "connecting" && attempt > 0
    ? { kind: "reconnecting", attempt, nextAttemptAt: connection.since }
    : { kind: "catching-up" };
}

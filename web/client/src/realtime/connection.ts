import { retryDelayMs } from "../backoff.ts";
import type { Ending } from "./ending.ts";
import type { Moment, Step, Table } from "./machine.ts";

/** How long to wait for `realtime:ready` before a socket is closed. */
export const CONNECT_TIMEOUT_MS = 10_000;
export const PING_INTERVAL_MS = 25_000;
export const PONG_TIMEOUT_MS = 10_000;
/** A connection that lasted this long makes the next failure the first again. */
export const HEALTHY_AFTER_MS = 60_000;
/** How often to try to connect where the deployment does not push. */
const PUSH_RETRY_MS = 60_000;

interface Common {
  /** Failures in a row; 0 before any. */
  readonly attempt: number;
  /** Whether this deployment pushes at all, as far as is known. */
  readonly pushOffered: boolean;
  /** When the next timeout, ping or retry is due, in milliseconds since 1970. */
  readonly dueAt: number | null;
}

/** The socket of a set. "ready" and "pinged" are connected; "pinged" waits for a pong. */
export type Connection = Common &
  (
    | { readonly kind: "idle" }
    | { readonly kind: "connecting"; readonly since: number }
    | { readonly kind: "ready"; readonly readySince: number }
    | { readonly kind: "pinged"; readonly readySince: number; readonly pingedAt: number }
    | { readonly kind: "waiting"; readonly dueAt: number }
    | { readonly kind: "ended"; readonly ending: Ending }
  );

type In<Kind extends Connection["kind"]> = Extract<Connection, { readonly kind: Kind }>;

export type ConnectionEvent =
  | { readonly type: "open" }
  /** The server has sent `realtime:ready`. */
  | { readonly type: "ready" }
  | { readonly type: "pong" }
  /** The socket closed, or did not open. */
  | { readonly type: "closed" }
  /** The browser says that there is no network. */
  | { readonly type: "offline" }
  /** The network may be back: do now what is due later. */
  | { readonly type: "check" }
  /** It is known whether the deployment pushes. */
  | { readonly type: "push"; readonly offered: boolean }
  /** There will be no more updates. */
  | { readonly type: "end"; readonly ending: Ending }
  /** The set is not shown any more. */
  | { readonly type: "close" };

/** "drop" closes a socket that is dead, "leave" one that is not needed; "refused": it closed before it was ready. */
export type ConnectionEffect = "connect" | "ping" | "drop" | "leave" | "refused";

type ConnectionStep = Step<Connection, ConnectionEffect>;

export const NOT_CONNECTED: Connection = {
  kind: "idle",
  attempt: 0,
  pushOffered: true,
  dueAt: null,
};

// prettier-ignore
export const CONNECTION: Table<Connection, ConnectionEvent, ConnectionEffect> = {
  idle:       { open: connect, ready: stay,  pong: stay, closed: stay, offline: stay, check: stay,    push: learn, due: stay,    end, close },
  connecting: { open: stay,    ready: begin, pong: stay, closed: fail, offline: lose, check: stay,    push: learn, due: fail,    end, close },
  ready:      { open: stay,    ready: stay,  pong: stay, closed: lose, offline: lose, check: ping,    push: stay,  due: ping,    end, close },
  pinged:     { open: stay,    ready: stay,  pong: rest, closed: lose, offline: lose, check: stay,    push: stay,  due: lose,    end, close },
  waiting:    { open: stay,    ready: stay,  pong: stay, closed: stay, offline: stay, check: connect, push: defer, due: connect, end, close },
  ended:      { open: stay,    ready: stay,  pong: stay, closed: stay, offline: stay, check: stay,    push: stay,  due: stay,    end: stay, close: stay },
};

/** Whether events come by push. */
export function isReady(connection: Connection): connection is In<"ready" | "pinged"> {
  return connection.kind === "ready" || connection.kind === "pinged";
}

function stay(connection: Connection): ConnectionStep {
  return [connection];
}

function connect(
  { attempt, pushOffered }: Connection,
  _: unknown,
  { now }: Moment,
): ConnectionStep {
  const dueAt = now + CONNECT_TIMEOUT_MS;
  return [{ kind: "connecting", since: now, attempt, pushOffered, dueAt }, "connect"];
}

/**
 * The first ping goes out at once. It also has a use of its own: workerd does not end the TCP connection of a client
 * that has never sent a frame, and Chromium then reports a close (a removed member's) 2 s late.
 */
function begin(connection: In<"connecting">, event: unknown, moment: Moment): ConnectionStep {
  const { attempt } = connection;
  const ready = { attempt, pushOffered: true, readySince: moment.now, dueAt: null };
  return ping({ kind: "ready", ...ready }, event, moment);
}

function ping(connection: In<"ready">, _: unknown, { now }: Moment): ConnectionStep {
  return [{ ...connection, kind: "pinged", pingedAt: now, dueAt: now + PONG_TIMEOUT_MS }, "ping"];
}

function rest({ pingedAt, ...connection }: In<"pinged">): ConnectionStep {
  return [{ ...connection, kind: "ready", dueAt: pingedAt + PING_INTERVAL_MS }];
}

function fail(connection: Connection, event: unknown, moment: Moment): ConnectionStep {
  return [...lose(connection, event, moment), "refused"];
}

function lose(connection: Connection, _: unknown, { now, random }: Moment): ConnectionStep {
  const { pushOffered } = connection;
  const healthy = isReady(connection) && now - connection.readySince >= HEALTHY_AFTER_MS;
  const attempt = (healthy ? 0 : connection.attempt) + 1;
  const dueAt = now + (pushOffered ? retryDelayMs(attempt, random) : PUSH_RETRY_MS);
  return [{ kind: "waiting", attempt, pushOffered, dueAt }, "drop"];
}

function learn<State extends Connection>(
  connection: State,
  { offered }: { readonly offered: boolean },
): readonly [State] {
  return [{ ...connection, pushOffered: offered }];
}

function defer(
  connection: In<"waiting">,
  event: { readonly offered: boolean },
  { now }: Moment,
): ConnectionStep {
  const [learned] = learn(connection, event);
  return [event.offered ? learned : { ...learned, dueAt: now + PUSH_RETRY_MS }];
}

function end(
  { attempt, pushOffered }: Connection,
  { ending }: { readonly ending: Ending },
): ConnectionStep {
  return [{ kind: "ended", ending, attempt, pushOffered, dueAt: null }, "leave"];
}

function close(): ConnectionStep {
  return [NOT_CONNECTED, "leave"];
}

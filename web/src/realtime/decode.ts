import type {
  Pong,
  Position,
  Presence,
  PresentUser,
  RealtimeReady,
  TeamChanged,
  Todo,
  TodoEvent,
} from "../generated/wire";

/** An event of a kind this client does not know: it changes nothing but still has its place in the order. */
export interface UnknownEvent {
  readonly type: "unknown";
  readonly wireType: string;
  readonly setId: string;
  readonly seq: number;
  readonly mutationId?: string;
  readonly actorId?: string;
}

/** Whatever has a place in a set's order. */
export type SequencedEvent = TodoEvent | UnknownEvent;

export type Frame = SequencedEvent | Presence | RealtimeReady | Pong | TeamChanged;

type Json = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

/** The frame in this text; null when it is none that a client can use. Never throws. */
export function decodeFrame(text: string): Frame | null {
  const json = parse(text);
  if (!isObject(json)) return null;
  switch (json["type"]) {
    case "realtime:ready":
      return isText(json["setId"]) && isCount(json["seq"])
        ? (json as unknown as RealtimeReady)
        : null;
    case "presence":
      return isPresence(json) ? (json as unknown as Presence) : null;
    case "team:changed":
      return isText(json["teamId"]) ? (json as unknown as TeamChanged) : null;
    case "pong":
      return { type: "pong", heads: headsIn(json["heads"]) };
    default:
      return decodeEvent(json);
  }
}

/**
 * The event in this JSON value; null when it has no place in an order, or is of a known kind but
 * malformed: then it must come again, by catch-up.
 */
export function decodeEvent(json: unknown): SequencedEvent | null {
  if (!isObject(json)) return null;
  const { type, setId, seq } = json as { type?: unknown; setId?: unknown; seq?: unknown };
  if (!isText(type) || !isText(setId) || !isCount(seq)) return null;
  const known = EVENTS[type];
  if (known === undefined) return unknownEvent(type, setId, seq, json);
  return known(json) ? (json as unknown as TodoEvent) : null;
}

/** Whether this JSON value is a full todo. */
export function isTodo(json: unknown): json is Todo {
  return isObject(json) && Object.entries(TODO).every(([field, check]) => check(json[field]));
}

const TODO: Readonly<Record<keyof Todo, Check>> = {
  id: isText,
  userId: isText,
  parentId: isTextOrNull,
  title: isText,
  completed: isFlag,
  sortOrder: isNumber,
  commentCount: isNumber,
  claimedBy: isTextOrNull,
  claimedByName: isTextOrNull,
  claimedByAvatar: isTextOrNull,
  createdAt: isText,
  updatedAt: isText,
};

const EVENTS: Readonly<Record<string, ((json: Json) => boolean) | undefined>> = {
  "todo:created": (json) => isTodo(json["todo"]),
  "todos:added": (json) => isListOf(json["todos"], isTodo),
  "todo:updated": (json) => isTodoPatch(json["todo"]),
  "todo:deleted": (json) => isText(json["id"]),
  "todo:reordered": (json) => isListOf(json["items"], isPosition),
  "todo:claimed": (json) =>
    isText(json["id"]) &&
    isTextOrNull(json["claimedBy"]) &&
    isTextOrNull(json["claimedByName"]) &&
    isTextOrNull(json["claimedByAvatar"]),
};

function isTodoPatch(json: unknown): boolean {
  if (!isObject(json) || !isText(json["id"])) return false;
  return Object.entries(TODO).every(([field, check]) => !(field in json) || check(json[field]));
}

function isPosition(json: unknown): json is Position {
  return isObject(json) && isText(json["id"]) && isNumber(json["sortOrder"]);
}

function isPresence(json: Json): boolean {
  return isText(json["setId"]) && isListOf(json["users"], isPresenceUser);
}

function isPresenceUser(json: unknown): json is PresentUser {
  return (
    isObject(json) && isText(json["id"]) && isText(json["name"]) && isTextOrNull(json["avatarUrl"])
  );
}

function headsIn(json: unknown): Pong["heads"] {
  if (!isObject(json)) return {};
  return Object.fromEntries(
    Object.entries(json).filter((entry): entry is [string, number] => isCount(entry[1])),
  );
}

function unknownEvent(wireType: string, setId: string, seq: number, json: Json): UnknownEvent {
  const { mutationId, actorId } = json as { mutationId?: unknown; actorId?: unknown };
  return {
    type: "unknown",
    wireType,
    setId,
    seq,
    ...(isText(mutationId) ? { mutationId } : {}),
    ...(isText(actorId) ? { actorId } : {}),
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isTextOrNull(value: unknown): boolean {
  return value === null || isText(value);
}

function isFlag(value: unknown): boolean {
  return typeof value === "boolean";
}

function isNumber(value: unknown): boolean {
  return Number.isFinite(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isListOf(json: unknown, check: Check): boolean {
  return Array.isArray(json) && json.every(check);
}

function isObject(json: unknown): json is Json {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

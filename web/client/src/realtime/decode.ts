import type {
  Comment,
  MineChanged,
  Pong,
  Presence,
  RealtimeReady,
  SharedChanged,
  TeamChanged,
  Todo,
  TodoEvent,
} from "../wire.ts";

/** An event of a type that this client does not know: it changes nothing but has a `seq`. */
export interface UnknownEvent {
  readonly type: "unknown";
  readonly wireType: string;
  readonly setId: string;
  readonly seq: number;
  readonly mutationId?: string;
  readonly actorId?: string;
}

/** Whatever has a `seq` in a set's log. */
export type SequencedEvent = TodoEvent | UnknownEvent;

export type Frame =
  SequencedEvent | Presence | RealtimeReady | Pong | TeamChanged | MineChanged | SharedChanged;

type Json = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;
/** The properties that an object must have, each with the check of its value. */
type Shape<Key extends string = string> = Readonly<Record<Key, Check>>;

const TODO: Shape<keyof Todo> = {
  id: isText,
  userId: isText,
  parentId: isTextOrNull,
  title: isText,
  completed: (value) => typeof value === "boolean",
  sortOrder: Number.isFinite,
  commentCount: Number.isFinite,
  claimedBy: isTextOrNull,
  claimedByName: isTextOrNull,
  claimedByAvatar: isTextOrNull,
  // Absent from events and lists from before there were assignees: `TodoMap` fills it in.
  assignees: (value) => value === undefined || isTexts(value),
  dueOn: isTextIfAny,
  dueTime: isTextIfAny,
  dueZone: isTextIfAny,
  repeat: isRepeatIfAny,
  createdAt: isText,
  updatedAt: isText,
  hasDescription: (value) => value === undefined || value === true,
};

const COMMENT: Shape<keyof Comment> = {
  id: isText,
  userId: isText,
  displayName: isText,
  avatarUrl: isTextOrNull,
  body: isText,
  // Absent from events from before there were imports.
  writtenBy: (value) => value === undefined || isTextOrNull(value),
  createdAt: isText,
};

const FRAMES = new Map<unknown, Shape>([
  ["realtime:ready", { setId: isText, seq: isCount }],
  [
    "presence",
    { setId: isText, users: listOf({ id: isText, name: isText, avatarUrl: isTextOrNull }) },
  ],
  ["team:changed", { teamId: isText }],
  ["shared:changed", {}],
  ["mine:changed", {}],
]);

const EVENTS = new Map<unknown, Shape>([
  ["todo:created", { todo: isTodo }],
  ["todos:added", { todos: listOf(TODO) }],
  ["todo:updated", { todo: isTodoPatch }],
  ["todos:changed", { items: (json) => Array.isArray(json) && json.every(isTodoPatch) }],
  ["todo:deleted", { id: isText }],
  ["todo:reordered", { items: listOf({ id: isText, sortOrder: Number.isFinite }) }],
  [
    "todo:claimed",
    {
      id: isText,
      claimedBy: isTextOrNull,
      claimedByName: isTextOrNull,
      claimedByAvatar: isTextOrNull,
    },
  ],
  ["todo:assigned", { id: isText, assignees: isTexts }],
  [
    "comment:created",
    { todoId: isText, comment: (json) => hasShape(json, COMMENT), commentCount: isCount },
  ],
  ["comment:deleted", { todoId: isText, id: isText, commentCount: isCount }],
]);

/** Decode a frame; null if this client cannot use it. Never throws. */
export function decodeFrame(text: string): Frame | null {
  const json = parse(text);
  if (!isObject(json)) return null;
  if (json["type"] === "pong") return { type: "pong", heads: headsIn(json["heads"]) };
  const shape = FRAMES.get(json["type"]);
  if (shape === undefined) return decodeEvent(json);
  return hasShape(json, shape) ? (json as unknown as Frame) : null;
}

/**
 * Decode an event; null if it has no `seq`, or is of a known type but malformed:
 * then it must be fetched again by catch-up.
 */
export function decodeEvent(json: unknown): SequencedEvent | null {
  if (!hasShape(json, { type: isText, setId: isText, seq: isCount })) return null;
  const { type, setId, seq, mutationId, actorId } = json as unknown as TodoEvent;
  const shape = EVENTS.get(type);
  if (shape !== undefined) return hasShape(json, shape) ? (json as unknown as TodoEvent) : null;
  return {
    type: "unknown",
    wireType: type,
    setId,
    seq,
    ...(isText(mutationId) ? { mutationId } : {}),
    ...(isText(actorId) ? { actorId } : {}),
  };
}

/** Whether this JSON value is a full todo. */
export function isTodo(json: unknown): json is Todo {
  return hasShape(json, TODO);
}

function isTodoPatch(json: unknown): boolean {
  if (!isObject(json) || !isText(json["id"]) || !isTextIfAny(json["description"])) return false;
  return Object.entries(TODO).every(([field, check]) => !(field in json) || check(json[field]));
}

function headsIn(json: unknown): Pong["heads"] {
  const heads = Object.entries(isObject(json) ? json : {});
  return Object.fromEntries(heads.filter((head): head is [string, number] => isCount(head[1])));
}

function hasShape(json: unknown, shape: Shape): json is Json {
  return isObject(json) && Object.entries(shape).every(([field, check]) => check(json[field]));
}

function listOf(shape: Shape): Check {
  return (json) => Array.isArray(json) && json.every((item) => hasShape(item, shape));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}

function isTextOrNull(value: unknown): boolean {
  return value === null || isText(value);
}

function isTextIfAny(value: unknown): boolean {
  return value === undefined || isTextOrNull(value);
}

/** Events from before there were dates lack them. */
function isRepeatIfAny(value: unknown): boolean {
  return value === undefined || value === null || (isObject(value) && isText(value["unit"]));
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
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

/** The wire types that the realtime client speaks, and the few that only a client needs. */

import type { PresentUser, Todo, TodoEvent } from "../generated/wire";

export type {
  Claimer,
  ErrorBody,
  Permissions,
  Pong,
  Position,
  Presence,
  RealtimeReady,
  Role,
  TeamChanged,
  Todo,
  TodoEvent,
  User,
} from "../generated/wire";

export type PresenceUser = PresentUser;

/** The id of a todo and those of its fields that change. */
export type TodoFields = { readonly id: string } & { readonly [K in keyof Todo]?: Todo[K] };

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

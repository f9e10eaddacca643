import type { Edit, EditRequest } from "../realtime/edit";

/** Whose edits of which set: the unit that is sent in order. */
export interface Scope {
  readonly userId: string;
  readonly teamId: string;
  readonly setId: string;
}

/** An edit that is to reach the server; `key` is its idempotency key. */
export interface NewEntry extends EditRequest {
  readonly key: string;
  readonly scope: Scope;
  readonly edit: Edit;
  /** The todos above those that the edit changes; entries of older versions have none. */
  readonly ancestors?: readonly string[];
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** How often the server has answered it with an error of its own; a line that is down does not count. */
  readonly attempts: number;
  /** Set on a deletion that may have reached the server. */
  readonly sent?: boolean;
}

/** An entry as stored; smaller `order` goes first. */
export interface OutboxEntry extends NewEntry {
  readonly order: number;
}

/** Why the server did not take an edit. */
export interface Refusal {
  /** The key of the refused edit. */
  readonly id: string;
  readonly operation: Edit["kind"];
  readonly edit: Edit;
  readonly code: string;
  /** The server's sentence. */
  readonly message: string;
  /** How many later edits went with it because they built on it. */
  readonly alsoDropped: number;
}

export function scopeName({ userId, teamId, setId }: Scope): string {
  return [userId, teamId, setId].map(encodeURIComponent).join("/");
}

export function sameScope(a: Scope, b: Scope): boolean {
  return a.userId === b.userId && a.teamId === b.teamId && a.setId === b.setId;
}

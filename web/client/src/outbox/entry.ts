import { apiPath } from "../http.ts";
import type { Edit, EditRequest } from "./edit.ts";

/** One user's edits of one set: the unit that is sent in order. */
export interface Scope {
  readonly userId: string;
  readonly teamId: string;
  readonly setId: string;
  /** The token of the share link by which a guest has the set. A guest knows of no team: `teamId` is "". */
  readonly link?: string;
}

/** A path of the API about the set as such. */
export function setPath({ teamId, setId, link }: Scope, ...rest: readonly string[]): string {
  return link === undefined
    ? apiPath("teams", teamId, "sets", setId, ...rest)
    : apiPath("shared", link, ...rest);
}

/** A path of the API about what is in the set, by ids that say which set that is. */
export function itemPath({ teamId, link }: Scope, ...rest: readonly string[]): string {
  return link === undefined ? apiPath("teams", teamId, ...rest) : apiPath("shared", link, ...rest);
}

/** An edit to send; `key` is its idempotency key. */
export interface NewEntry extends EditRequest {
  readonly key: string;
  readonly scope: Scope;
  readonly edit: Edit;
  /** The ancestors of the todos that the edit changes; entries of older versions have none. */
  readonly ancestors?: readonly string[];
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** How often the server answered it with a server error; network failures do not count. */
  readonly attempts: number;
  /** Whether it may have reached the server. */
  readonly sent?: boolean;
}

/** An entry as stored; smaller `order` goes first. */
export interface OutboxEntry extends NewEntry {
  readonly order: number;
}

/** Why the server refused an edit. */
export interface Refusal {
  /** The key of the refused edit. */
  readonly id: string;
  readonly operation: Edit["kind"];
  readonly edit: Edit;
  readonly code: string;
  /** The server's text. */
  readonly message: string;
  /** How many later edits were dropped with it because they depended on it. */
  readonly alsoDropped: number;
}

/** The server has accepted an edit; `seq` is that of its event, null if unknown. */
interface Answered {
  readonly kind: "answered";
  readonly scope: Scope;
  readonly key: string;
  readonly seq: number | null;
}

/** The server has refused an edit: these keys will never take effect. */
interface Refused {
  readonly kind: "refused";
  readonly scope: Scope;
  readonly keys: readonly string[];
  readonly edits: readonly Edit[];
  readonly refusal: Refusal;
}

/** An edit that was undone before it was sent, and what undid it. */
interface Withdrawn {
  readonly kind: "withdrawn";
  readonly scope: Scope;
  /** Those of the edit, then of its undo. */
  readonly keys: readonly string[];
}

export type Outcome = Answered | Refused | Withdrawn;

export function scopeName({ userId, teamId, setId }: Scope): string {
  return [userId, teamId, setId].map(encodeURIComponent).join("/");
}

export function sameScope(a: Scope, b: Scope): boolean {
  return a.userId === b.userId && a.teamId === b.teamId && a.setId === b.setId;
}

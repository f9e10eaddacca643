import { isPersonalSpace } from "./personal-space";

/**
 * The URLs of the screens. Nothing in them needs escaping, so that no server, proxy or
 * mail program re-encodes anything: the personal space is `/me`, not `/t/personal:<id>`.
 */
export const paths = {
  home: "/",
  mine: "/me/todos",
  join: (token: string) => `/join/${encodeURIComponent(token)}`,
  team: (teamId: string) => (isPersonalSpace(teamId) ? "/me" : `/t/${encodeURIComponent(teamId)}`),
  set: (teamId: string, setId: string) => `${paths.team(teamId)}/s/${encodeURIComponent(setId)}`,
  /** A todo in its list, which shows it and forgets the end of the address. */
  todo: (teamId: string, setId: string, todoId: string) => `${paths.set(teamId, setId)}#${todoId}`,
} as const;

/** The history state of a list that has just been created: its first todo is typed next. */
export interface NewSetState {
  readonly isNew: true;
}

/** The history state of an address that ends in a todo, which is to be opened. */
export interface OpenedTodoState {
  readonly opensTodo: true;
}

/** A team's lists, one of them open or none; `teamId` is null for the personal space. */
export interface ListsPlace {
  readonly kind: "lists";
  readonly teamId: string | null;
  readonly setId: string | null;
}

/** The user's own todos in all teams. */
export interface MinePlace {
  readonly kind: "mine";
}

/** A list that is shown to whoever has a link to it. */
export interface SharedPlace {
  readonly kind: "shared";
  readonly token: string;
}

export type Place =
  | { readonly kind: "home" }
  | MinePlace
  | { readonly kind: "join"; readonly token: string }
  | SharedPlace
  | ListsPlace;

/** Return the place that a path leads to, however it is escaped; null if there is none. */
export function placeAt(path: string): Place | null {
  const [first, ...rest] = segmentsOf(path);
  if (first === undefined) return { kind: "home" };
  if (first === "me") return rest.join("/") === "todos" ? { kind: "mine" } : listsAt(null, rest);
  const [id, ...more] = rest;
  if (id === undefined) return null;
  if (first === "t") return listsAt(id, more);
  const isToken = (first === "join" || first === "shared") && more.length === 0;
  return isToken ? { kind: first, token: id } : null;
}

function listsAt(teamId: string | null, rest: readonly string[]): Place | null {
  const [s, setId, ...more] = rest;
  if (s === undefined) return { kind: "lists", teamId, setId: null };
  return s === "s" && setId !== undefined && more.length === 0
    ? { kind: "lists", teamId, setId }
    : null;
}

/** Split a path and decode each part, as often as it was encoded on its way. */
function segmentsOf(path: string): readonly string[] {
  return path.split("/").filter(Boolean).map(decode);
}

function decode(text: string): string {
  try {
    const decoded = decodeURIComponent(text);
    return decoded === text ? text : decode(decoded);
  } catch {
    return text;
  }
}

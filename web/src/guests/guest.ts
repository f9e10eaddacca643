import {
  type Author,
  browserPlatform,
  Http,
  MemoryStore,
  Outbox,
  type Scope,
  singleTab,
} from "glint-client";
import { texts } from "../texts";
import type { ListSession } from "../todos/session";
import { SOMEBODY_ID } from "../todos/shown-name";

/** Stands for the guest where this browser tells users apart. The server knows no such id. */
export const GUEST = "guest";

/** Everybody, the guest included. */
export const SOMEONE: Author = {
  id: SOMEBODY_ID,
  displayName: texts.todos.someone,
  avatarUrl: null,
};

/** Of which list the edits of a guest are. */
export function scopeOf(token: string, setId: string): Scope {
  return { userId: GUEST, teamId: "", setId, link: token };
}

/**
 * Open the outbox of a guest. It is in the memory of this page alone: the browser may be someone else's, and the
 * requests in it have the token of the link.
 */
export function openGuestOutbox(): Outbox {
  const platform = browserPlatform();
  return new Outbox({
    userId: GUEST,
    platform,
    http: new Http(platform.fetch, platform.clock),
    tabs: singleTab(),
    openStore: () => Promise.resolve(new MemoryStore()),
    whoAmI: () => Promise.resolve(GUEST),
  });
}

/**
 * What a guest can do with a list, as the components see it. The server undoes nothing for guests: what can be taken
 * back is changed back. A link that is over is no session that has ended, as there is nobody to sign in again. The ids of
 * their comments are added to `wrote`.
 */
export function asGuest(list: ListSession, wrote: Set<string>): ListSession {
  const { status, todos, updateTodo, completeTodos, moveTodos, comment } = list;
  const repeats = (id: string): boolean =>
    todos?.some((todo) => todo.id === id && Boolean(todo.repeat)) === true;
  const reopen = (ids: readonly string[]): void => {
    for (const id of ids.filter(repeats)) updateTodo(id, { completed: false });
    completeTodos(
      ids.filter((id) => !repeats(id)),
      false,
    );
  };
  return {
    ...list,
    status: status.kind === "signed-out" ? { kind: "gone", reason: "" } : status,
    completeTodos(ids, completed) {
      if (completed) completeTodos(ids, completed);
      else reopen(ids);
      // A repeating one has moved to its next date.
      return completed && !ids.some(repeats) ? () => reopen(ids) : null;
    },
    comment(todoId, body) {
      const id = comment(todoId, body);
      if (id !== null) wrote.add(id);
      return id;
    },
    moveTodos(parentId, items) {
      moveTodos(parentId, items);
      return null;
    },
  };
}

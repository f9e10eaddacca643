import { Http } from "glint-client";
import { aTodo } from "glint-client/testing";
import type { Permissions, SharedSet } from "glint-client/wire";
import { expect, test } from "vitest";
import type { SharedList } from "../data/shared";
import type { ListSession } from "../todos/session";
import { asGuest, scopeOf } from "./guest";
import { GuestApi } from "./guest-api";
import { guestRightsOf } from "./guest-rights";

const scope = scopeOf("t0ken", "set");
const permissions = { view_todos: true, complete_any_todo: true } as Permissions;

function listOf(name: string): SharedList {
  return {
    set: { id: "set", name, splitCompleted: false },
    todos: [],
    permissions,
    seq: name.length,
  };
}

test("R211 the list is what the page was opened with, then what is answered, with the rights in it", async () => {
  const asked: string[] = [];
  const fetched = (path: string) => {
    asked.push(path);
    return Promise.resolve(Response.json(listOf("Renamed")));
  };
  const http = new Http(fetched, { now: () => 0, after: () => () => undefined });
  const sets: SharedSet[] = [];
  const api = new GuestApi({
    ...{ http, scope, first: listOf("Board") },
    learned: (set) => sets.push(set),
  });
  expect(await api.list()).toMatchObject({ seq: 5, role: null });
  expect(asked).toEqual([]);
  expect(await api.rights()).toEqual({ role: null, permissions });
  expect(asked).toEqual(["/api/shared/t0ken"]);
  expect(sets.map(({ name }) => name)).toEqual(["Board", "Renamed"]);
});

test("R216 what a link allows is known by the permissions that follow from it", () => {
  expect(guestRightsOf(permissions)).toEqual(["complete"]);
  expect(guestRightsOf(null)).toEqual([]);
});

test("R216 what a guest has completed is taken back by reopening it, but for what has a next date", () => {
  const done: string[] = [];
  const repeat = { unit: "day", every: 1 } as const;
  const wrote = new Set<string>();
  const list = asGuest(
    {
      status: { kind: "signed-out" },
      todos: [aTodo({ id: "a" }), aTodo({ id: "b", repeat })],
      updateTodo: (id: string) => done.push(`reopen ${id}`),
      completeTodos: (ids: readonly string[], completed: boolean) =>
        done.push(`${completed ? "complete" : "reopen"} ${ids.join()}`),
      comment: () => "c1",
    } as unknown as ListSession,
    wrote,
  );
  list.completeTodos(["a"], true)?.();
  expect(list.completeTodos(["b"], true)).toBeNull();
  expect(done).toEqual(["complete a", "reopen a", "complete b"]);
  expect(list.status.kind).toBe("gone");
  list.comment("a", "Which one?");
  expect([...wrote]).toEqual(["c1"]);
});

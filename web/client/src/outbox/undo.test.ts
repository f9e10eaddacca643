import { beforeEach, describe, expect, test } from "vitest";
import type { SetSession } from "../realtime/set-session.ts";
import { FakeBrowser, type FakeTab } from "../testing/fake-browser.ts";
import { settle, until } from "../testing/fake-clock.ts";
import { FakeServer, type FakeRequest } from "../testing/fake-server.ts";
import { aTodo } from "../testing/fake-set.ts";

let server: FakeServer;
let tab: FakeTab;
let session: SetSession;

beforeEach(async () => {
  server = new FakeServer("set-1");
  const milk = aTodo({ id: "milk", completed: true, claimedBy: "bob", claimedByName: "bob" });
  for (const todo of [milk, aTodo({ id: "oats", parentId: "milk" }), aTodo({ id: "bread" })])
    server.set().commit({ type: "todo:created", todo });
  tab = new FakeBrowser(server).tab();
  session = await tab.open();
});

function shown(): readonly string[] {
  return session.getSnapshot().todos?.map(({ id }) => id) ?? [];
}

function writes(): readonly string[] {
  return server.requests.filter(isWrite).map(({ method, path }) => `${method} ${path}`);
}

function isWrite({ method }: FakeRequest): boolean {
  return method !== "GET";
}

const DELETED = "DELETE /api/teams/team/todos/milk";
const RESTORED = "POST /api/teams/team/todos/milk/restore";

describe("R92 A deletion", () => {
  test("is sent at once", async () => {
    session.deleteTodo("milk");
    expect(shown()).toEqual(["bread"]);
    await until(() => !server.set().todos.has("milk"));
    expect(writes()).toEqual([DELETED]);
  });

  test("undone afterwards is restored completely, even if the list is no longer open", async () => {
    const before = [...server.set().list];
    const undo = session.deleteTodo("milk");
    await until(() => tab.outbox.waiting.length === 0);
    session.close();
    undo();
    await until(() => tab.outbox.waiting.length === 0);
    expect(writes()).toEqual([DELETED, RESTORED]);
    expect(server.set().list).toEqual(before);
    session = await tab.open();
    expect(shown()).toEqual(["milk", "oats", "bread"]);
  });

  test("undone while it is on its way shows at once, and is undone when it has arrived", async () => {
    const held = server.holdAnswer(isWrite);
    const undo = session.deleteTodo("milk");
    await until(() => writes().length === 1);
    undo();
    expect(shown()).toEqual(["milk", "oats", "bread"]);
    held.release();
    await until(() => tab.outbox.waiting.length === 0);
    expect(writes()).toEqual([DELETED, RESTORED]);
    await settle();
    expect(shown()).toEqual(["milk", "oats", "bread"]);
  });

  test("undone before it could be sent is never sent", async () => {
    await tab.goOffline();
    const undo = session.deleteTodo("milk");
    await settle();
    undo();
    await until(() => tab.outbox.waiting.length === 0);
    expect(shown()).toEqual(["milk", "oats", "bread"]);
    await tab.comeOnline();
    await tab.clock.advance(60_000);
    expect(writes()).toEqual([]);
  });

  test("undone after a failed attempt may have arrived: it is sent again, then undone", async () => {
    server.intercept((request, proceed) =>
      isWrite(request) && writes().length === 1
        ? proceed().then(() => Promise.reject(new TypeError("Failed to fetch")))
        : null,
    );
    const undo = session.deleteTodo("milk");
    await until(() => writes().length === 1);
    undo();
    await tab.clock.advance(5_000);
    await until(() => tab.outbox.waiting.length === 0);
    expect(writes()).toEqual([DELETED, DELETED, RESTORED]);
    expect(server.set().todos.has("oats")).toBe(true);
  });
});

import { beforeEach, describe, expect, test } from "vitest";
import { HEAL_AFTER_MS } from "./set-edits.ts";
import type { SetSession } from "./set-session.ts";
import { FakeBrowser, type FakeTab } from "../testing/fake-browser.ts";
import { settle } from "../testing/fake-clock.ts";
import { errorAnswer, FakeServer, type FakeRequest } from "../testing/fake-server.ts";
import { aTodo, positions } from "../testing/fake-set.ts";
import type { Todo } from "../wire.ts";

const SET = "11111111-set";

let server: FakeServer;
let browser: FakeBrowser;
let tab: FakeTab;
let session: SetSession;
/** What was shown, each time that something changed. */
let history: string[][];

beforeEach(async () => {
  server = new FakeServer(SET);
  server
    .set()
    .commit({ type: "todo:created", todo: aTodo({ id: "milk", title: "Milk", sortOrder: 1 }) });
  browser = new FakeBrowser(server);
  tab = browser.tab();
  session = await tab.open();
  history = [];
  session.subscribe(() => history.push(titles()));
});

function titles(of = session): string[] {
  return of.getSnapshot().todos?.map(({ title }) => title) ?? [];
}

function todo(id: string): Todo | undefined {
  return session.getSnapshot().todos?.find((one) => one.id === id);
}

function isWrite({ method }: FakeRequest): boolean {
  return method !== "GET";
}

function writes(): readonly FakeRequest[] {
  return server.requests.filter(isWrite);
}

describe("An own edit", () => {
  test("shows at once, before the server knows", () => {
    const id = session.createTodo({ title: "  Bread " });
    expect(titles()).toEqual(["Milk", "Bread"]);
    expect(todo(id)).toMatchObject({ userId: "ada", completed: false, sortOrder: 2 });
    expect(session.getSnapshot().pending).toBe(1);
    expect(writes()).toEqual([]);
  });

  test("R42 is sent with a key of its own", async () => {
    session.updateTodo("milk", { completed: true });
    session.updateTodo("milk", { completed: false });
    await settle();
    const keys = writes().map(({ key }) => key);
    expect(new Set(keys).size).toBe(2);
    expect(keys).not.toContain(null);
  });

  test("never shows twice and never flickers", async () => {
    const id = session.createTodo({ title: "Bread" });
    await settle();
    expect(todo(id)).toBeDefined();
    expect(history.every((shown) => shown.join() === "Milk,Bread")).toBe(true);
    expect(session.getSnapshot()).toMatchObject({ pending: 0, unconfirmed: [], seq: 2 });
  });

  test("never flickers when the event comes before the answer", async () => {
    const answer = server.holdAnswer(isWrite);
    session.createTodo({ title: "Bread" });
    await settle();
    expect(session.getSnapshot().seq).toBe(2);
    answer.release();
    await settle();
    expect(history.every((shown) => shown.join() === "Milk,Bread")).toBe(true);
    expect(session.getSnapshot()).toMatchObject({ pending: 0, unconfirmed: [] });
  });

  test("never flickers when the answer comes long before the event", async () => {
    const late: (() => void)[] = [];
    server.onPush = (_event, deliver) => late.push(deliver);
    session.updateTodo("milk", { title: "Oat milk" });
    await tab.clock.advance(1_000);
    expect(session.getSnapshot()).toMatchObject({ pending: 0, seq: 1 });
    expect(titles()).toEqual(["Oat milk"]);
    for (const deliver of late) deliver();
    await settle();
    expect(session.getSnapshot()).toMatchObject({ unconfirmed: [], seq: 2 });
    expect(history.every((shown) => shown.join() === "Oat milk")).toBe(true);
  });

  test("is overwritten by a later change of someone else", async () => {
    const answer = server.holdAnswer(isWrite);
    session.updateTodo("milk", { title: "Oat milk" });
    await settle();
    await server.others({
      type: "todo:updated",
      todo: { id: "milk", title: "Soy milk", updatedAt: "now" },
    });
    await settle();
    expect(titles()).toEqual(["Soy milk"]);
    answer.release();
    await settle();
    expect(titles()).toEqual(["Soy milk"]);
  });

  test("is settled by its answer if a reloaded list already includes it", async () => {
    const answer = server.holdAnswer(isWrite);
    server.onPush = () => undefined;
    session.createTodo({ title: "Bread" });
    await settle();
    server.set().prunedTo = 2;
    server.socket.close(1012);
    await tab.clock.advance(500);
    expect(session.getSnapshot()).toMatchObject({ seq: 2, pending: 1 });
    expect(titles()).toEqual(["Milk", "Bread"]);
    answer.release();
    await settle();
    expect(session.getSnapshot()).toMatchObject({ pending: 0, unconfirmed: [] });
  });

  test("of every kind reaches the server as it was shown", async () => {
    const bread = session.createTodo({ title: "Bread" });
    const slice = session.createTodo({ title: "Slice", parentId: bread });
    session.claim("milk", true);
    session.reorder(positions(["milk", 9]));
    session.updateTodo(bread, { completed: true, title: "Rye bread" });
    session.completeTodos(["milk", slice], true);
    session.deleteTodo(slice);
    const shown = titles();
    await settle();
    expect(titles()).toEqual(shown);
    expect(server.set().list.map(({ title }) => title)).toEqual(shown);
    expect(todo("milk")).toMatchObject({ claimedBy: "ada", sortOrder: 9, completed: true });
    expect(server.set().todos.get(bread)).toMatchObject({ completed: true, title: "Rye bread" });
  });

  test("that changes nothing is not sent", async () => {
    session.updateTodo("milk", { title: " Milk ", completed: false });
    await settle();
    expect(writes()).toEqual([]);
  });

  test("a reorder beyond the server's limit is sent in parts", async () => {
    session.reorder(Array.from({ length: 1_100 }, (_, i) => ({ id: `todo-${i}`, sortOrder: i })));
    await settle();
    const sizes = writes().map(
      ({ body }) => (JSON.parse(body ?? "") as { items: unknown[] }).items.length,
    );
    expect(sizes).toEqual([500, 500, 100]);
  });
});

describe("Healing", () => {
  test("R42 the author repeats a request whose event has not come after 2 s, once, with the same key", async () => {
    let lost = 0;
    server.onPush = (_event, deliver) => (lost++ === 0 ? undefined : deliver());
    session.createTodo({ title: "Bread" });
    await tab.clock.advance(HEAL_AFTER_MS - 1);
    expect(writes()).toHaveLength(1);
    await tab.clock.advance(1);
    await settle();
    expect(writes()).toHaveLength(2);
    expect(writes()[1]).toEqual(writes()[0]);
    expect(session.getSnapshot()).toMatchObject({ seq: 2, unconfirmed: [] });
    await tab.clock.advance(10_000);
    expect(writes()).toHaveLength(2);
    expect(server.set().log).toHaveLength(2);
  });

  test("R42 the author does not wait for the second push", async () => {
    server.onPush = () => undefined;
    session.createTodo({ title: "Bread" });
    await tab.clock.advance(HEAL_AFTER_MS);
    await settle();
    expect(session.getSnapshot()).toMatchObject({ seq: 2, unconfirmed: [] });
  });

  test("R42 the others receive what the author repeats", async () => {
    const bob = await new FakeBrowser(server, { clock: tab.clock, user: "bob" }).tab().open();
    let lost = 0;
    server.onPush = (_event, deliver) => (lost++ < 2 ? undefined : deliver());
    session.createTodo({ title: "Bread" });
    await tab.clock.advance(HEAL_AFTER_MS);
    await settle();
    expect(titles(bob)).toEqual(["Milk", "Bread"]);
  });

  test("R42 it also repeats if a catch-up has fetched the event, for the others", async () => {
    server.onPush = (event, deliver) => event.seq !== 2 && deliver();
    session.createTodo({ title: "Bread" });
    await settle();
    await server.othersCreate(aTodo({ title: "Eggs", sortOrder: 3 }));
    await tab.clock.advance(1_000);
    expect(titles()).toEqual(["Milk", "Bread", "Eggs"]);
    await tab.clock.advance(1_000);
    expect(writes()).toHaveLength(2);
  });

  test("R42 nothing is repeated when the event has come", async () => {
    session.createTodo({ title: "Bread" });
    await tab.clock.advance(10_000);
    expect(writes()).toHaveLength(1);
  });

  test("without push the author polls the event, and repeats nothing", async () => {
    server.pushOffered = false;
    for (const socket of server.sockets) socket.close(1012);
    await tab.clock.advance(500);
    session.createTodo({ title: "Bread" });
    await settle();
    expect(session.getSnapshot()).toMatchObject({
      status: { kind: "polling" },
      seq: 2,
      unconfirmed: [],
    });
    await tab.clock.advance(4_000);
    expect(writes()).toHaveLength(1);
  });
});

describe("A refused edit", () => {
  function refuse(status: number, code: string, fits = isWrite): void {
    server.answerOnce(fits, () => errorAnswer(status, code, "The server's sentence."));
  }

  test.each([
    [403, "forbidden"],
    [404, "not_found"],
    [409, "already_claimed"],
    [413, "body_too_large"],
    [415, "not_json"],
    [422, "invalid"],
  ])("is taken back with the server's sentence: %i %s", async (status, code) => {
    refuse(status, code);
    session.claim("milk", true);
    expect(todo("milk")?.claimedBy).toBe("ada");
    await settle();
    expect(todo("milk")?.claimedBy).toBeNull();
    expect(session.getSnapshot()).toMatchObject({
      pending: 0,
      lastRefusal: { operation: "claim", code, message: "The server's sentence.", alsoDropped: 0 },
    });
  });

  test("rolls back exactly itself", async () => {
    refuse(422, "invalid", ({ method }) => method === "PATCH");
    const bread = session.createTodo({ title: "Bread" });
    session.updateTodo("milk", { title: "Oat milk" });
    session.updateTodo(bread, { completed: true });
    await settle();
    expect(titles()).toEqual(["Milk", "Bread"]);
    expect(todo(bread)?.completed).toBe(true);
    expect(writes()).toHaveLength(3);
  });

  test("a refused creation drops what was queued for that todo and below it", async () => {
    refuse(422, "invalid");
    const bread = session.createTodo({ title: "Bread" });
    const slice = session.createTodo({ title: "Slice", parentId: bread });
    session.updateTodo(slice, { completed: true });
    session.updateTodo(bread, { completed: true });
    session.reorder(positions([bread, 1], ["milk", 2]));
    session.updateTodo("milk", { completed: true });
    await settle();
    expect(titles()).toEqual(["Milk"]);
    expect(session.getSnapshot().lastRefusal).toMatchObject({
      operation: "create",
      alsoDropped: 3,
    });
    expect(writes()).toHaveLength(3);
    expect(server.set().todos.get("milk")).toMatchObject({ completed: true, sortOrder: 2 });
  });

  test("refreshes the rights if it was forbidden", async () => {
    server.permissions = { create_todos: false };
    refuse(403, "forbidden");
    session.createTodo({ title: "Bread" });
    await settle();
    expect(session.getSnapshot().permissions).toEqual({ create_todos: false });
  });

  test("can be dismissed", async () => {
    refuse(422, "invalid");
    session.claim("milk", true);
    await settle();
    session.dismissRefusal();
    expect(session.getSnapshot().lastRefusal).toBeNull();
  });

  test("deleting what is already gone is not a refusal", async () => {
    session.deleteTodo("milk");
    server.set().commit({ type: "todo:deleted", id: "milk" }, { actorId: "bob" });
    await tab.clock.advance(1_000);
    expect(session.getSnapshot()).toMatchObject({
      lastRefusal: null,
      pending: 0,
      todos: [],
      unconfirmed: [],
    });
  });

  test("in a team that the user was removed from ends the session and drops queued edits", async () => {
    server.members.delete("ada");
    session.claim("milk", true);
    session.updateTodo("milk", { completed: true });
    await settle();
    expect(session.getSnapshot()).toMatchObject({
      status: { kind: "removed", reason: "You are not a member of this team." },
      pending: 0,
    });
  });

  test("without a session ends this one and keeps the edit", async () => {
    browser.user = null;
    session.claim("milk", true);
    await settle();
    expect(session.getSnapshot()).toMatchObject({ status: { kind: "signed-out" }, pending: 1 });
    browser.user = "ada";
    session = await tab.open();
    expect(server.set().todos.get("milk")?.claimedBy).toBe("ada");
  });
});

describe("Offline", () => {
  test("edits show, are queued and counted, and are sent in order when the network is back", async () => {
    await tab.goOffline();
    const bread = session.createTodo({ title: "Bread" });
    session.updateTodo(bread, { completed: true });
    await tab.clock.advance(60_000);
    expect(session.getSnapshot().status).toEqual({ kind: "offline", waiting: 2 });
    expect(titles()).toEqual(["Milk", "Bread"]);
    expect(writes()).toEqual([]);
    await tab.comeOnline();
    expect(writes().map(({ method }) => method)).toEqual(["POST", "PATCH"]);
    expect(session.getSnapshot()).toMatchObject({
      status: { kind: "live" },
      pending: 0,
      unconfirmed: [],
    });
    expect(server.set().todos.get(bread)?.completed).toBe(true);
  });

  test("changes of others meanwhile are merged with queued edits", async () => {
    await tab.goOffline();
    session.updateTodo("milk", { completed: true });
    await server.others({
      type: "todo:updated",
      todo: { id: "milk", title: "Soy milk", updatedAt: "now" },
    });
    await tab.comeOnline();
    expect(todo("milk")).toMatchObject({ title: "Soy milk", completed: true });
  });

  test("R13 an edit whose answer was lost is retried with its key and takes effect once", async () => {
    const answer = server.holdAnswer(isWrite);
    session.createTodo({ title: "Bread" });
    await settle();
    await tab.goOffline();
    answer.release();
    await settle();
    await tab.comeOnline();
    expect(writes()).toHaveLength(2);
    expect(writes()[1]).toEqual(writes()[0]);
    expect(titles()).toEqual(["Milk", "Bread"]);
    expect(server.set().log).toHaveLength(2);
  });

  test("edits of a set that was closed are still sent", async () => {
    await tab.goOffline();
    session.createTodo({ title: "Bread" });
    await settle();
    session.close();
    await tab.comeOnline();
    expect(server.set().log).toHaveLength(2);
  });

  test("edits are never sent as a user who signed in meanwhile", async () => {
    await tab.goOffline();
    session.createTodo({ title: "Bread" });
    await settle();
    browser.user = "bob";
    await tab.comeOnline();
    expect(writes()).toEqual([]);
    expect(session.getSnapshot()).toMatchObject({ status: { kind: "signed-out" }, pending: 1 });
  });
});

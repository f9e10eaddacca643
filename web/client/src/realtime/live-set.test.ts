import { HEAD_KEY_CHARS } from "../wire.ts";
import { beforeEach, describe, expect, test } from "vitest";
import type { SetSession } from "./set-session.ts";
import { FakeBrowser, type FakeTab } from "../testing/fake-browser.ts";
import { settle } from "../testing/fake-clock.ts";
import { asks, errorAnswer, FakeServer } from "../testing/fake-server.ts";
import { aTodo } from "../testing/fake-set.ts";
import type { TodoEvent } from "../wire.ts";

const SET = "11111111-set";

let server: FakeServer;
let tab: FakeTab;

beforeEach(() => {
  server = new FakeServer(SET);
  server.set().commit({ type: "todo:created", todo: aTodo({ id: "milk" }) });
  tab = new FakeBrowser(server).tab();
});

function ids(session: SetSession): readonly string[] | undefined {
  return session.getSnapshot().todos?.map(({ id }) => id);
}

function status(session: SetSession): string {
  return session.getSnapshot().status.kind;
}

function losePushes(): void {
  server.onPush = () => undefined;
}

describe("Opening", () => {
  test("shows the list, then is live", async () => {
    const list = server.holdAnswer(asks("/todos"));
    const session = await tab.open();
    expect(session.getSnapshot()).toMatchObject({ status: { kind: "loading" }, todos: null });
    list.release();
    await settle();
    expect(session.getSnapshot()).toMatchObject({
      status: { kind: "live" },
      seq: 1,
      role: "member",
    });
    expect(ids(session)).toEqual(["milk"]);
  });

  test("R38 catches up after realtime:ready, so that nothing falls between list and socket", async () => {
    const list = server.holdAnswer(asks("/todos"));
    losePushes();
    const session = await tab.open();
    await server.othersCreate(aTodo({ id: "bread" }));
    list.release();
    await settle();
    expect(ids(session)).toEqual(["milk", "bread"]);
  });

  test("R37 keeps pushes that come before the list", async () => {
    const list = server.holdAnswer(asks("/todos"));
    const session = await tab.open();
    server.answerOnce(asks("/events"), () => errorAnswer(500, "internal"));
    await server.othersCreate(aTodo({ id: "bread" }));
    list.release();
    await settle();
    expect(ids(session)).toEqual(["milk", "bread"]);
  });

  test("is not live before it has caught up", async () => {
    const events = server.holdAnswer(asks("/events"));
    const session = await tab.open();
    expect(status(session)).toBe("catching-up");
    events.release();
    await settle();
    expect(status(session)).toBe("live");
  });

  test("says why the list cannot be loaded, and tries again", async () => {
    server.answerOnce(asks("/todos"), () => errorAnswer(500, "internal", "Something went wrong."));
    const session = await tab.open();
    expect(session.getSnapshot().status).toEqual({
      kind: "error",
      reason: "Something went wrong.",
    });
    await tab.clock.advance(500);
    expect(status(session)).toBe("live");
  });

  test("keeps the snapshot until something changes, and notifies once of simultaneous changes", async () => {
    const session = await tab.open();
    const before = session.getSnapshot();
    let notified = 0;
    session.subscribe(() => (notified += 1));
    server.socket.send({ type: "set:renamed", setId: SET });
    await settle();
    expect(session.getSnapshot()).toBe(before);
    await server.othersCreate(aTodo());
    await settle();
    expect(notified).toBe(1);
  });
});

describe("Events", () => {
  test("show at once what others do", async () => {
    const session = await tab.open();
    await server.othersCreate(aTodo({ id: "bread" }));
    await settle();
    expect(ids(session)).toEqual(["milk", "bread"]);
  });

  test("R39 an early event is held for 300 ms, then the missing one is fetched", async () => {
    const session = await tab.open();
    const before = server.asked("/events");
    server.onPush = (event, deliver) => event.seq !== 2 && deliver();
    await server.othersCreate(aTodo({ id: "bread" }));
    await server.othersCreate(aTodo({ id: "eggs" }));
    await tab.clock.advance(299);
    expect(ids(session)).toEqual(["milk"]);
    expect(server.asked("/events")).toBe(before);
    await tab.clock.advance(1);
    await settle();
    expect(ids(session)).toEqual(["milk", "bread", "eggs"]);
  });

  test("R39 an overtaken event that comes in time needs no catch-up", async () => {
    const session = await tab.open();
    const before = server.asked("/events");
    const late: (() => void)[] = [];
    server.onPush = (event, deliver) => (event.seq === 2 ? late.push(deliver) : deliver());
    await server.othersCreate(aTodo({ id: "bread" }));
    await server.othersCreate(aTodo({ id: "eggs" }));
    await tab.clock.advance(200);
    for (const deliver of late) deliver();
    await tab.clock.advance(1_000);
    expect(ids(session)).toEqual(["milk", "bread", "eggs"]);
    expect(server.asked("/events")).toBe(before);
    expect(status(session)).toBe("live");
  });

  test("R37 a duplicate event takes effect once", async () => {
    const session = await tab.open();
    server.onPush = (_event, deliver) => {
      deliver();
      deliver();
    };
    await server.othersCreate(aTodo({ id: "bread" }));
    await settle();
    expect(ids(session)).toEqual(["milk", "bread"]);
    expect(session.getSnapshot().seq).toBe(2);
  });

  test("R37 an event of an unknown type keeps its seq", async () => {
    const session = await tab.open();
    server.set().log.push({ type: "todo:sparkled", setId: SET, seq: 2 } as unknown as TodoEvent);
    server.socket.send({ type: "todo:sparkled", setId: SET, seq: 2 });
    await server.othersCreate(aTodo({ id: "bread" }));
    await settle();
    expect(ids(session)).toEqual(["milk", "bread"]);
  });

  test("a malformed event is fetched again", async () => {
    const session = await tab.open();
    server.onPush = (event, _deliver, to) => to.send({ ...event, todo: null });
    await server.othersCreate(aTodo({ id: "bread" }));
    server.onPush = (_event, deliver) => deliver();
    await server.othersCreate(aTodo({ id: "eggs" }));
    await tab.clock.advance(300);
    expect(ids(session)).toEqual(["milk", "bread", "eggs"]);
  });

  test("a log that this client cannot read makes it load the list", async () => {
    const session = await tab.open();
    losePushes();
    await server.othersCreate(aTodo({ id: "bread" }));
    server.answerOnce(asks("/events"), () =>
      Response.json({ events: [{ type: "todo:created", setId: SET, seq: 2, todo: 7 }], seq: 2 }),
    );
    await tab.clock.advance(25_300);
    expect(ids(session)).toEqual(["milk", "bread"]);
    expect(server.asked("/todos")).toBe(2);
  });

  test("R40 pushes that come while the list is loaded again are applied to the new list", async () => {
    const session = await tab.open();
    const late: (() => void)[] = [];
    server.onPush = (_event, deliver) => late.push(deliver);
    await server.othersCreate(aTodo({ id: "bread" }));
    server.answerOnce(asks("/events"), () => errorAnswer(410, "resync"));
    const list = server.holdAnswer(asks("/todos"));
    await tab.clock.advance(25_300);
    await server.othersCreate(aTodo({ id: "eggs" }));
    for (const deliver of late) deliver();
    await settle();
    list.release();
    await settle();
    expect(ids(session)).toEqual(["milk", "bread", "eggs"]);
    expect(session.getSnapshot().seq).toBe(3);
  });

  test("distinguish changes of others from the user's own", async () => {
    const session = await tab.open();
    const notified: string[] = [];
    session.subscribeToChanges((changes) =>
      notified.push(changes.map(({ event }) => event.type).join(" ")),
    );
    session.createTodo({ title: "Mine" });
    await settle();
    await server.others({ type: "todo:deleted", id: "milk" });
    await settle();
    expect(notified).toEqual(["todo:deleted"]);
  });

  test("presence follows the server, and is empty without a socket", async () => {
    const session = await tab.open();
    const users = [{ id: "bob", name: "Bob", avatarUrl: null }];
    server.socket.send({ type: "presence", setId: SET, users, more: 2 });
    await settle();
    expect(session.getSnapshot()).toMatchObject({ presence: users, presenceMore: 2 });
    server.socket.close(1006);
    await settle();
    expect(session.getSnapshot().presence).toEqual([]);
  });
});

describe("Hints about the team", () => {
  test.each([
    ["R55", { type: "team:changed", teamId: "team" }],
    ["R219", { type: "shared:changed" }],
  ])(
    "%s rights are refreshed within half a second, and listeners are notified, once",
    async (_rule, hint) => {
      const session = await tab.open();
      let notified = 0;
      session.subscribeToTeam(() => (notified += 1));
      server.permissions = { create_todos: false };
      const before = server.asked("/permissions/me");
      server.socket.send(hint);
      server.socket.send(hint);
      await settle();
      await tab.clock.advance(500);
      expect(session.getSnapshot().permissions).toEqual({ create_todos: false });
      expect([notified, server.asked("/permissions/me") - before]).toEqual([1, 1]);
    },
  );

  test("R197 a hint about the user's own todos is passed on at once, and fetches nothing here", async () => {
    const session = await tab.open();
    const hints: string[] = [];
    session.subscribeToTeam((hint) => hints.push(hint));
    const before = server.requests.length;
    server.socket.send({ type: "mine:changed" });
    await settle();
    expect([hints, server.requests.length]).toEqual([["mine"], before]);
  });

  test("R55 nothing is fetched for a set that is closed meanwhile", async () => {
    const session = await tab.open();
    let notified = 0;
    session.subscribeToTeam(() => (notified += 1));
    const before = server.requests.length;
    server.socket.send({ type: "team:changed", teamId: "team" });
    await settle();
    session.close();
    await tab.clock.advance(500);
    expect([notified, server.requests.length]).toEqual([0, before]);
  });
});

describe("Lost pushes", () => {
  test("R41 a head in a pong that is ahead makes it catch up", async () => {
    const session = await tab.open();
    losePushes();
    await server.othersCreate(aTodo({ id: "bread" }));
    await tab.clock.advance(24_999);
    expect(ids(session)).toEqual(["milk"]);
    await tab.clock.advance(1 + 300);
    expect(ids(session)).toEqual(["milk", "bread"]);
  });

  test("R41 the head of another set with the same id prefix is corrected", async () => {
    const session = await tab.open();
    server.socket.send({ type: "pong", heads: { [SET.slice(0, HEAD_KEY_CHARS)]: 99 } });
    await tab.clock.advance(10_000);
    expect(status(session)).toBe("live");
    expect(server.asked("/events")).toBe(2);
  });

  test("R43 it revalidates every 5 minutes, ±20 %, while visible", async () => {
    server.answersPings = true;
    Object.defineProperty(server, "heads", { value: {} });
    const session = await tab.open();
    losePushes();
    await server.othersCreate(aTodo({ id: "bread" }));
    await tab.clock.advance(239_000);
    expect(ids(session)).toEqual(["milk"]);
    await tab.clock.advance(1_000);
    expect(ids(session)).toEqual(["milk", "bread"]);
    expect(status(session)).toBe("live");
  });

  test("R43 a hidden page revalidates once it is visible again", async () => {
    Object.defineProperty(server, "heads", { value: {} });
    const session = await tab.open();
    await tab.hide();
    losePushes();
    await server.othersCreate(aTodo({ id: "bread" }));
    await tab.clock.advance(600_000);
    expect(ids(session)).toEqual(["milk"]);
    await tab.show();
    expect(ids(session)).toEqual(["milk", "bread"]);
  });

  test("R43 revalidation refreshes the rights", async () => {
    const session = await tab.open();
    server.permissions = { create_todos: false };
    await tab.clock.advance(360_000);
    expect(session.getSnapshot().permissions).toEqual({ create_todos: false });
  });
});

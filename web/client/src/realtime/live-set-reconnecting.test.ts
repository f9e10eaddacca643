import { beforeEach, describe, expect, test } from "vitest";
import type { SetSession } from "./set-session.ts";
import { FakeBrowser, type FakeTab } from "../testing/fake-browser.ts";
import { settle } from "../testing/fake-clock.ts";
import { asks, errorAnswer, FakeServer } from "../testing/fake-server.ts";
import { aTodo } from "../testing/fake-set.ts";

const SET = "11111111-set";

let server: FakeServer;
let browser: FakeBrowser;
let tab: FakeTab;

beforeEach(() => {
  server = new FakeServer(SET);
  server.set().commit({ type: "todo:created", todo: aTodo({ id: "milk" }) });
  browser = new FakeBrowser(server);
  tab = browser.tab();
});

function ids(session: SetSession): readonly string[] | undefined {
  return session.getSnapshot().todos?.map(({ id }) => id);
}

function status(session: SetSession): string {
  return session.getSnapshot().status.kind;
}

describe("Reconnecting", () => {
  test("R38 fetches what was missed", async () => {
    const session = await tab.open();
    server.socket.close(1006);
    await settle();
    expect(session.getSnapshot().status).toMatchObject({ kind: "reconnecting", attempt: 1 });
    await server.othersCreate(aTodo({ id: "bread" }));
    await tab.clock.advance(500);
    expect(ids(session)).toEqual(["milk", "bread"]);
    expect(status(session)).toBe("live");
  });

  test("R38 misses nothing that is committed while it catches up", async () => {
    const session = await tab.open();
    server.socket.close(1006);
    await server.othersCreate(aTodo({ id: "bread" }));
    const events = server.holdAnswer(asks("/events"));
    await tab.clock.advance(500);
    await server.othersCreate(aTodo({ id: "eggs" }));
    await settle();
    expect(ids(session)).toEqual(["milk"]);
    events.release();
    await settle();
    expect(ids(session)).toEqual(["milk", "bread", "eggs"]);
    expect(status(session)).toBe("live");
  });

  test("R40 410 resync loads the list and continues from there", async () => {
    const session = await tab.open();
    server.socket.close(1006);
    await server.othersCreate(aTodo({ id: "bread" }));
    await server.othersCreate(aTodo({ id: "eggs" }));
    server.set().prunedTo = 2;
    const list = server.holdAnswer(asks("/todos"));
    await tab.clock.advance(500);
    await server.othersCreate(aTodo({ id: "salt" }));
    await settle();
    expect(ids(session)).toEqual(["milk"]);
    list.release();
    await settle();
    expect(ids(session)).toEqual(["milk", "bread", "eggs", "salt"]);
    expect(session.getSnapshot().seq).toBe(4);
  });

  test("R40 a database restored from a backup resets the list", async () => {
    await server.othersCreate(aTodo({ id: "bread" }));
    const session = await tab.open();
    const set = server.set();
    set.log.pop();
    set.todos.delete("bread");
    server.socket.close(1012);
    await tab.clock.advance(500);
    expect(ids(session)).toEqual(["milk"]);
    await server.othersCreate(aTodo({ id: "eggs" }));
    await settle();
    expect(ids(session)).toEqual(["milk", "eggs"]);
  });

  test("coming online and becoming visible check at once", async () => {
    const session = await tab.open();
    await tab.goOffline();
    expect(session.getSnapshot().status).toEqual({ kind: "offline", waiting: 0 });
    await tab.clock.advance(100_000);
    expect(status(session)).toBe("offline");
    await tab.comeOnline();
    expect(status(session)).toBe("live");
    server.socket.dead = true;
    await tab.show();
    await tab.clock.advance(10_000);
    expect(status(session)).toBe("reconnecting");
  });

  test("becoming visible does not wait for a catch-up that is due later", async () => {
    const session = await tab.open();
    const stop = server.intercept((request) =>
      asks("/events")(request) ? Promise.resolve(errorAnswer(500, "internal")) : null,
    );
    server.socket.close(1006);
    await tab.clock.advance(60_000);
    expect(status(session)).toBe("reconnecting");
    stop();
    await tab.show();
    expect(status(session)).toBe("live");
  });

  test("closing ends everything cleanly", async () => {
    const session = await tab.open();
    const open = server.socket;
    session.close();
    expect(open.closedWith).toBe(1000);
    expect(tab.clock.alarms).toBe(0);
    const before = server.asked("/events") + server.asked("/todos");
    await tab.show();
    await server.othersCreate(aTodo());
    expect(server.asked("/events") + server.asked("/todos")).toBe(before);
  });
});

describe("The end", () => {
  test.each([
    [4401, "signed-out"],
    [4403, "removed"],
    [4404, "gone"],
    [4429, "displaced"],
  ])("R45 a close with %i is final", async (code, kind) => {
    const session = await tab.open();
    server.socket.close(code);
    await tab.clock.advance(600_000);
    expect(status(session)).toBe(kind);
    expect(server.upgrades).toBe(1);
    expect(tab.clock.alarms).toBe(0);
  });

  test("R46 a refused upgrade is explained by a catch-up: signed out", async () => {
    const session = await tab.open();
    browser.user = null;
    server.socket.close(1006);
    await tab.clock.advance(500);
    expect(status(session)).toBe("signed-out");
  });

  test("R46 a refused upgrade is explained by a catch-up: removed", async () => {
    const session = await tab.open();
    server.members.delete("ada");
    server.socket.close(1006);
    await tab.clock.advance(500);
    const reason = "You are not a member of this team.";
    expect(session.getSnapshot().status).toEqual({ kind: "removed", reason });
  });

  test("R46 a refused upgrade is explained by a catch-up: gone", async () => {
    const session = await tab.open();
    server.sets.delete(SET);
    server.socket.close(1006);
    await tab.clock.advance(500);
    expect(status(session)).toBe("gone");
  });
});

describe("Without live push", () => {
  test("R46 it polls every 5 seconds and says so", async () => {
    server.pushOffered = false;
    const session = await tab.open();
    expect(status(session)).toBe("polling");
    await server.othersCreate(aTodo({ id: "bread" }));
    await tab.clock.advance(4_999);
    expect(ids(session)).toEqual(["milk"]);
    await tab.clock.advance(1);
    await settle();
    expect(ids(session)).toEqual(["milk", "bread"]);
    expect(server.upgrades).toBe(1);
  });

  test("it pauses while the page is hidden", async () => {
    server.pushOffered = false;
    await tab.open();
    await tab.hide();
    const before = server.asked("/events");
    await tab.clock.advance(30_000);
    expect(server.asked("/events")).toBe(before);
  });

  test("it polls at once when the page becomes visible", async () => {
    server.pushOffered = false;
    const session = await tab.open();
    await tab.hide();
    await server.othersCreate(aTodo({ id: "bread" }));
    await tab.show();
    expect(ids(session)).toEqual(["milk", "bread"]);
  });

  test("it goes live when push becomes available", async () => {
    server.pushOffered = false;
    const session = await tab.open();
    server.pushOffered = true;
    await tab.clock.advance(60_000);
    expect(status(session)).toBe("live");
    const before = server.asked("/events");
    await tab.clock.advance(20_000);
    expect(server.asked("/events")).toBe(before);
  });

  test("it also polls if sockets are blocked by the network", async () => {
    server.socketsBlocked = true;
    const session = await tab.open();
    expect(status(session)).toBe("reconnecting");
    await tab.clock.advance(4_000);
    expect(status(session)).toBe("polling");
    server.socketsBlocked = false;
    await tab.clock.advance(36_000);
    expect(status(session)).toBe("live");
  });

  test("a server that is down is not mistaken for one without push", async () => {
    const session = await tab.open();
    server.down = true;
    server.socket.close(1006);
    await tab.clock.advance(60_000);
    expect(status(session)).toBe("reconnecting");
    server.down = false;
    server.socketsBlocked = true;
    await tab.clock.advance(36_000);
    expect(status(session)).toBe("reconnecting");
    server.socketsBlocked = false;
    await tab.clock.advance(36_000);
    expect(status(session)).toBe("live");
  });
});

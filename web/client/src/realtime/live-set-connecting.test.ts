import { beforeEach, describe, expect, test } from "vitest";
import { FakeBrowser, type FakeTab } from "../testing/fake-browser.ts";
import { settle } from "../testing/fake-clock.ts";
import { FakeServer, type ServerSocket } from "../testing/fake-server.ts";
import { CONNECT_TIMEOUT_MS, PING_INTERVAL_MS, PONG_TIMEOUT_MS } from "./connection.ts";
import type { SetSession } from "./set-session.ts";
import type { ConnectionStatus } from "./status.ts";

const SET = "11111111-set";

let server: FakeServer;
let tab: FakeTab;
let session: SetSession;

beforeEach(() => {
  server = new FakeServer(SET);
  tab = new FakeBrowser(server).tab();
});

async function open(): Promise<void> {
  session = await tab.open();
}

function status(): ConnectionStatus {
  return session.getSnapshot().status;
}

function isPresent(): boolean {
  return session.getSnapshot().presence.length > 0;
}

describe("Connecting", () => {
  test("R38 a connection is ready when the server says so", async () => {
    await open();
    expect(status().kind).toBe("live");
    expect(server.socket.received).toEqual(["ping"]);
  });

  test("a silent socket is closed and retried", async () => {
    server.silent = true;
    await open();
    const silent = server.socket;
    server.silent = false;
    await tab.clock.advance(CONNECT_TIMEOUT_MS);
    expect(silent.closedWith).toBe(4000);
    await tab.clock.advance(500);
    expect(status().kind).toBe("live");
    expect(server.upgrades).toBe(2);
  });

  test("R46 a refused upgrade is tried again later", async () => {
    server.socketsBlocked = true;
    await open();
    expect(status()).toMatchObject({ kind: "reconnecting", attempt: 1 });
  });

  test("R46 where push is not offered it is tried once a minute", async () => {
    server.pushOffered = false;
    await open();
    await tab.clock.advance(59_000);
    expect(server.upgrades).toBe(1);
    await tab.clock.advance(1_000);
    expect(server.upgrades).toBe(2);
  });
});

describe("Reconnecting", () => {
  test("R45 a lost connection is tried after 0.5, 1, 2, 4 seconds", async () => {
    await open();
    server.socketsBlocked = true;
    const started = tab.clock.now();
    const attempts: number[] = [];
    server.socket.close(1006);
    while (attempts.length < 4) {
      await tab.clock.advance(100);
      if (server.upgrades > attempts.length + 1) attempts.push(tab.clock.now() - started);
    }
    expect(attempts).toEqual([500, 1500, 3500, 7500]);
  });

  test("R45 up to 20 % are added to each wait", async () => {
    await open();
    tab.luck = 0.999;
    server.socket.close(1006);
    await tab.clock.advance(590);
    expect(server.upgrades).toBe(1);
    await tab.clock.advance(10);
    expect(server.upgrades).toBe(2);
  });

  test.each([1000, 1001, 1006, 1008, 1009, 1011, 1012, 4000, 4400])(
    "R45 it connects again after a close with %i",
    async (code) => {
      await open();
      server.socket.close(code);
      await tab.clock.advance(600);
      expect(status().kind).toBe("live");
    },
  );

  test.each([
    [4401, "signed-out"],
    [4403, "removed"],
    [4404, "gone"],
    [4429, "displaced"],
  ])("R45 it never connects again after a close with %i", async (code, kind) => {
    await open();
    server.socket.close(code);
    await tab.clock.advance(600_000);
    session.retry();
    await settle();
    expect(status().kind).toBe(kind);
    expect(server.upgrades).toBe(1);
    expect(tab.clock.alarms).toBe(0);
  });

  test("coming back online connects at once", async () => {
    server.socketsBlocked = true;
    await open();
    await tab.clock.advance(20_000);
    server.socketsBlocked = false;
    await tab.comeOnline();
    expect(status().kind).toBe("live");
  });

  test("frames of an earlier socket are ignored", async () => {
    await open();
    const old = server.socket;
    old.close(1006);
    await tab.clock.advance(500);
    old.closedWith = null;
    old.send({
      type: "presence",
      setId: SET,
      users: [{ id: "bob", name: "Bob", avatarUrl: null }],
    });
    await settle();
    expect(isPresent()).toBe(false);
  });

  test("closing is clean and final", async () => {
    await open();
    const { socket } = server;
    session.close();
    await tab.clock.advance(600_000);
    session.retry();
    expect(socket.closedWith).toBe(1000);
    expect(server.upgrades).toBe(1);
    expect(tab.clock.alarms).toBe(0);
  });
});

describe("The heartbeat", () => {
  function deadSocket(): ServerSocket {
    const { socket } = server;
    socket.dead = true;
    return socket;
  }

  test("R41 pings at once, and then every 25 seconds", async () => {
    await open();
    await tab.clock.advance(4 * PING_INTERVAL_MS);
    expect(server.socket.received).toEqual(["ping", "ping", "ping", "ping", "ping"]);
    expect(server.upgrades).toBe(1);
  });

  test("R41 takes a connection without a pong for 10 seconds for dead", async () => {
    await open();
    const dead = deadSocket();
    await tab.clock.advance(PING_INTERVAL_MS + PONG_TIMEOUT_MS - 1);
    expect(status().kind).toBe("live");
    await tab.clock.advance(1);
    expect(status().kind).toBe("reconnecting");
    expect(dead.closedWith).toBe(4000);
  });

  test("R41 is not fooled by other frames", async () => {
    await open();
    server.answersPings = false;
    await tab.clock.advance(PING_INTERVAL_MS + PONG_TIMEOUT_MS - 1);
    server.socket.send({ type: "presence", setId: SET, users: [] });
    await tab.clock.advance(1);
    expect(status().kind).toBe("reconnecting");
  });

  test("a check pings at once and notices a dead connection", async () => {
    await open();
    const dead = deadSocket();
    await tab.show();
    await tab.show();
    expect(dead.received).toEqual(["ping", "ping"]);
    await tab.clock.advance(PONG_TIMEOUT_MS);
    expect(status().kind).toBe("reconnecting");
  });

  test("going offline gives the connection up at once", async () => {
    await open();
    const { socket } = server;
    await tab.goOffline();
    expect(socket.closedWith).toBe(4000);
    expect(status().kind).toBe("offline");
  });
});

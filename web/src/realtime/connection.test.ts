import { beforeEach, describe, expect, test } from "vitest";
import { CONNECT_TIMEOUT_MS, Connection, type ConnectionState } from "./connection";
import { PING_INTERVAL_MS, PONG_TIMEOUT_MS } from "./heartbeat";
import { FakeBrowser, type FakeTab } from "../testing/fake-browser";
import { settle } from "../testing/fake-clock";
import { FakeServer, type ServerSocket } from "../testing/fake-server";

const SET = "11111111-set";

let server: FakeServer;
let tab: FakeTab;
let connection: Connection;
let frames: string[];
let refusals: number;

beforeEach(() => {
  server = new FakeServer(SET);
  tab = new FakeBrowser(server).tab();
  frames = [];
  refusals = 0;
  connection = new Connection(`/api/teams/team/sets/${SET}/ws`, tab, {
    stateChanged: () => undefined,
    received: (frame) => frames.push(frame.type),
    refused: () => (refusals += 1),
  });
});

async function open(): Promise<void> {
  connection.open();
  await settle();
}

function socket(): ServerSocket {
  return server.socket;
}

function state(): ConnectionState["kind"] {
  return connection.state.kind;
}

describe("Connecting", () => {
  test("R38 a connection is ready when the server says so", async () => {
    connection.open();
    expect(state()).toBe("connecting");
    await settle();
    expect(state()).toBe("ready");
    expect(frames).toEqual(["realtime:ready", "pong"]);
  });

  test("a socket that stays silent is given up and tried anew", async () => {
    server.answersPings = false;
    connection.open();
    for (const silent of server.sockets) silent.dead = true;
    await tab.clock.advance(CONNECT_TIMEOUT_MS);
    expect(refusals).toBe(1);
    await tab.clock.advance(500);
    expect(state()).toBe("ready");
    expect(server.upgrades).toBe(2);
  });

  test("R46 a refused upgrade is reported and tried again later", async () => {
    server.socketsBlocked = true;
    await open();
    expect(refusals).toBe(1);
    expect(connection.state).toMatchObject({ kind: "waiting", attempt: 1 });
  });

  test("R46 where push is not offered it is tried once a minute", async () => {
    server.pushOffered = false;
    await open();
    connection.expectPush(false);
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
    socket().close(1006);
    while (attempts.length < 4) {
      await tab.clock.advance(100);
      if (server.upgrades > attempts.length + 1) attempts.push(tab.clock.now() - started);
    }
    expect(attempts).toEqual([500, 1500, 3500, 7500]);
  });

  test("R45 up to 20 % are added to each wait", async () => {
    await open();
    tab.luck = 0.999;
    socket().close(1006);
    await tab.clock.advance(590);
    expect(server.upgrades).toBe(1);
    await tab.clock.advance(10);
    expect(server.upgrades).toBe(2);
  });

  test("R45 a minute of health starts the series again", async () => {
    await open();
    socket().close(1006);
    await tab.clock.advance(500);
    socket().close(1006);
    await tab.clock.advance(1_000);
    await tab.clock.advance(60_000);
    socket().close(1006);
    await settle();
    expect(connection.state).toMatchObject({ kind: "waiting", attempt: 1 });
  });

  test.each([1000, 1001, 1006, 1008, 1009, 1011, 1012, 4000, 4400])(
    "R45 it connects again after a close with %i",
    async (code) => {
      await open();
      socket().close(code);
      await tab.clock.advance(600);
      expect(state()).toBe("ready");
    },
  );

  test.each([
    [4401, "signed-out"],
    [4403, "removed"],
    [4404, "gone"],
    [4429, "displaced"],
  ])("R45 it never connects again after a close with %i", async (code, kind) => {
    await open();
    socket().close(code);
    await tab.clock.advance(600_000);
    connection.check();
    await settle();
    expect(connection.state).toMatchObject({ kind: "ended", ending: { kind } });
    expect(server.upgrades).toBe(1);
    expect(tab.clock.alarms).toBe(0);
  });

  test("coming back online connects at once", async () => {
    server.socketsBlocked = true;
    await open();
    await tab.clock.advance(20_000);
    server.socketsBlocked = false;
    connection.check();
    await settle();
    expect(state()).toBe("ready");
  });

  test("what an earlier socket still says is not heard", async () => {
    await open();
    const old = socket();
    connection.offline();
    await tab.clock.advance(500);
    frames.length = 0;
    old.closedWith = null;
    old.send({ type: "presence", setId: SET, users: [] });
    await settle();
    expect(frames).toEqual([]);
  });

  test("closing is clean and final", async () => {
    await open();
    const open_ = socket();
    connection.close();
    await tab.clock.advance(600_000);
    expect(open_.closedWith).toBe(1000);
    expect(server.upgrades).toBe(1);
    expect(tab.clock.alarms).toBe(0);
  });
});

describe("The heartbeat", () => {
  test("R41 pings at once, and then every 25 seconds", async () => {
    await open();
    await tab.clock.advance(4 * PING_INTERVAL_MS);
    expect(socket().received).toEqual(["ping", "ping", "ping", "ping", "ping"]);
    expect(server.upgrades).toBe(1);
  });

  test("R41 takes a line without a pong for 10 seconds for dead", async () => {
    await open();
    const dead = socket();
    dead.dead = true;
    await tab.clock.advance(PING_INTERVAL_MS + PONG_TIMEOUT_MS - 1);
    expect(state()).toBe("ready");
    await tab.clock.advance(1);
    expect(state()).toBe("waiting");
    expect(dead.closedWith).toBe(4000);
  });

  test("R41 is not fooled by other frames", async () => {
    await open();
    server.answersPings = false;
    await tab.clock.advance(PING_INTERVAL_MS + PONG_TIMEOUT_MS - 1);
    socket().send({ type: "presence", setId: SET, users: [] });
    await tab.clock.advance(1);
    expect(state()).toBe("waiting");
  });

  test("a check pings at once and notices a dead line", async () => {
    await open();
    socket().dead = true;
    connection.check();
    connection.check();
    expect(socket().received).toEqual(["ping", "ping"]);
    await tab.clock.advance(PONG_TIMEOUT_MS);
    expect(state()).toBe("waiting");
  });

  test("going offline gives the line up at once", async () => {
    await open();
    connection.offline();
    expect(state()).toBe("waiting");
  });
});

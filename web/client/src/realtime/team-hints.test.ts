import { beforeEach, expect, test } from "vitest";
import { Http } from "../http.ts";
import { SPREAD_MS } from "../soon.ts";
import { FakeBrowser, type FakeTab } from "../testing/fake-browser.ts";
import { settle } from "../testing/fake-clock.ts";
import { asks, errorAnswer, FakeServer } from "../testing/fake-server.ts";
import { HIDDEN_KEEP_MS, TeamHints } from "./team-hints.ts";

let server: FakeServer;
let tab: FakeTab;
let heard: string[];

beforeEach(() => {
  server = new FakeServer("set");
  tab = new FakeBrowser(server).tab();
  heard = [];
});

async function follow(): Promise<TeamHints> {
  const hints = new TeamHints("team", new Http(tab.fetch, tab.clock), tab, {
    hinted: (hint) => heard.push(hint),
    ended: ({ kind }) => heard.push(kind),
  });
  await settle();
  return hints;
}

test("R198 hints come over a socket of the team, and stop with it", async () => {
  const hints = await follow();
  expect(server.socket.setId).toBe("");
  server.socket.send({ type: "mine:changed" });
  await settle();
  server.socket.send({ type: "team:changed", teamId: "team" });
  await tab.clock.advance(SPREAD_MS);
  expect(heard).toEqual(["mine", "team"]);
  hints.close();
  expect(server.sockets.size).toBe(0);
});

test("R199 after a lost connection there may have been hints", async () => {
  await follow();
  server.socket.close(1006);
  await tab.clock.advance(1_000);
  expect([server.sockets.size, heard]).toEqual([1, ["mine"]]);
});

test("R199 a page that is hidden for a minute has no socket until it is seen again", async () => {
  await follow();
  await tab.hide();
  await tab.clock.advance(HIDDEN_KEEP_MS - 1);
  expect(server.sockets.size).toBe(1);
  await tab.clock.advance(1);
  expect(server.sockets.size).toBe(0);
  await tab.show();
  expect([server.sockets.size, heard]).toEqual([1, ["mine"]]);
});

test("R199 whoever is taken out of the team is told, and does not reconnect", async () => {
  await follow();
  server.socket.close(4403);
  await settle();
  await tab.hide();
  await tab.show();
  await tab.clock.advance(120_000);
  expect([server.sockets.size, server.upgrades, heard]).toEqual([0, 1, ["removed"]]);
});

test("R46 R199 a refused upgrade is asked about: it ends, or is tried once a minute without push", async () => {
  server.pushOffered = false;
  server.answerOnce(asks("/team/ws"), () => errorAnswer(503, "push_unavailable"));
  await follow();
  await tab.clock.advance(59_000);
  expect([server.upgrades, heard]).toEqual([1, []]);
  server.answerOnce(asks("/team/ws"), () => errorAnswer(403, "not_a_member"));
  await tab.clock.advance(120_000);
  expect([server.upgrades, heard]).toEqual([2, ["removed"]]);
});

import { expect, test } from "vitest";
import { FakeBrowser } from "./testing/fake-browser.ts";
import { FakeServer } from "./testing/fake-server.ts";
import { PAUSE_MS, Soon, SPREAD_MS } from "./soon.ts";

function asked() {
  const tab = new FakeBrowser(new FakeServer("set")).tab();
  tab.luck = 0.5;
  let runs = 0;
  const soon = new Soon(tab, () => (runs += 1));
  return { tab, soon, runs: () => runs };
}

test("R199 many who ask together are one request, spread over half a second", async () => {
  const { tab, soon, runs } = asked();
  soon.ask();
  soon.ask();
  await tab.clock.advance(SPREAD_MS / 2 - 1);
  expect(runs()).toBe(0);
  await tab.clock.advance(1);
  expect(runs()).toBe(1);
});

test("R199 whoever asks right after a run waits", async () => {
  const { tab, soon, runs } = asked();
  soon.ask();
  await tab.clock.advance(SPREAD_MS);
  soon.ask();
  await tab.clock.advance(SPREAD_MS);
  expect(runs()).toBe(1);
  await tab.clock.advance(PAUSE_MS);
  expect(runs()).toBe(2);
});

test("R199 nothing is asked for by a page that nobody sees", async () => {
  const { tab, soon, runs } = asked();
  await tab.hide();
  soon.ask();
  await tab.clock.advance(SPREAD_MS);
  expect(runs()).toBe(0);
});

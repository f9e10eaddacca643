import { beforeEach, expect, test } from "vitest";
import { FakeBrowser, type FakeTab } from "../testing/fake-browser.ts";
import { until } from "../testing/fake-clock.ts";
import { errorAnswer, FakeServer } from "../testing/fake-server.ts";
import { aTodo } from "../testing/fake-set.ts";
import type { Scope } from "./entry.ts";
import { ALL_SAVED, UnsavedWatch } from "./unsaved.ts";

const SCOPE: Scope = { userId: "ada", teamId: "team", setId: "set-1" };

let server: FakeServer;
let tab: FakeTab;
let watch: UnsavedWatch;
let notified: number;

beforeEach(() => {
  server = new FakeServer("set-1", "set-2");
  for (const set of server.sets.values())
    set.commit({ type: "todo:created", todo: aTodo({ id: `milk-${set.id}` }) });
  tab = new FakeBrowser(server).tab();
  watch = new UnsavedWatch(tab.outbox, SCOPE, tab.clock);
  notified = 0;
  watch.subscribe(() => (notified += 1));
});

function rename(key: string, scope = SCOPE): void {
  const id = `milk-${scope.setId}`;
  tab.outbox.enqueue(scope, key, { kind: "update", id, changes: { title: key } });
}

test("R91 an edit confirmed within a second is never shown as unsaved", async () => {
  rename("a");
  await until(() => tab.outbox.waiting.length === 0);
  await tab.clock.advance(2_000);
  expect(notified).toBe(0);
  expect(watch.current()).toBe(ALL_SAVED);
});

test("R91 one that takes longer is, until it is confirmed", async () => {
  const held = server.holdAnswer(({ method }) => method !== "GET");
  rename("a");
  await tab.clock.advance(999);
  expect(watch.current().count).toBe(0);
  await tab.clock.advance(1);
  expect(watch.current()).toMatchObject({ count: 1, failing: false, nextAttemptAt: null });
  expect([...watch.current().ids]).toEqual(["milk-set-1"]);
  held.release();
  await until(() => watch.current() === ALL_SAVED);
});

test("R91 a failing server is shown as being retried, and edits of other lists count too", async () => {
  server.intercept(({ method }) =>
    method === "GET" ? null : Promise.resolve(errorAnswer(500, "internal")),
  );
  rename("a");
  rename("b", { ...SCOPE, setId: "set-2" });
  await tab.clock.advance(2_000);
  const { count, ids, failing, nextAttemptAt } = watch.current();
  expect({ count, ids: [...ids], failing }).toEqual({
    count: 2,
    ids: ["milk-set-1"],
    failing: true,
  });
  expect(nextAttemptAt).toBeGreaterThan(tab.clock.now());
});

import { beforeEach, describe, expect, test } from "vitest";
import { FakeBrowser, type FakeTab } from "../realtime/testing/fake-browser";
import { until } from "../realtime/testing/fake-clock";
import { errorAnswer, FakeServer } from "../realtime/testing/fake-server";
import { aTodo } from "../realtime/testing/fake-set";
import type { Scope } from "./entry";
import { STUCK_AFTER_ERRORS, type Outcome } from "./outbox";

const SCOPE: Scope = { userId: "ada", teamId: "team", setId: "set-1" };

let server: FakeServer;
let tab: FakeTab;
let outcomes: Outcome[];

beforeEach(() => {
  server = new FakeServer("set-1");
  server.set().commit({ type: "todo:created", todo: aTodo({ id: "milk" }) });
  tab = new FakeBrowser(server).tab();
  outcomes = [];
  tab.outbox.subscribe({
    changed: () => undefined,
    settled: (outcome) => outcomes.push(outcome),
    signedOut: () => undefined,
  });
});

function enqueue(key: string): void {
  tab.outbox.enqueue(SCOPE, key, { kind: "update", id: "milk", changes: { title: key } });
}

function waiting(): number {
  return tab.outbox.entries(SCOPE).length;
}

describe("Giving up", () => {
  test("an edit on which the server keeps failing can be given up, and the next ones go", async () => {
    server.intercept((request) =>
      request.key === "a" ? Promise.resolve(errorAnswer(500, "internal")) : null,
    );
    enqueue("a");
    enqueue("b");
    for (let tries = 0; tries < 60 && tab.outbox.stuck(SCOPE) === null; tries += 1)
      await tab.clock.advance(1_000);
    expect(tab.outbox.stuck(SCOPE)).toBe("a");
    expect(server.requests.filter(({ key }) => key === "a")).toHaveLength(STUCK_AFTER_ERRORS);
    await tab.outbox.discard(SCOPE, "a");
    await until(() => waiting() === 0);
    expect(tab.outbox.stuck(SCOPE)).toBeNull();
    expect(outcomes).toMatchObject([
      { kind: "refused", keys: ["a"], refusal: { code: "discarded" } },
      { kind: "answered", key: "b" },
    ]);
  });

  test("giving up what has been sent meanwhile does nothing", async () => {
    enqueue("a");
    await until(() => waiting() === 0);
    await tab.outbox.discard(SCOPE, "a");
    expect(outcomes).toMatchObject([{ kind: "answered", key: "a" }]);
  });
});

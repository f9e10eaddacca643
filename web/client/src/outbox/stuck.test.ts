import { beforeEach, describe, expect, test } from "vitest";
import type { Edit } from "./edit.ts";
import { FakeBrowser, type FakeTab } from "../testing/fake-browser.ts";
import { settle, until } from "../testing/fake-clock.ts";
import { errorAnswer, FakeServer } from "../testing/fake-server.ts";
import { aTodo } from "../testing/fake-set.ts";
import type { Scope } from "./entry.ts";
import { STUCK_AFTER_ERRORS } from "./outbox.ts";
import type { Outcome } from "./entry.ts";

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
  test("an edit on which the server keeps failing can be discarded, and the next ones are sent", async () => {
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

  test("R90 meanwhile everything that does not depend on it is sent, and a new edit does not wait", async () => {
    server.set().commit({ type: "todo:created", todo: aTodo({ id: "bread" }) });
    server.intercept((request) =>
      request.key?.startsWith("bad") ? Promise.resolve(errorAnswer(500, "internal")) : null,
    );
    const below = aTodo({ id: "oats", parentId: "milk" });
    const edit = (title: string, id: string): Edit => ({ kind: "update", id, changes: { title } });
    tab.outbox.enqueue(SCOPE, "bad", edit("x", "milk"));
    tab.outbox.enqueue(SCOPE, "below", { kind: "create", todo: below }, ["milk"]);
    tab.outbox.enqueue(SCOPE, "other", edit("Rye", "bread"));
    await until(() => tab.outbox.entries(SCOPE).length === 2);
    await tab.clock.advance(100_000);
    tab.outbox.enqueue(SCOPE, "bad too", edit("y", "bread"));
    await settle();
    tab.outbox.enqueue(SCOPE, "new", { kind: "create", todo: aTodo({ id: "salt" }) });
    await tab.clock.advance(1_000);
    expect(tab.outbox.entries(SCOPE).map(({ key }) => key)).toEqual(["bad", "below", "bad too"]);
    expect(server.set().todos.get("bread")?.title).toBe("Rye");
  });

  test("R90 a server that fails on everything is retried with growing delays", async () => {
    server.intercept(({ method }) =>
      method === "GET" ? null : Promise.resolve(errorAnswer(500, "internal")),
    );
    const titles = Array.from({ length: 40 }, (_, i) => `Todo ${i}`);
    for (const id of titles)
      tab.outbox.enqueue(SCOPE, id, { kind: "create", todo: aTodo({ id, title: id }) });
    await tab.clock.advance(60_000);
    expect(server.requests.filter(({ key }) => key !== null).length).toBeLessThan(12);
  });

  test("discarding an edit that has been sent meanwhile does nothing", async () => {
    enqueue("a");
    await until(() => waiting() === 0);
    await tab.outbox.discard(SCOPE, "a");
    expect(outcomes).toMatchObject([{ kind: "answered", key: "a" }]);
  });
});

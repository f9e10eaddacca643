import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, test } from "vitest";
import type { Edit } from "./edit.ts";
import { FakeBrowser, type FakeTab } from "../testing/fake-browser.ts";
import { settle, until } from "../testing/fake-clock.ts";
import { errorAnswer, FakeServer, type FakeRequest } from "../testing/fake-server.ts";
import { aTodo } from "../testing/fake-set.ts";
import type { Scope } from "./entry.ts";
import { IndexedDbStore } from "./indexed-db-store.ts";
import { CONFLICT_RETRIES } from "./lane.ts";
import type { Outcome } from "./entry.ts";
import { MemoryStore, type OutboxStore } from "./store.ts";

const SCOPE: Scope = { userId: "ada", teamId: "team", setId: "set-1" };
const OTHER: Scope = { ...SCOPE, setId: "set-2" };

let server: FakeServer;
let browser: FakeBrowser;
let tab: FakeTab;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  server = new FakeServer("set-1", "set-2");
  for (const set of server.sets.values()) {
    set.commit({ type: "todo:created", todo: aTodo({ id: `milk-${set.id}` }) });
  }
  browser = new FakeBrowser(server);
  browser.openStore = () => IndexedDbStore.open();
  tab = browser.tab();
});

function rename(title: string, scope = SCOPE): Edit {
  return { kind: "update", id: `milk-${scope.setId}`, changes: { title } };
}

function enqueue(key: string, scope = SCOPE, from = tab): void {
  from.outbox.enqueue(scope, key, rename(key, scope));
}

function waiting(of = tab, scope = SCOPE): readonly string[] {
  return of.outbox.entries(scope).map(({ key }) => key);
}

async function stored(): Promise<readonly string[]> {
  const store = await IndexedDbStore.open();
  return (await store.all("ada")).map(({ key }) => key);
}

function writes(): readonly (string | null)[] {
  return server.requests.filter(isWrite).map(({ key }) => key);
}

function isWrite({ method }: FakeRequest): boolean {
  return method !== "GET";
}

function outcomesOf(of: FakeTab): Outcome[] {
  const outcomes: Outcome[] = [];
  of.outbox.subscribe({
    changed: () => undefined,
    settled: (outcome) => outcomes.push(outcome),
    signedOut: () => undefined,
  });
  return outcomes;
}

describe("Sending", () => {
  test("an edit is stored before it is sent", async () => {
    let known: readonly string[] = [];
    server.intercept((request, proceed) => {
      if (!isWrite(request)) return null;
      return stored().then((keys) => {
        known = keys;
        return proceed();
      });
    });
    enqueue("a");
    expect(waiting()).toEqual(["a"]);
    await until(() => waiting().length === 0);
    expect(known).toEqual(["a"]);
    expect(await stored()).toEqual([]);
  });

  test("edits of a set are sent strictly in order, one after the other", async () => {
    let open = 0;
    let most = 0;
    server.intercept((_request, proceed) => {
      open += 1;
      most = Math.max(most, open);
      return settle()
        .then(proceed)
        .finally(() => (open -= 1));
    });
    const keys = ["a", "b", "c", "d"];
    for (const key of keys) enqueue(key);
    await until(() => waiting().length === 0);
    expect(writes()).toEqual(keys);
    expect(most).toBe(1);
    expect(server.set().todos.get("milk-set-1")?.title).toBe("d");
  });

  test("one set does not wait for another", async () => {
    server.intercept(({ path, method }) =>
      method === "PATCH" && path.includes("milk-set-1")
        ? Promise.resolve(errorAnswer(500, "internal"))
        : null,
    );
    enqueue("a");
    enqueue("b", OTHER);
    await until(() => waiting(tab, OTHER).length === 0);
    expect(waiting()).toEqual(["a"]);
  });

  test("listeners are notified of an answer with its seq before the edit disappears", async () => {
    const seen: unknown[] = [];
    tab.outbox.subscribe({
      changed: () => undefined,
      settled: (outcome, sent) => seen.push({ outcome, sent: sent?.key, waiting: waiting() }),
      signedOut: () => undefined,
    });
    enqueue("a");
    await until(() => waiting().length === 0);
    const outcome = { kind: "answered", scope: SCOPE, key: "a", seq: 2 };
    expect(seen).toEqual([{ outcome, sent: "a", waiting: ["a"] }]);
  });
});

describe("Failing", () => {
  test.each([
    ["an error of the server", () => errorAnswer(500, "internal")],
    ["a server that is overloaded", () => errorAnswer(503, "http_503")],
  ])("%s is tried again after 0.5, 1, 2 seconds", async (_what, answer) => {
    const stop = server.intercept((request) =>
      isWrite(request) ? Promise.resolve(answer()) : null,
    );
    enqueue("a");
    await until(() => writes().length === 1);
    await tab.clock.advance(500);
    await until(() => writes().length === 2);
    await settle();
    await tab.clock.advance(999);
    expect(writes()).toHaveLength(2);
    stop();
    await tab.clock.advance(1);
    await until(() => waiting().length === 0);
    expect(writes()).toEqual(["a", "a", "a"]);
  });

  test("Retry-After is kept, whatever happens meanwhile", async () => {
    const answer = errorAnswer(429, "rate_limited", "Wait.", { "Retry-After": "20" });
    server.answerOnce(isWrite, () => answer);
    enqueue("a");
    await until(() => writes().length === 1);
    await settle();
    enqueue("b");
    await tab.comeOnline();
    tab.outbox.kick({ atOnce: true });
    await tab.clock.advance(19_999);
    expect(writes()).toHaveLength(1);
    await tab.clock.advance(1);
    await until(() => waiting().length === 0);
    expect(writes()).toEqual(["a", "a", "b"]);
  });

  test("a bare conflict is tried a few times before it is a refusal", async () => {
    const outcomes = outcomesOf(tab);
    server.intercept((request) =>
      isWrite(request) ? Promise.resolve(errorAnswer(409, "conflict")) : null,
    );
    enqueue("a");
    await until(() => writes().length === 1);
    for (let tries = 0; tries < 20 && outcomes.length === 0; tries += 1)
      await tab.clock.advance(1_000);
    expect(writes()).toHaveLength(1 + CONFLICT_RETRIES);
    expect(outcomes).toMatchObject([{ kind: "refused", refusal: { code: "conflict" } }]);
  });

  test("edits that depend on a failing one wait for it", async () => {
    server.down = true;
    enqueue("a");
    enqueue("b");
    await tab.clock.advance(5_000);
    server.down = false;
    await tab.clock.advance(30_000);
    await until(() => waiting().length === 0);
    expect(writes()).toEqual(["a", "b"]);
  });

  test("server errors are counted, network failures are not", async () => {
    server.down = true;
    enqueue("a");
    await tab.clock.advance(5_000);
    expect(tab.outbox.entries(SCOPE)[0]?.attempts).toBe(0);
    server.down = false;
    server.intercept((request) =>
      isWrite(request) ? Promise.resolve(errorAnswer(500, "internal")) : null,
    );
    await tab.comeOnline();
    await until(() => tab.outbox.entries(SCOPE)[0]?.attempts === 1);
  });

  test("a refusal names the refused key and those dropped with it", async () => {
    const outcomes = outcomesOf(tab);
    await tab.goOffline();
    const todo = aTodo({ id: "bread" });
    tab.outbox.enqueue(SCOPE, "create", { kind: "create", todo });
    tab.outbox.enqueue(SCOPE, "update", {
      kind: "update",
      id: "bread",
      changes: { completed: true },
    });
    enqueue("other");
    server.answerOnce(isWrite, () => errorAnswer(409, "set_full", "This list is full."));
    await tab.comeOnline();
    await until(() => waiting().length === 0);
    const refusal = {
      id: "create",
      operation: "create",
      code: "set_full",
      message: "This list is full.",
    };
    expect(outcomes).toMatchObject([
      { kind: "refused", keys: ["create", "update"], refusal: { ...refusal, alsoDropped: 1 } },
      { kind: "answered", key: "other" },
    ]);
    expect(writes()).toEqual(["create", "other"]);
  });
});

describe("Surviving", () => {
  test("edits survive a reload and are sent then, in order", async () => {
    await tab.goOffline();
    for (const key of ["a", "b", "c"]) enqueue(key);
    await until(() => tab.outbox.durable);
    await tab.clock.advance(1);
    await until(() => waiting().length === 3);
    expect(await stored()).toEqual(["a", "b", "c"]);
    tab.crash();
    const reloaded = browser.tab();
    await until(() => writes().length === 3);
    await until(() => waiting(reloaded).length === 0);
    expect(writes()).toEqual(["a", "b", "c"]);
  });

  test("R13 an edit in flight when the page was closed takes effect once", async () => {
    const held = server.holdAnswer(isWrite);
    enqueue("a");
    await until(() => writes().length === 1);
    tab.crash();
    held.release();
    const reloaded = browser.tab();
    const outcomes = outcomesOf(reloaded);
    await until(() => writes().length === 2);
    await until(() => waiting(reloaded).length === 0);
    expect(outcomes).toEqual([{ kind: "answered", scope: SCOPE, key: "a", seq: 2 }]);
    expect(server.set().log).toHaveLength(2);
  });

  test("another user of the same browser neither sees nor sends them", async () => {
    await tab.goOffline();
    enqueue("a");
    await until(() => tab.outbox.durable);
    await settle();
    tab.crash();
    browser.user = "bob";
    const bobs = browser.tab();
    bobs.outbox.enqueue({ ...SCOPE, userId: "bob" }, "b", rename("b"));
    await until(() => writes().length === 1);
    expect(writes()).toEqual(["b"]);
    expect(await stored()).toEqual(["a"]);
  });

  test("without a database edits are queued in memory, and the outbox says so", async () => {
    browser.openStore = () => Promise.reject(new Error("SecurityError"));
    const closed = browser.tab();
    enqueue("a", SCOPE, closed);
    await until(() => waiting(closed).length === 0);
    expect(closed.outbox.durable).toBe(false);
    expect(writes()).toEqual(["a"]);
  });

  test("a database that fails later loses no queued edit", async () => {
    const memory = new MemoryStore();
    let broken = false;
    const fragile: OutboxStore = {
      durable: true,
      add: (entry) =>
        broken ? Promise.reject(new Error("QuotaExceededError")) : memory.add(entry),
      all: (userId) => memory.all(userId),
      replace: (entry) => memory.replace(entry),
      remove: (orders) => memory.remove(orders),
    };
    browser.openStore = () => Promise.resolve(fragile);
    const unlucky = browser.tab();
    await unlucky.goOffline();
    enqueue("a", SCOPE, unlucky);
    await settle();
    expect(unlucky.outbox.durable).toBe(true);
    broken = true;
    enqueue("b", SCOPE, unlucky);
    await settle();
    expect(unlucky.outbox.durable).toBe(false);
    expect(waiting(unlucky)).toEqual(["a", "b"]);
    await unlucky.comeOnline();
    await until(() => waiting(unlucky).length === 0);
    expect(writes()).toEqual(["a", "b"]);
  });
});

describe("Two tabs", () => {
  test("never send the same edit twice, nor out of order", async () => {
    const second = browser.tab();
    await tab.goOffline();
    await second.goOffline();
    enqueue("a");
    await until(() => waiting(second).length === 1);
    enqueue("b", SCOPE, second);
    await until(() => waiting().length === 2);
    enqueue("c");
    await until(() => waiting(second).length === 3);
    server.intercept((_request, proceed) => settle().then(proceed));
    await Promise.all([tab.comeOnline(), second.comeOnline()]);
    await until(() => waiting().length === 0 && waiting(second).length === 0);
    expect(writes()).toEqual(["a", "b", "c"]);
  });

  test("show the edits queued in the other one", async () => {
    const second = browser.tab();
    server.down = true;
    enqueue("a");
    await until(() => waiting(second).length === 1);
    server.down = false;
    await tab.clock.advance(30_000);
    await until(() => waiting(second).length === 0);
  });

  test("both are notified of an edit's outcome", async () => {
    const second = browser.tab();
    const received = outcomesOf(second);
    server.answerOnce(isWrite, () => errorAnswer(422, "invalid", "No."));
    enqueue("a");
    enqueue("b");
    await until(() => received.length === 2);
    expect(received).toMatchObject([
      { kind: "refused", keys: ["a"], refusal: { message: "No." } },
      { kind: "answered", key: "b", seq: 2 },
    ]);
  });

  test("one takes over if the other crashes while sending", async () => {
    const second = browser.tab();
    server.holdAnswer(isWrite);
    enqueue("a");
    enqueue("b");
    await until(() => waiting(second).length === 2);
    tab.crash();
    await until(() => waiting(second).length === 0);
    expect(writes()).toEqual(["a", "a", "b"]);
    expect(server.set().log.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });
});

describe("Signing out", () => {
  test("edits wait until the same user is back", async () => {
    browser.user = null;
    enqueue("a");
    await until(() => writes().length === 1);
    await tab.clock.advance(600_000);
    enqueue("b");
    await tab.comeOnline();
    expect(waiting()).toEqual(["a", "b"]);
    browser.user = "ada";
    tab.outbox.resume();
    await until(() => waiting().length === 0);
    expect(writes()).toEqual(["a", "a", "b"]);
  });

  test("a page that returns to another user's session says so at once", async () => {
    let notified = 0;
    tab.outbox.subscribe({
      changed: () => undefined,
      settled: () => undefined,
      signedOut: () => (notified += 1),
    });
    await tab.hide();
    browser.user = "bob";
    await tab.show();
    expect(notified).toBe(1);
  });
});

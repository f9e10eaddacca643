import { beforeEach, describe, expect, test } from "vitest";
import { FakeBrowser, type FakeTab } from "../testing/fake-browser.ts";
import { FakeClock, settle, until } from "../testing/fake-clock.ts";
import { FakeServer } from "../testing/fake-server.ts";
import { aTodo, positions } from "../testing/fake-set.ts";
import type { SetSession } from "./set-session.ts";

const HERE = "11111111-here";
const THERE = "22222222-there";

let server: FakeServer;
let clock: FakeClock;
let ada: FakeTab;
let bob: FakeTab;
let session: SetSession;

beforeEach(async () => {
  server = new FakeServer(HERE, THERE);
  clock = new FakeClock();
  const milk = aTodo({ id: "milk", claimedBy: "bob", claimedByName: "bob" });
  for (const todo of [milk, aTodo({ id: "oats", parentId: "milk" }), aTodo({ id: "bread" })])
    server.set().commit({ type: "todo:created", todo });
  for (let i = 0; i < 9; i += 1)
    server.set(THERE).commit({ type: "todo:created", todo: aTodo({ id: `there-${i}` }) });
  ada = new FakeBrowser(server, { clock }).tab();
  bob = new FakeBrowser(server, { clock, user: "bob" }).tab();
  session = await ada.open();
});

function tree(of: SetSession = session): Readonly<Record<string, string | null>> {
  const todos = of.getSnapshot().todos ?? [];
  return Object.fromEntries(todos.map(({ id, parentId }) => [id, parentId]));
}

async function allAnswered(...tabs: readonly FakeTab[]): Promise<void> {
  await until(() => tabs.every(({ outbox }) => outbox.waiting.length === 0));
  await settle();
}

describe("R140 A move within the list", () => {
  test("shows at once, below a todo that is not confirmed itself, and arrives after a reload offline", async () => {
    await ada.goOffline();
    const shop = session.createTodo({ title: "Shop" });
    session.moveTodos(shop, positions(["milk", 5]));
    expect(tree()).toEqual({ milk: shop, oats: "milk", bread: null, [shop]: null });
    await settle();
    ada.crash();
    ada = ada.browser.tab();
    session = await ada.open();
    await allAnswered(ada);
    const [created] = server.set().list.filter(({ title }) => title === "Shop");
    expect(tree()).toEqual({
      milk: created?.id,
      oats: "milk",
      bread: null,
      [created?.id ?? ""]: null,
    });
    expect(session.getSnapshot().unconfirmed).toEqual([]);
  });

  test("is undone to where the todo was, even if the list is no longer open", async () => {
    const before = server.set().list;
    const undo = session.moveTodos("bread", positions(["milk", 5]));
    await allAnswered(ada);
    expect(server.set().todos.get("milk")?.parentId).toBe("bread");
    session.close();
    undo();
    await allAnswered(ada);
    expect(server.set().list.map(({ id, parentId }) => [id, parentId])).toEqual(
      before.map(({ id, parentId }) => [id, parentId]),
    );
  });

  test("R141 two opposite ones at once end in the same tree for both, and one is told", async () => {
    const other = await bob.open();
    await ada.goOffline();
    await bob.goOffline();
    session.moveTodos("bread", positions(["milk", 1]));
    other.moveTodos("milk", positions(["bread", 1]));
    await settle();
    await ada.comeOnline();
    await allAnswered(ada);
    await bob.comeOnline();
    await clock.advance(60_000);
    await allAnswered(bob);
    expect(tree()).toEqual({ milk: "bread", oats: "milk", bread: null });
    expect(tree(other)).toEqual(tree());
    expect(other.getSnapshot().lastRefusal).toMatchObject({ operation: "move", code: "invalid" });
  });
});

describe("R142 A move to another list", () => {
  test("leaves this list at once, with all below, and arrives whole", async () => {
    const there = await bob.open(THERE);
    session.moveAway(["milk"], THERE);
    expect(tree()).toEqual({ bread: null });
    await allAnswered(ada);
    expect(tree(there)).toMatchObject({ milk: null, oats: "milk" });
    expect(server.set(THERE).todos.get("milk")).toMatchObject({ claimedBy: "bob" });
    expect(session.getSnapshot().unconfirmed).toEqual([]);
  });

  test("undone before it could be sent is never sent", async () => {
    await ada.goOffline();
    const undo = session.moveAway(["milk"], THERE);
    await settle();
    undo();
    expect(tree()).toEqual({ milk: null, oats: "milk", bread: null });
    await allAnswered(ada);
    await ada.comeOnline();
    await clock.advance(60_000);
    expect(server.requests.filter(({ method }) => method === "POST")).toEqual([]);
    expect(tree()).toEqual({ milk: null, oats: "milk", bread: null });
  });

  test("undone afterwards is back where it was, although the answer has a number of the other list", async () => {
    const undo = session.moveAway(["oats"], THERE);
    await allAnswered(ada);
    undo();
    expect(tree()).toEqual({ milk: null, oats: "milk", bread: null });
    await allAnswered(ada);
    await clock.advance(5_000);
    expect(tree()).toEqual({ milk: null, oats: "milk", bread: null });
    expect(session.getSnapshot().unconfirmed).toEqual([]);
    expect(server.set(THERE).todos.has("oats")).toBe(false);
  });

  test("is taken back when the other list was deleted meanwhile, with what depended on it", async () => {
    await ada.goOffline();
    session.moveAway(["oats"], THERE);
    session.deleteTodo("milk");
    expect(tree()).toEqual({ bread: null });
    server.sets.delete(THERE);
    await ada.comeOnline();
    await allAnswered(ada);
    expect(tree()).toEqual({ milk: null, oats: "milk", bread: null });
    expect(session.getSnapshot().lastRefusal).toMatchObject({ operation: "move-away" });
  });

  test("by someone else takes an own edit along: nothing of it waits in this list", async () => {
    await ada.goOffline();
    session.updateTodo("milk", { title: "Oat milk" });
    await settle();
    const other = await bob.open();
    other.moveAway(["milk"], THERE);
    await allAnswered(bob);
    await ada.comeOnline();
    await allAnswered(ada);
    await clock.advance(60_000);
    expect(server.set(THERE).todos.get("milk")?.title).toBe("Oat milk");
    expect(tree()).toEqual({ bread: null });
    expect(session.getSnapshot().unconfirmed).toEqual([]);
  });
});

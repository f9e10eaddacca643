import { beforeEach, describe, expect, test } from "vitest";
import type { SetSession } from "../realtime/set-session.ts";
import { FakeBrowser, type FakeTab } from "../testing/fake-browser.ts";
import { settle, until } from "../testing/fake-clock.ts";
import { FakeServer, type FakeRequest } from "../testing/fake-server.ts";
import { aTodo, positions } from "../testing/fake-set.ts";

let server: FakeServer;
let browser: FakeBrowser;
let tab: FakeTab;
let session: SetSession;

beforeEach(async () => {
  server = new FakeServer("set-1");
  for (const id of ["milk", "bread"])
    server.set().commit({ type: "todo:created", todo: aTodo({ id, title: id }) });
  browser = new FakeBrowser(server);
  tab = browser.tab();
  session = await tab.open();
});

/** The list of the server, without when it changed. */
function onServer(): readonly object[] {
  return server.set().list.map((todo) => ({ ...todo, updatedAt: null }));
}

function shown(): readonly object[] {
  return session.getSnapshot().todos?.map((todo) => ({ ...todo, updatedAt: null })) ?? [];
}

function titles(of = session): readonly string[] {
  return of.getSnapshot().todos?.map(({ title }) => title) ?? [];
}

function stored(): readonly string[] {
  return server.set().list.map(({ title }) => title);
}

function isWrite({ method }: FakeRequest): boolean {
  return method !== "GET";
}

function writes(): number {
  return server.requests.filter(isWrite).length;
}

async function sent(): Promise<void> {
  await until(() => tab.outbox.waiting.length === 0);
  await settle();
}

async function reload(): Promise<void> {
  tab.crash();
  tab = browser.tab();
  session = await tab.open();
}

type Act = (of: SetSession) => void;

const EDITS: Readonly<Record<string, Act>> = {
  create: (of) => of.createTodo({ title: "Salt" }),
  rename: (of) => of.updateTodo("milk", { title: "Oats" }),
  complete: (of) => of.completeTodos(["milk", "bread"], true),
  delete: (of) => of.deleteTodo("milk"),
  reorder: (of) => of.reorder(positions(["milk", 9], ["bread", 8])),
  move: (of) => of.moveTodos("bread", positions(["milk", 1])),
  assign: (of) => of.assign("milk", ["bob"]),
  claim: (of) => of.claim("milk", true),
  due: (of) =>
    of.updateTodo("milk", {
      dueOn: "2026-12-02",
      dueTime: "17:30",
      dueZone: "Europe/Berlin",
      repeat: { unit: "week", every: 2, weekdays: ["wed"] },
    }),
};

const daily = { dueOn: "2026-12-02", dueTime: null, dueZone: null } as const;

describe("The last edit", () => {
  test.each(Object.entries(EDITS))("%s: is undone and redone, online", async (_name, edit) => {
    const before = onServer();
    edit(session);
    await sent();
    const after = onServer();
    session.undo();
    expect(shown()).toEqual(before);
    await sent();
    expect(onServer()).toEqual(before);
    session.redo();
    await sent();
    expect(onServer()).toEqual(after);
    session.undo();
    await sent();
    expect(onServer()).toEqual(before);
    expect(session.getSnapshot().lastRefusal).toBeNull();
  });

  test.each(Object.entries(EDITS))(
    "%s: is never sent if it was undone offline, and is if that was redone",
    async (_name, edit) => {
      const before = onServer();
      await tab.goOffline();
      edit(session);
      await settle();
      session.undo();
      await settle();
      expect(shown()).toEqual(before);
      expect(tab.outbox.waiting).toEqual([]);
      session.redo();
      await settle();
      session.undo();
      session.redo();
      await settle();
      await tab.comeOnline();
      await sent();
      expect(onServer()).not.toEqual(before);
      expect(session.getSnapshot().lastRefusal).toBeNull();
    },
  );

  test.each(Object.entries(EDITS))(
    "%s: undone while its answer is on the way, then the page is gone: both are sent",
    async (_name, edit) => {
      const before = onServer();
      const held = server.holdAnswer(isWrite);
      edit(session);
      await until(() => writes() === 1);
      session.undo();
      await settle();
      await reload();
      held.release();
      await sent();
      expect(onServer()).toEqual(before);
      expect(shown()).toEqual(before);
    },
  );

  test("several are undone one after the other, and a new one ends redoing", async () => {
    session.updateTodo("milk", { title: "Oats" });
    await settle();
    session.updateTodo("milk", { title: "Rye" });
    await sent();
    session.undo();
    session.undo();
    await sent();
    expect(stored()).toEqual(["milk", "bread"]);
    expect(session.undo()).toBeNull();
    session.redo();
    await sent();
    expect(stored()).toEqual(["Oats", "bread"]);
    session.claim("bread", true);
    expect(session.redo()).toBeNull();
  });

  test("R148 what was undone offline leaves no trace, however soon the next one is undone", async () => {
    session.updateTodo("milk", { title: "Oats" });
    await sent();
    await tab.goOffline();
    session.completeTodos(["milk"], true);
    session.undo();
    session.undo();
    await settle();
    expect(titles()).toEqual(["milk", "bread"]);
    expect(tab.outbox.waiting.map(({ edit }) => edit.kind)).toEqual(["undo"]);
    await tab.comeOnline();
    await sent();
    expect(stored()).toEqual(["milk", "bread"]);
  });

  test("R182 a repeating todo that is completed and reopened offline keeps its date", async () => {
    session.updateTodo("milk", { ...daily, repeat: { unit: "day", every: 1 } });
    await sent();
    await tab.goOffline();
    session.completeTodos(["milk", "bread"], true);
    await settle();
    session.completeTodos(["milk"], false);
    await settle();
    expect(tab.outbox.waiting.map(({ edit }) => edit)).toMatchObject([{ ids: ["bread"] }]);
    expect(shown()).toMatchObject([{ completed: false }, { completed: true }]);
  });

  test("R182 a completed date is undone with all that it opened again", async () => {
    const below = session.createTodo({ title: "Whole milk", parentId: "milk" });
    session.completeTodos([below], true);
    session.updateTodo("milk", { ...daily, repeat: { unit: "day", every: 1 } });
    await sent();
    session.completeTodos(["milk"], true);
    await sent();
    const milk = () => server.set().todos.get("milk");
    const isDone = () => server.set().todos.get(below)?.completed;
    expect([milk()?.dueOn, milk()?.completed, isDone()]).toEqual(["2026-12-03", false, false]);
    session.undo();
    await sent();
    expect([milk()?.dueOn, milk()?.completed, isDone()]).toEqual(["2026-12-02", false, true]);
  });

  test("of an earlier visit is undone if it still waits", async () => {
    await tab.goOffline();
    session.updateTodo("milk", { title: "Oats" });
    await settle();
    tab.crash();
    tab = browser.tab();
    await tab.goOffline();
    session = await tab.open();
    expect(tab.outbox.waiting).toHaveLength(1);
    session.undo();
    await settle();
    expect(tab.outbox.waiting).toEqual([]);
    await tab.comeOnline();
    await sent();
    expect(stored()).toEqual(["milk", "bread"]);
  });

  test("stays undoable while another list is open", async () => {
    session.updateTodo("milk", { title: "Oats" });
    await sent();
    session.close();
    session = await tab.open();
    session.undo();
    await sent();
    expect(stored()).toEqual(["milk", "bread"]);
  });
});

describe("Nothing is lost", () => {
  test("an undo that would lose what someone else did is refused, and rolled back", async () => {
    session.updateTodo("milk", { title: "Oats" });
    await sent();
    const theirs = { id: "milk", title: "Soy", updatedAt: "2026-01-03T00:00:00.000Z" };
    server.set().commit({ type: "todo:updated", todo: theirs }, { actorId: "bob" });
    session.undo();
    await sent();
    expect(stored()).toEqual(["Soy", "bread"]);
    await until(() => titles()[0] === "Soy");
    expect(session.getSnapshot().lastRefusal).toMatchObject({
      operation: "undo",
      code: "cannot_undo",
    });
    expect(session.redo()).toBeNull();
  });

  test("an edit that changed nothing is not undone at someone else's expense", async () => {
    await tab.goOffline();
    session.completeTodos(["milk"], true);
    const theirs = { id: "milk", completed: true, updatedAt: "2026-01-03T00:00:00.000Z" };
    server.set().commit({ type: "todo:updated", todo: theirs }, { actorId: "bob" });
    await settle();
    await tab.comeOnline();
    await sent();
    session.undo();
    await sent();
    expect(server.set().todos.get("milk")?.completed).toBe(true);
    expect(session.getSnapshot().lastRefusal).toMatchObject({ code: "cannot_undo" });
  });

  test("what depends on an edit that waits is not lost when that is undone", async () => {
    await tab.goOffline();
    const salt = session.createTodo({ title: "Salt" });
    await settle();
    const other = browser.tab();
    const there = await other.open();
    await other.goOffline();
    there.createTodo({ title: "Sea salt", parentId: salt });
    await settle();
    session.undo();
    await settle();
    await tab.comeOnline();
    await sent();
    expect(stored()).toEqual(["milk", "bread", "Salt", "Sea salt"]);
  });

  test("an edit that was refused takes its undo with it", async () => {
    server.intercept((request, proceed) => {
      if (request.method !== "PATCH") return null;
      server.set().commit({ type: "todo:deleted", id: "milk" });
      return proceed();
    });
    const held = server.holdAnswer(isWrite);
    session.updateTodo("milk", { title: "Oats" });
    await settle();
    session.undo();
    held.release();
    await sent();
    expect(server.requests.some(({ path }) => path.endsWith("/undo"))).toBe(false);
    expect(titles()).toEqual(["bread"]);
  });
});

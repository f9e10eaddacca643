import { beforeEach, describe, expect, test } from "vitest";
import { FakeBrowser, type FakeTab } from "../testing/fake-browser.ts";
import { settle } from "../testing/fake-clock.ts";
import { asks, errorAnswer, FakeServer, type FakeRequest } from "../testing/fake-server.ts";
import { aComment, aTodo } from "../testing/fake-set.ts";
import { Http } from "../http.ts";
import {
  CommentThread,
  shownComments,
  shownDescription,
  type CommentPage,
} from "./comment-thread.ts";
import type { SetSession } from "./set-session.ts";

let server: FakeServer;
let tab: FakeTab;
let session: SetSession;

beforeEach(async () => {
  server = new FakeServer("11111111-set");
  server.set().commit({ type: "todo:created", todo: aTodo({ id: "lamp", title: "Lamp" }) });
  tab = new FakeBrowser(server).tab();
  session = await tab.open();
});

function open(): CommentThread {
  const http = new Http(tab.fetch, tab.clock);
  const path = "/api/teams/team/todos/lamp/comments";
  return new CommentThread({
    todoId: "lamp",
    feed: session.feed,
    platform: tab,
    page: async (after) =>
      (await http.send({
        method: "GET",
        path: after === null ? path : `${path}?after=${after}`,
      })) as CommentPage,
  });
}

/** The texts of the thread; the number at the todo is held against them. */
function texts(thread: CommentThread): string[] {
  const { todos, unconfirmed } = session.getSnapshot();
  const shown = shownComments(thread.getSnapshot(), "lamp", unconfirmed).map(({ body }) => body);
  expect(todos?.find(({ id }) => id === "lamp")?.commentCount).toBe(shown.length);
  return shown;
}

async function bobComments(...bodies: readonly string[]): Promise<void> {
  for (const body of bodies)
    await server.others(server.set().commented("lamp", aComment({ id: body, body })));
}

async function bobDeletes(id: string): Promise<void> {
  const gone = server.set().uncommented(id);
  if (gone) await server.others(gone);
}

const isWrite = ({ method }: FakeRequest): boolean => method !== "GET";

describe("R131 A thread", () => {
  test("is all pages, oldest first, and then what others do", async () => {
    await bobComments("a", "b", "c", "d", "e");
    const thread = open();
    await settle();
    expect(texts(thread)).toEqual(["a", "b", "c", "d", "e"]);
    await bobComments("f");
    await bobDeletes("b");
    await settle();
    expect(texts(thread)).toEqual(["a", "c", "d", "e", "f"]);
  });

  test("has what came and went between its pages, once", async () => {
    await bobComments("a", "b", "c");
    const first = server.holdAnswer(asks("/comments"));
    const thread = open();
    await settle();
    await bobComments("d", "e");
    await bobDeletes("a");
    await bobDeletes("e");
    await settle();
    first.release();
    await settle();
    expect(texts(thread)).toEqual(["b", "c", "d"]);
  });

  test("is not ahead of the list: a comment whose push is lost comes with it", async () => {
    server.onPush = () => undefined;
    await bobComments("a");
    const events = server.holdAnswer(asks("/events"));
    const thread = open();
    await settle();
    expect(server.asked("/comments")).toBe(1);
    expect(texts(thread)).toEqual([]);
    events.release();
    await settle();
    expect(texts(thread)).toEqual(["a"]);
  });

  test("is loaded again when the list was, which leaves events out", async () => {
    await bobComments("a");
    const thread = open();
    await settle();
    await tab.goOffline();
    await bobComments("b");
    server.set().prunedTo = server.set().seq;
    await bobComments("c");
    await tab.comeOnline();
    await tab.clock.advance(2_000);
    expect(texts(thread)).toEqual(["a", "b", "c"]);
  });

  test("R133 is loaded again when its todo is restored", async () => {
    await bobComments("a");
    const thread = open();
    await settle();
    await server.others({ type: "todo:deleted", id: "lamp" });
    await settle();
    const todos = server.set().trash.get("lamp") ?? [];
    await server.others({ type: "todos:added", todos });
    await settle();
    expect(server.asked("/comments")).toBe(2);
    expect(texts(thread)).toEqual(["a"]);
  });

  test("retries while the server cannot be reached, and says so", async () => {
    await bobComments("a");
    server.answerOnce(asks("/comments"), () => errorAnswer(503, "unavailable"));
    const thread = open();
    await settle();
    expect(thread.getSnapshot().error).not.toBeNull();
    await tab.clock.advance(1_000);
    expect(thread.getSnapshot().error).toBeNull();
    expect(texts(thread)).toEqual(["a"]);
  });
});

describe("An own comment", () => {
  test("shows at once, counts once, and stays where it was", async () => {
    await bobComments("a");
    const thread = open();
    await settle();
    const seen: string[][] = [];
    session.subscribe(() => seen.push(texts(thread)));
    session.comment("lamp", " mine ");
    expect(texts(thread)).toEqual(["a", "mine"]);
    await settle();
    expect(seen.every((shown) => shown.join() === "a,mine")).toBe(true);
    expect(session.getSnapshot()).toMatchObject({ pending: 0, unconfirmed: [] });
  });

  test("is kept offline, also on a new todo, and sent with it", async () => {
    await tab.goOffline();
    const id = session.createTodo({ title: "Wick" });
    session.comment(id, "one");
    session.comment("lamp", "two");
    expect(session.getSnapshot().todos?.map(({ commentCount }) => commentCount)).toEqual([1, 1]);
    await tab.comeOnline();
    await tab.clock.advance(1_000);
    expect(server.set().commentsOf("lamp")).toMatchObject([{ body: "two", userId: "ada" }]);
    expect(session.getSnapshot().todos?.map(({ commentCount }) => commentCount)).toEqual([1, 1]);
    expect(session.getSnapshot().pending).toBe(0);
  });

  test("that is refused is taken back, with the reason", async () => {
    server.answerOnce(isWrite, () => errorAnswer(409, "limit_reached", "Too many."));
    const thread = open();
    await settle();
    session.comment("lamp", "mine");
    await settle();
    expect(texts(thread)).toEqual([]);
    expect(session.getSnapshot().lastRefusal).toMatchObject({ message: "Too many." });
  });

  test("whose answer was lost is not counted twice", async () => {
    const lost = server.holdAnswer(isWrite);
    server.onPush = () => undefined;
    session.comment("lamp", "mine");
    await settle();
    const { seq } = server.set();
    server.set().prunedTo = seq; // so that the list is loaded as a whole, without the event
    session.retry();
    await settle();
    const thread = open();
    await settle();
    expect(texts(thread)).toEqual(["mine"]);
    lost.release();
    await settle();
    expect(texts(thread)).toEqual(["mine"]);
  });
});

describe("Deleting a comment", () => {
  test("takes it away at once, and is done if it is already gone", async () => {
    await bobComments("a", "b");
    const thread = open();
    await settle();
    await tab.goOffline();
    session.deleteComment("lamp", "a");
    expect(texts(thread)).toEqual(["b"]);
    await bobDeletes("a");
    await tab.comeOnline();
    await tab.clock.advance(2_000);
    expect(texts(thread)).toEqual(["b"]);
    expect(session.getSnapshot()).toMatchObject({ pending: 0, lastRefusal: null });
  });
});

describe("R238 A description", () => {
  const bobDescribes = (description: string | null) =>
    server.others({
      type: "todo:updated",
      todo: { id: "lamp", description, updatedAt: "2026-01-01T00:00:00.000Z" },
    });

  /** The text; whether the list says that there is one is held against it. */
  function shown(thread: CommentThread): string | null | undefined {
    const { todos, unconfirmed } = session.getSnapshot();
    const lamp = todos?.find(({ id }) => id === "lamp");
    const text = shownDescription(thread.getSnapshot(), lamp ?? { id: "lamp" }, unconfirmed);
    expect(lamp?.hasDescription ?? false).toBe(text !== null);
    return text;
  }

  test("comes with the comments, and then from what others do", async () => {
    await bobDescribes("Brass");
    await settle();
    const thread = open();
    expect(shown(thread)).toBeUndefined();
    await settle();
    expect(shown(thread)).toBe("Brass");
    await bobDescribes("Brass, 40 cm");
    await settle();
    expect(shown(thread)).toBe("Brass, 40 cm");
    await bobDescribes(null);
    await settle();
    expect(shown(thread)).toBeNull();
  });

  test("that changes while the comments are loaded is not lost", async () => {
    await bobDescribes("Brass");
    const page = server.holdAnswer(asks("/comments"));
    const thread = open();
    await settle();
    await bobDescribes("Brass, 40 cm");
    await settle();
    page.release();
    await settle();
    expect(shown(thread)).toBe("Brass, 40 cm");
  });

  test("R90 of one's own shows at once, offline too, and is undone", async () => {
    const thread = open();
    await settle();
    await tab.goOffline();
    session.updateTodo("lamp", { description: "  Brass\n" });
    expect(shown(thread)).toBe("Brass");
    await tab.comeOnline();
    await tab.clock.advance(2_000);
    expect(server.set().descriptionOf("lamp")).toBe("Brass");
    session.updateTodo("lamp", { description: " " });
    await settle();
    expect([shown(thread), server.set().descriptionOf("lamp")]).toEqual([null, null]);
    session.undo();
    await settle();
    expect([shown(thread), server.set().descriptionOf("lamp")]).toEqual(["Brass", "Brass"]);
  });

  test("that is not there is not taken away", async () => {
    session.updateTodo("lamp", { description: null });
    await settle();
    expect(session.getSnapshot().pending).toBe(0);
    expect(server.requests.filter(isWrite)).toEqual([]);
  });
});

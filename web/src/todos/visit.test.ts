import { expect, test, vi } from "vitest";
import type { SequencedEvent } from "glint-client";
import { aTodo } from "glint-client/testing";
import type { Seen } from "../offline/seen";
import { changesByOthers, inShort } from "./changes-by-others";
import { OutlineMemory } from "./outline";
import { isMarked, rowsOf } from "./rows";
import { sinceWords } from "./since-words";
import { Visit, type VisitOptions } from "./visit";

let lastSeq = 0;

function anEvent(body: object, actorId?: string): SequencedEvent {
  lastSeq += 1;
  const by = actorId === undefined ? {} : { actorId };
  return { setId: "list", seq: lastSeq, ...by, ...body } as SequencedEvent;
}

const updated = (id: string, by?: string) =>
  anEvent({ type: "todo:updated", todo: { id, title: "x" } }, by);
const created = (id: string, by?: string) =>
  anEvent({ type: "todo:created", todo: aTodo({ id }) }, by);
const deleted = (id: string, by?: string) => anEvent({ type: "todo:deleted", id }, by);

/** The ids of the changed and the deleted todos. */
function told(...events: readonly SequencedEvent[]): readonly string[][] {
  const changes = changesByOthers(events, "ada");
  return [[...changes.changed.keys()], [...changes.deleted.keys()]];
}

test("every kind of change is told, each todo once", () => {
  const events = [
    created("new", "ben"),
    anEvent({ type: "todos:added", todos: [aTodo({ id: "moved" })] }, "ben"),
    updated("milk", "ben"),
    anEvent({ type: "todos:changed", items: [{ id: "milk" }, { id: "tea" }] }, "ben"),
    anEvent({ type: "todo:reordered", items: [{ id: "rice", sortOrder: 1 }] }, "ben"),
    anEvent({ type: "todo:claimed", id: "oats", claimedBy: "ben" }, "ben"),
    anEvent({ type: "todo:assigned", id: "salt", assignees: [] }, "ben"),
    anEvent({ type: "comment:created", todoId: "nuts" }, "ben"),
    deleted("figs", "ben"),
    anEvent({ type: "unknown", wireType: "of:later" }, "ben"),
  ];
  expect(told(...events)).toEqual([
    ["new", "moved", "milk", "tea", "rice", "oats", "salt", "nuts"],
    ["figs"],
  ]);
});

test("one's own changes, and those of the system, are not told", () => {
  expect(told(updated("milk", "ada"), deleted("tea", "ada"), updated("rice"))).toEqual([[], []]);
});

test("the daily renewal is told as such, whatever else there was", () => {
  const items = [{ id: "milk", completed: false }];
  const renewed = anEvent({ type: "todos:changed", cause: "renewed", items });
  expect(told(renewed)).toEqual([[], []]);
  expect(changesByOthers([renewed], "ada").isRenewed).toBe(true);
  expect(changesByOthers([updated("milk", "ben")], "ada").isRenewed).toBe(false);
});

test("what came and went meanwhile is not told, nor what was brought back deleted", () => {
  expect(told(created("new", "ben"), deleted("new", "ben"))).toEqual([[], []]);
  expect(told(updated("milk", "ben"), deleted("milk", "ada"))).toEqual([[], []]);
  const back = anEvent({ type: "todos:added", todos: [aTodo({ id: "milk" })] }, "ben");
  expect(told(deleted("milk", "ben"), back)).toEqual([["milk"], []]);
  expect(told(deleted("milk", "ben"), back, deleted("milk", "ben"))).toEqual([[], ["milk"]]);
});

test("the line counts what can be seen, and deletions, by whoever made them", () => {
  const changes = changesByOthers(
    [updated("milk", "ben"), updated("milk", "cy"), updated("below", "dot"), deleted("tea", "eve")],
    "ada",
  );
  expect(inShort(changes, [{ id: "milk" }])).toEqual({
    count: 2,
    gone: 1,
    by: ["ben", "cy", "eve"],
  });
});

test("since when is said as people do", () => {
  const now = new Date(2026, 10, 26, 9, 30);
  expect(sinceWords(new Date(2026, 10, 26, 8, 5), now)).toMatch(/^8:05\sAM$/);
  expect(sinceWords(new Date(2026, 10, 25, 23, 59), now)).toBe("yesterday");
  expect(sinceWords(new Date(2026, 10, 20, 23, 59), now)).toBe("Friday");
  expect(sinceWords(new Date(2026, 10, 19, 9, 30), now)).toBe("Nov 19, 2026");
});

/** A browser with a list of this `seq`, and a server with a log. */
class Setting {
  seq = 7;
  hidden = false;
  stored: Seen | null = null;
  readonly eventsAfter = vi
    .fn<VisitOptions["eventsAfter"]>()
    .mockResolvedValue([updated("milk", "ben")]);

  visit(): Visit {
    const memory = { read: () => this.stored, write: (seen: Seen) => (this.stored = seen) };
    return new Visit({
      myId: "ada",
      memory,
      eventsAfter: this.eventsAfter,
      seq: () => this.seq,
      isHidden: () => this.hidden,
      now: () => 1_000 + this.seq,
    });
  }
}

test("the first visit tells nothing, and remembers what it shows", () => {
  const setting = new Setting();
  const visit = setting.visit();
  visit.follow(true);
  setting.seq = 8;
  visit.follow(true);
  expect([visit.missed(), setting.stored]).toEqual([null, { seq: 8, at: 1_008 }]);
  expect(setting.eventsAfter).not.toHaveBeenCalled();
});

test("the next visit tells what happened since; after it nothing is left to tell", async () => {
  const setting = new Setting();
  setting.stored = { seq: 5, at: 3 };
  const visit = setting.visit();
  visit.follow(true);
  await vi.waitFor(() => expect(visit.missed()?.since).toEqual({ seq: 5, at: 3 }));
  expect(setting.eventsAfter).toHaveBeenCalledExactlyOnceWith(5);
  expect([...(visit.missed()?.changes?.changed.keys() ?? [])]).toEqual(["milk"]);
  visit.end();
  const next = setting.visit();
  next.follow(true);
  expect([next.missed(), setting.stored]).toEqual([null, { seq: 7, at: 1_007 }]);
});

test("what comes while the page is hidden is told when it is visible again", async () => {
  const setting = new Setting();
  const visit = setting.visit();
  visit.follow(true);
  setting.hidden = true;
  visit.end();
  setting.seq = 9;
  visit.follow(true);
  expect([setting.stored, visit.missed()]).toEqual([{ seq: 7, at: 1_007 }, null]);
  setting.hidden = false;
  visit.begin();
  await vi.waitFor(() => expect(visit.missed()?.since.seq).toBe(7));
  visit.dismiss();
  visit.end();
  visit.begin();
  expect([setting.stored?.seq, visit.missed()]).toEqual([9, null]);
});

test("without the server nothing is claimed, and what was seen before stays remembered", async () => {
  const setting = new Setting();
  setting.stored = { seq: 5, at: 3 };
  setting.eventsAfter.mockRejectedValueOnce(new Error("offline"));
  const visit = setting.visit();
  visit.follow(false);
  expect(setting.eventsAfter).not.toHaveBeenCalled();
  visit.follow(true);
  await vi.waitFor(() => expect(setting.eventsAfter).toHaveBeenCalledOnce());
  await Promise.resolve();
  expect([visit.missed(), setting.stored.seq]).toEqual([null, 5]);
  visit.follow(true);
  await vi.waitFor(() => expect(visit.missed()?.since.seq).toBe(5));
});

test("where the log is not complete, that is said, and nothing is marked", async () => {
  const setting = new Setting();
  setting.stored = { seq: 5, at: 3 };
  setting.eventsAfter.mockResolvedValueOnce(null);
  const visit = setting.visit();
  visit.follow(true);
  await vi.waitFor(() =>
    expect(visit.missed()).toEqual({ since: { seq: 5, at: 3 }, changes: null }),
  );
});

test("an answer that comes after the page was left is dropped", async () => {
  const setting = new Setting();
  setting.stored = { seq: 5, at: 3 };
  const visit = setting.visit();
  visit.follow(true);
  visit.close();
  await Promise.resolve();
  await Promise.resolve();
  expect([visit.missed(), setting.stored.seq]).toEqual([null, 5]);
});

test("a collapsed row is marked for what is below it", () => {
  const outline = new OutlineMemory().outlineOf(
    [aTodo({ id: "shop" }), aTodo({ id: "milk", parentId: "shop" })],
    { splitCompleted: false, query: "", pinned: null },
  );
  const [shop] = rowsOf(outline);
  const milk = new Set(["milk"]);
  expect(shop && [isMarked(shop, true, milk), isMarked(shop, false, milk)]).toEqual([false, true]);
});

import { expect, test } from "vitest";
import type { HistoryEntry } from "glint-client/wire";
import { aTodo } from "glint-client/testing";
import { historySentence } from "./history-sentence";
import { mayUndo, undoneEvent } from "./history-undo";
import { rightsOf } from "./rights";

const ADA = { id: "ada", displayName: "Ada", avatarUrl: null };

function anEntry(fields: Partial<HistoryEntry>): HistoryEntry {
  return {
    seq: 7,
    at: "2026-01-01T00:00:00.000Z",
    type: "todo:updated",
    actor: ADA,
    via: null,
    cause: null,
    todoId: "milk",
    title: "Milk",
    count: 1,
    movedTo: null,
    movedFrom: null,
    before: null,
    after: null,
    ...fields,
  };
}

const SENTENCES: readonly (readonly [Partial<HistoryEntry>, string])[] = [
  [{ type: "todo:created" }, "Ada added “Milk”"],
  [{ type: "todo:created", via: "backup script" }, "Ada via backup script added “Milk”"],
  [{ before: { title: "Milk" }, after: { title: "Oats" } }, "Ada renamed “Milk” to “Oats”"],
  [{ after: { completed: true } }, "Ada completed “Milk”"],
  [{ after: { completed: false } }, "Ada reopened “Milk”"],
  [{ after: { sortOrder: 3 } }, "Ada moved “Milk”"],
  [{ after: { parentId: null } }, "Ada moved “Milk”"],
  [{ after: { dueOn: "2026-12-02" } }, "Ada changed when “Milk” is due"],
  [{ type: "todos:changed", after: { completedOn: "2026-12-02" } }, "Ada completed “Milk”"],
  [{ type: "todos:changed", count: 3, after: { completed: true } }, "Ada completed 3 todos"],
  [
    { type: "todos:changed", count: 3, cause: "renewed", actor: null, after: { completed: false } },
    "The daily renewal opened 3 todos again",
  ],
  [{ type: "todo:deleted" }, "Ada deleted “Milk”"],
  [{ type: "todo:deleted", movedTo: "x" }, "Ada moved “Milk” to another list"],
  [{ type: "todos:added", count: 3 }, "Ada brought back “Milk” and 2 sub-todos"],
  [{ type: "todos:added", movedFrom: "x" }, "Ada moved “Milk” here"],
  [{ type: "todo:claimed", after: { claimedBy: "ada" } }, "Ada claimed “Milk”"],
  [{ type: "todo:claimed", after: { claimedBy: null } }, "Ada released “Milk”"],
  [{ type: "todo:assigned", after: { assignees: [ADA] } }, "Ada assigned “Milk” to Ada"],
  [{ type: "todo:reordered", title: null, count: 4 }, "Ada changed the order of 4 todos"],
  [{ type: "comment:created" }, "Ada commented on “Milk”"],
  [{ type: "of:later" as "todo:created", count: 2 }, "Ada changed 2 todos"],
];

test.each(SENTENCES)("%j is told in a sentence", (fields, sentence) => {
  expect(historySentence(anEntry(fields), "Ada")).toBe(sentence);
});

test("R148 only what one may change is offered to be undone, and a deletion until it is back", () => {
  const rights = rightsOf(null, "ada");
  const todo = aTodo({ id: "milk", userId: "bob" });
  expect(mayUndo(anEntry({ after: { title: "Oats" } }), todo, rights)).toBe(false);
  expect(mayUndo(anEntry({ type: "todo:deleted" }), null, rights)).toBe(true);
  expect(mayUndo(anEntry({ type: "todo:deleted" }), todo, rights)).toBe(false);
  expect(mayUndo(anEntry({ type: "todo:deleted", actor: null }), null, rights)).toBe(false);
});

test("an undo of a known change is shown before the server has done it", () => {
  const renamed = anEntry({ before: { title: "Milk" }, after: { title: "Oats" } });
  expect(undoneEvent(renamed)).toEqual({
    seq: 7,
    ids: ["milk"],
    shown: { kind: "update", id: "milk", changes: { title: "Milk" } },
  });
});

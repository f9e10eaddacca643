import { describe, expect, test } from "vitest";
import type { Edit } from "../outbox/edit.ts";
import { PendingEdits } from "./pending-edits.ts";
import type { SequencedEvent } from "./decode.ts";

function waiting(
  ...keys: readonly string[]
): readonly { readonly key: string; readonly edit: Edit }[] {
  return keys.map((key) => ({ key, edit: EDITS[key] as Edit }));
}

const EDITS: Readonly<Record<string, Edit>> = Object.fromEntries(
  ["a", "b", "c"].map((id) => [id, { kind: "delete", id }]),
);

function keys(pending: PendingEdits): readonly string[] {
  return pending.edits.map((edit) => (edit.kind === "delete" ? edit.id : ""));
}

describe("PendingEdits", () => {
  test("shows an edit until the replica includes its event", () => {
    const pending = new PendingEdits();
    pending.sync(waiting("a"));
    pending.answered("a", 7);
    pending.included([], 6);
    expect(keys(pending)).toEqual(["a"]);
    pending.included([], 7);
    expect(keys(pending)).toEqual([]);
  });

  test("an answered edit is no longer queued, but still shown", () => {
    const pending = new PendingEdits();
    pending.sync(waiting("a", "b"));
    pending.answered("a", 7);
    expect(pending.queued).toBe(1);
    expect(keys(pending)).toEqual(["a", "b"]);
  });

  test("an edit whose event comes before its answer is removed at once", () => {
    const pending = new PendingEdits();
    pending.sync(waiting("a", "b"));
    pending.included([{ type: "todo:deleted", setId: "set", seq: 7, id: "a", mutationId: "a" }], 7);
    expect(keys(pending)).toEqual(["b"]);
    pending.sync(waiting("a", "b"));
    expect(keys(pending)).toEqual(["b"]);
  });

  test("events without a mutationId settle nothing", () => {
    const pending = new PendingEdits();
    pending.sync(waiting("a"));
    const event: SequencedEvent = { type: "todo:deleted", setId: "set", seq: 7, id: "a" };
    pending.included([event], 7);
    expect(keys(pending)).toEqual(["a"]);
  });

  test("a settled edit does not reappear while the outbox still lists it", () => {
    const pending = new PendingEdits();
    pending.sync(waiting("a", "b"));
    pending.answered("a", 7);
    pending.included([], 7);
    pending.drop(["b"]);
    pending.sync(waiting("a", "b", "c"));
    expect(keys(pending)).toEqual(["c"]);
  });

  test("an edit that another tab settled stays until a catch-up certainly includes it", () => {
    const pending = new PendingEdits();
    pending.sync(waiting("a", "b"));
    expect(pending.sync(waiting("b"))).toBe(true);
    expect(keys(pending)).toEqual(["a", "b"]);
    expect(pending.answeredSomewhere).toEqual(["a"]);
    pending.drop(["a"]);
    expect(keys(pending)).toEqual(["b"]);
  });

  test("rolls back exactly the refused edits", () => {
    const pending = new PendingEdits();
    pending.sync(waiting("a", "b", "c"));
    pending.drop(["b"]);
    expect(keys(pending)).toEqual(["a", "c"]);
  });

  test("takes over an edit that the outbox has rewritten", () => {
    const pending = new PendingEdits();
    pending.sync(waiting("a"));
    pending.sync([{ key: "a", edit: EDITS["b"] as Edit }]);
    expect(keys(pending)).toEqual(["b"]);
  });

  test("returns the same array while it holds the same edits", () => {
    const pending = new PendingEdits();
    pending.sync(waiting("a"));
    const { edits } = pending;
    pending.sync(structuredClone(waiting("a")));
    pending.answered("a", 7);
    expect(pending.edits).toBe(edits);
  });
});

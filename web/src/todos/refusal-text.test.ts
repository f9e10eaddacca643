import { describe, expect, test } from "vitest";
import type { Edit } from "glint-client";
import { aTodo } from "glint-client/testing";
import { refusalText } from "./refusal-text";

const todos = [aTodo({ id: "milk", title: "Milk" })];

function textOf(edit: Edit, code: string, message: string): string {
  const refusal = { id: "key", operation: edit.kind, edit, code, message, alsoDropped: 0 };
  return refusalText(refusal, todos, "Shopping");
}

describe("The reason of a refusal", () => {
  test("says where a todo is that did not move, and why in words", () => {
    const away: Edit = { kind: "move-away", id: "milk", toSetId: "other" };
    expect(textOf(away, "not_found", "There is no such list in this team.")).toBe(
      "“Milk” could not be moved and is still in “Shopping”. There is no such list in this team.",
    );
    const below: Edit = { kind: "move", id: "milk", parentId: "shop", sortOrder: 1 };
    expect(textOf(below, "invalid", "`parentId` is too deep.")).toBe(
      "“Milk” could not be moved and is still in “Shopping”. It no longer fits where you moved it.",
    );
  });

  test("R171 says that someone to be assigned has left, in words", () => {
    const assigned: Edit = { kind: "assign", id: "milk", assignees: ["eve"] };
    expect(textOf(assigned, "invalid", "`assignees` names …")).toBe(
      "Your change could not be saved. Someone among them is no longer in this team.",
    );
  });

  test("does not say that a todo is here that is gone, nor that anything else was moved", () => {
    const gone: Edit = { kind: "move-away", id: "oats", toSetId: "other" };
    expect(textOf(gone, "not_found", "This todo does not exist.")).toBe(
      "Your change could not be saved. This todo does not exist.",
    );
    const renamed: Edit = { kind: "update", id: "milk", changes: { title: "x" } };
    expect(textOf(renamed, "invalid", "`title` is too long.")).toBe(
      "Your change could not be saved. `title` is too long.",
    );
  });
});

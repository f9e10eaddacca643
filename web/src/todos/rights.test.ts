import { expect, test } from "vitest";
import type { Permissions } from "glint-client/wire";
import { aTodo } from "glint-client/testing";
import { rightsOf } from "./rights";

function mayComplete(fields: Parameters<typeof aTodo>[0], ...held: (keyof Permissions)[]): boolean {
  const permissions = Object.fromEntries(held.map((key) => [key, true])) as Permissions;
  return rightsOf(permissions, "bob").complete(aTodo({ userId: "ada", ...fields }));
}

test("R173 what one has claimed or is assigned to may be completed with the right to do so", () => {
  for (const held of [{ claimedBy: "bob" }, { assignees: ["ada", "bob"] }]) {
    expect(mayComplete(held, "complete_assigned_todos")).toBe(true);
    expect(mayComplete(held)).toBe(false);
  }
  expect(mayComplete({ claimedBy: "ada" }, "complete_assigned_todos")).toBe(false);
  expect(mayComplete({}, "complete_any_todo")).toBe(true);
  expect(mayComplete({ userId: "bob" })).toBe(true);
});

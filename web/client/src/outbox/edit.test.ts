import { expect, test } from "vitest";
import { aTodo } from "../testing/fake-set.ts";
import { requestOf, type Edit } from "./edit.ts";

const scope = { userId: "guest", teamId: "", setId: "set", link: "t0ken" };

test.each<[Edit, string]>([
  [{ kind: "create", todo: aTodo({ id: "a" }) }, "POST /todos"],
  [{ kind: "update", id: "a", changes: { title: "Tea" } }, "PATCH /todos/a"],
  [{ kind: "complete", ids: ["a", "b"], completed: true }, "POST /todos/complete"],
  [{ kind: "reorder", items: [] }, "POST /todos/reorder"],
  [{ kind: "move", id: "a", parentId: null, sortOrder: 1 }, "POST /todos/a/move"],
  [
    { kind: "comment", todoId: "a", comment: { id: "c", body: "Which?" } as never },
    "POST /todos/a/comments",
  ],
])("R217 a guest's edit (%j) is %s", (edit, request) => {
  const { method, path } = requestOf(scope, edit);
  expect(`${method} ${path}`).toBe(request.replace(" ", " /api/shared/t0ken"));
});

import { expect, test } from "vitest";
import { aTodo } from "../testing/fake-set.ts";
import { updateEdit } from "./update-edit.ts";

const due = {
  dueOn: "2026-12-02",
  dueTime: null,
  dueZone: "Europe/Berlin",
  repeat: { unit: "week", every: 1, weekdays: ["wed"] },
} as const;
const todo = aTodo({ id: "bins", title: "Bins", ...due });

test("only what is different is sent", () => {
  expect(updateEdit("bins", { title: " Bins ", completed: true }, todo)?.changes).toEqual({
    completed: true,
  });
  expect(updateEdit("bins", { title: "Bins", ...structuredClone(due) }, todo)).toBeNull();
});

test("R180 when it is due is sent whole", () => {
  const changes = { ...due, dueOn: "2026-12-09" };
  expect(updateEdit("bins", changes, todo)?.changes).toEqual(changes);
});

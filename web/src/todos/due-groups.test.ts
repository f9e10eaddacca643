import { expect, test } from "vitest";
import type { Todo } from "glint-client/wire";
import { aTodo } from "glint-client/testing";
import { byDue } from "./due-groups";

/** Noon in Berlin on a Thursday. */
const here = { zone: "Europe/Berlin", now: Date.parse("2026-11-26T12:00+01:00") };

function titles(todos: readonly Todo[]): Record<string, readonly string[]> {
  const sections = byDue(todos, (todo) => todo, here);
  return Object.fromEntries(
    sections.map(({ group, items }) => [group, items.map((todo) => todo.title)]),
  );
}

const due = (title: string, dueOn?: string, dueTime?: string, dueZone = "Europe/Berlin") =>
  aTodo({ title, ...(dueOn ? { dueOn } : {}), ...(dueTime ? { dueTime, dueZone } : {}) });

test("todos are grouped by how far off they are due, each group from the earliest on", () => {
  const todos = [
    due("no date"),
    due("in eight days", "2026-12-04"),
    due("in seven days", "2026-12-03"),
    due("in two days", "2026-11-28"),
    due("tomorrow", "2026-11-27"),
    due("today", "2026-11-26"),
    due("this afternoon", "2026-11-26", "15:00"),
    due("this morning", "2026-11-26", "09:00"),
    due("last year", "2025-11-26"),
    due("no date either"),
  ];
  expect(titles(todos)).toEqual({
    overdue: ["last year", "this morning"],
    today: ["this afternoon", "today"],
    tomorrow: ["tomorrow"],
    week: ["in two days", "in seven days"],
    later: ["in eight days"],
    none: ["no date", "no date either"],
  });
});

test("a time elsewhere is on the reader's day, and groups without todos are left out", () => {
  const tonightThere = due("23:00 in New York", "2026-11-26", "23:00", "America/New_York");
  expect(titles([tonightThere])).toEqual({ tomorrow: ["23:00 in New York"] });
});

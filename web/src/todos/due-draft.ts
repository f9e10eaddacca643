import { REPEAT_MAX_EVERY, type Todo } from "glint-client/wire";
import type { Due } from "glint-client";
import { localDue, weekdayOf, type Repeat, type Weekday } from "./due";

/** What the form of a due date holds: "" where there is nothing. */
export interface DueDraft {
  readonly date: string;
  readonly time: string;
  readonly unit: "never" | Repeat["unit"];
  readonly every: string;
  readonly weekdays: readonly Weekday[];
}

export const NO_DUE: Due = { dueOn: null, dueTime: null, dueZone: null, repeat: null };

/** Return what to edit, by the reader's clocks. */
export function draftOf(todo: Todo, zone: string): DueDraft {
  const due = localDue(todo, zone);
  const { repeat } = todo;
  return {
    date: due?.date ?? "",
    time: due?.time ?? "",
    unit: repeat?.unit ?? "never",
    every: String(repeat?.every ?? 1),
    weekdays: repeat?.unit === "week" ? repeat.weekdays : [],
  };
}

export function isEveryValid({ unit, every }: DueDraft): boolean {
  if (unit === "never") return true;
  const n = Number(every);
  return Number.isInteger(n) && n >= 1 && n <= REPEAT_MAX_EVERY;
}

/**
 * Return when the todo is due by a draft that has a date. The zone says also when a day ends, after which a repeating
 * todo is due next. What was not changed keeps the zone in which it was said.
 */
export function dueOf(draft: DueDraft, todo: Todo, zone: string): Due {
  const before = draftOf(todo, zone);
  const isSame = draft.date === before.date && draft.time === before.time;
  const { dueOn = null, dueTime = null, dueZone = null } = todo;
  const said = isSame
    ? { dueOn, dueTime, dueZone }
    : { dueOn: draft.date, dueTime: draft.time || null, dueZone: zone };
  return { ...said, repeat: repeatOf(draft, todo, isSame) };
}

function repeatOf({ unit, every, ...draft }: DueDraft, todo: Todo, isSame: boolean): Repeat | null {
  const n = Number(every);
  if (unit === "never") return null;
  if (unit === "day") return { unit, every: n };
  if (unit === "week") {
    const weekdays = draft.weekdays.length > 0 ? draft.weekdays : [weekdayOf(draft.date)];
    return { unit, every: n, weekdays };
  }
  const day = Number(draft.date.slice(-2));
  // The 31st of the month is on the 30th in June, and still the 31st.
  const known = isSame && todo.repeat?.unit === "month" ? todo.repeat.day : day;
  return { unit, every: n, day: known };
}

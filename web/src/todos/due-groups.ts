import type { Todo } from "glint-client/wire";
import { clockIn, type WallClock } from "../ui/local-time";
import { daysAhead, dueState, localDue, type LocalDue, type Reader } from "./due";

const WEEK_DAYS = 7;

/** The groups of todos by when they are due, in order; "week" is what is left of the next seven days. */
const DUE_GROUPS = ["overdue", "today", "tomorrow", "week", "later", "none"] as const;

export type DueGroup = (typeof DUE_GROUPS)[number];
type DueFields = Pick<Todo, "dueOn" | "dueTime" | "dueZone">;
type Here = Pick<Reader, "zone" | "now">;

export interface DueSection<T> {
  readonly group: DueGroup;
  /** At least one. */
  readonly items: readonly T[];
}

/**
 * Return the items by when they are due for the reader, the earliest first; without empty groups. A day without a time
 * comes after the times of that day; what is due at once stays in the order given. Completion is not looked at.
 */
export function byDue<T>(
  items: readonly T[],
  dueOf: (item: T) => DueFields,
  here: Here,
): readonly DueSection<T>[] {
  const shown = clockIn(here.zone, here.now);
  const dated = items.map((item) => {
    const due = localDue(dueOf(item), here.zone);
    return { item, sortKey: sortKeyOf(due), group: groupOf(due, shown) };
  });
  const groups = Map.groupBy(dated, ({ group }) => group);
  return DUE_GROUPS.flatMap((group) => {
    const found = groups.get(group);
    if (!found) return [];
    const sorted = found.toSorted((a, b) => compare(a.sortKey, b.sortKey));
    return { group, items: sorted.map(({ item }) => item) };
  });
}

function groupOf(due: LocalDue | null, shown: WallClock): DueGroup {
  if (due === null) return "none";
  const state = dueState(due, shown);
  if (state !== "later") return state;
  const ahead = daysAhead(due.date, shown.date);
  if (ahead === 1) return "tomorrow";
  return ahead <= WEEK_DAYS ? "week" : "later";
}

function sortKeyOf(due: LocalDue | null): string {
  return due === null ? "" : `${due.date} ${due.time ?? "end"}`;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

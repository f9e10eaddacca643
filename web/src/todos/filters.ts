import type { Todo } from "glint-client/wire";
import { textsLater } from "../texts/later";
import { localDue } from "./due";
import type { Filter } from "./search";

export interface FilterReader {
  readonly id: string;
  readonly zone: string;
  /** The day that it is where the reader is. */
  readonly today: string;
}

/** The filters of a list. */
export function filtersFor({ id, zone, today }: FilterReader): readonly Filter[] {
  const { mine, claimed, due } = textsLater.filters;
  const isDue = (todo: Todo) => {
    const date = todo.completed ? undefined : localDue(todo, zone)?.date;
    return date !== undefined && date <= today;
  };
  return [
    {
      kind: "mine",
      label: mine,
      shows: ({ claimedBy, assignees }) => claimedBy === id || assignees.includes(id),
    },
    { kind: "claimed", label: claimed, shows: ({ claimedBy }) => claimedBy !== null },
    { kind: "due", label: due, shows: isDue },
  ];
}

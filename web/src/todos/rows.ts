import type { Selection } from "react-aria-components";
import type { Todo } from "glint-client/wire";
import { texts } from "../texts";
import { useChoice } from "../device-choice";
import { density } from "../ui/looks";
import type { Outline, OutlineNode } from "./outline";

export const COMPLETED_ID = "completed";

/** The heading of a group of todos, which are below it. */
export interface HeadingRow {
  readonly id: string;
  readonly todo: null;
  readonly title: string;
  readonly children: readonly TodoRow[];
}

/** A todo where the list is sorted by date. */
export interface DatedRow {
  readonly id: string;
  readonly todo: Todo;
  readonly node: OutlineNode;
  /** How far right it is: below what it is shown. */
  readonly depth: number;
  /** The title of its parent, where it does not stand below that; "" if it does. */
  readonly above: string;
  readonly children: readonly DatedRow[];
}

export type TodoRow = OutlineNode | DatedRow;

/** What a row shows: a todo, or the heading of a group. */
export type Row = TodoRow | HeadingRow;

/** The height of a title of one line; as --row in tokens.css. */
const HEIGHTS_PX = { roomy: 44, compact: 34 };
const TOUCH_HEIGHTS_PX = { roomy: 52, compact: 44 };

export function useRowHeight(isTouch: boolean): number {
  return (isTouch ? TOUCH_HEIGHTS_PX : HEIGHTS_PX)[useChoice(density)];
}

const headings = new WeakMap<readonly OutlineNode[], HeadingRow>();

/** Return the rows of the top level; the same objects for the same outline. */
export function rowsOf({ open, completed }: Outline): readonly Row[] {
  return completed.length === 0 ? open : [...open, completedHeading(completed)];
}

/** Return the heading of the completed todos; the same object for the same ones. */
export function completedHeading(children: readonly OutlineNode[]): HeadingRow {
  let heading = headings.get(children);
  if (!heading) {
    const title = texts.todos.completedHeading(children.length);
    heading = { id: COMPLETED_ID, todo: null, title, children };
    headings.set(children, heading);
  }
  return heading;
}

/** The ids of the rows that a row is below, from the innermost; none if it is not among these. */
export function idsAbove(rows: readonly Row[], id: string): readonly string[] {
  for (const { id: above, children } of rows) {
    if (children.some((child) => child.id === id)) return [above];
    const found = idsAbove(children, id);
    if (found.length > 0) return [...found, above];
  }
  return [];
}

/** The todos that a selection stands for. */
export function todoIdsOf(selection: Selection, outline: Outline): ReadonlySet<string> {
  if (selection === "all") return new Set(outline.byId.keys());
  return new Set([...selection].map(String).filter((id) => outline.byId.has(id)));
}

/** Whether the row stands for one of these todos: its own, or any below it while it is collapsed. */
export function isMarked(row: Row, isExpanded: boolean, ids: ReadonlySet<string>): boolean {
  if (ids.has(row.id)) return true;
  return !isExpanded && row.children.some((child) => isMarked(child, false, ids));
}

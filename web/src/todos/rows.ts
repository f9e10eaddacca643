import type { Selection } from "react-aria-components";
import { useChoice } from "../ui/device-choice";
import { density } from "../ui/looks";
import type { Outline, OutlineNode } from "./outline";

export const COMPLETED_ID = "completed";

/** The heading of the completed todos, which are below it. */
export interface CompletedRow {
  readonly id: typeof COMPLETED_ID;
  readonly todo: null;
  readonly children: readonly OutlineNode[];
}

/** What a row shows: a todo, or the heading of the completed ones. */
export type Row = OutlineNode | CompletedRow;

/** The height of a title of one line; as --row in tokens.css. */
const HEIGHTS_PX = { roomy: 44, compact: 34 };
const TOUCH_HEIGHTS_PX = { roomy: 52, compact: 44 };

export function useRowHeight(isTouch: boolean): number {
  return (isTouch ? TOUCH_HEIGHTS_PX : HEIGHTS_PX)[useChoice(density)];
}

const headings = new WeakMap<readonly OutlineNode[], CompletedRow>();

/** Return the rows of the top level; the same objects for the same outline. */
export function rowsOf({ open, completed }: Outline): readonly Row[] {
  return completed.length === 0 ? open : [...open, headingOf(completed)];
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

function headingOf(children: readonly OutlineNode[]): CompletedRow {
  let heading = headings.get(children);
  if (!heading) {
    heading = { id: COMPLETED_ID, todo: null, children };
    headings.set(children, heading);
  }
  return heading;
}

import { useEffect, useRef, type FocusEvent, type RefObject } from "react";
import { afterTwoFrames } from "../ui/frames";
import type { RowCollection } from "./row-collection";
import { rowOf } from "./row-focus";

interface KeptFocus {
  readonly onFocusCapture: (event: FocusEvent) => void;
  readonly onBlurCapture: (event: FocusEvent) => void;
}

/**
 * When the focused row disappears, whoever deleted it, move the focus to the row that took
 * its place, or it would be lost.
 */
export function useKeptFocus(box: RefObject<HTMLElement | null>, rows: RowCollection): KeptFocus {
  const focused = useRef<string | null>(null);
  const before = useRef(rows);
  useEffect(() => {
    const id = focused.current;
    const place = id === null ? -1 : before.current.placeOf(id);
    before.current = rows;
    if (id === null || place < 0 || rows.getItem(id)) return;
    focused.current = null;
    const heir = rows.at(Math.min(place, rows.size - 1))?.key;
    // The tree renders its rows in a second pass.
    afterTwoFrames(() => {
      if (heir && isOwnerless(document.activeElement)) rowOf(box.current, heir)?.focus();
    });
  }, [box, rows]);
  return {
    onFocusCapture: ({ target }) => {
      const row = target.closest<HTMLElement>("[role=row][data-key]");
      if (row) focused.current = row.dataset["key"] ?? null;
    },
    onBlurCapture: ({ relatedTarget }) => {
      if (relatedTarget && !box.current?.contains(relatedTarget)) focused.current = null;
    },
  };
}

/** Whether the focus is on the tree as a whole, or on nothing. */
function isOwnerless(active: Element | null): boolean {
  return active === null || active === document.body || active.role === "treegrid";
}

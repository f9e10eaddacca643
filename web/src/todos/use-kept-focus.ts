import { useEffect, useRef, type FocusEvent, type RefObject } from "react";
import { rowOf } from "./row-focus";

interface KeptFocus {
  readonly onFocusCapture: (event: FocusEvent) => void;
  readonly onBlurCapture: (event: FocusEvent) => void;
}

/**
 * When the focused row disappears, whoever deleted it, move the focus to the row that took
 * its place, or it would be lost. `order`: the ids of all rows, top to bottom.
 */
export function useKeptFocus(
  box: RefObject<HTMLElement | null>,
  order: readonly string[],
): KeptFocus {
  const focused = useRef<string | null>(null);
  const before = useRef(order);
  useEffect(() => {
    const id = focused.current;
    const index = id === null ? -1 : before.current.indexOf(id);
    before.current = order;
    if (id === null || index < 0 || order.includes(id)) return;
    focused.current = null;
    const heir = order[Math.min(index, order.length - 1)];
    // The tree renders its rows in a second pass.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (heir && isOwnerless(document.activeElement)) rowOf(box.current, heir)?.focus();
      }),
    );
  }, [box, order]);
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

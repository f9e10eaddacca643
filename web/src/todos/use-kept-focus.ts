import { useEffect, useRef, type FocusEvent, type RefObject } from "react";
import { rowOf } from "./row-focus";

interface KeptFocus {
  readonly onFocusCapture: (event: FocusEvent) => void;
  readonly onBlurCapture: (event: FocusEvent) => void;
}

/**
 * When the row that has the focus goes, whoever deleted it, the focus goes to the row that took
 * its place, or else it would be lost to the page. `order`: the ids of all rows, top to bottom.
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

/** Whether the focus has fallen to the tree as a whole, or to the page. */
function isOwnerless(active: Element | null): boolean {
  return active === null || active === document.body || active.role === "treegrid";
}

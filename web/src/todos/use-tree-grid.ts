import { useLayoutEffect, useMemo, useRef, type RefObject } from "react";
import { ListKeyboardDelegate } from "react-aria/ListKeyboardDelegate";
import { useCollator } from "react-aria/useCollator";
import { useGridList } from "react-aria/useGridList";
import type { Key, ListState } from "react-stately";
import type { RowCollection } from "./row-collection";
import type { Row } from "./rows";
import type { RowLayout } from "./use-row-window";

interface TreeGridOptions {
  readonly label: string;
  /** What the tree scrolls in, together with what else is there. */
  readonly scroller: RefObject<HTMLElement | null>;
  readonly state: ListState<Row>;
  readonly collection: RowCollection;
  readonly layout: RowLayout;
  readonly onAction: ((key: Key) => void) | null;
}

/** The props and the ref of the element that holds the rows. */
export function useTreeGrid(options: TreeGridOptions) {
  const { label, scroller, state, collection, layout, onAction } = options;
  const grid = useRef<HTMLDivElement>(null);
  const collator = useCollator({ usage: "search", sensitivity: "base" });
  const keyboardDelegate = useMemo(
    () =>
      new ListKeyboardDelegate({
        ...{ collection, collator, ref: scroller, layoutDelegate: layout.delegate },
      }),
    [collection, collator, scroller, layout],
  );
  useLayoutEffect(() => {
    // Before a row react-aria would scroll all of its collection into view, which here is far higher than the view.
    if (grid.current) grid.current.scrollIntoView = () => undefined;
  }, []);
  const { gridProps } = useGridList(
    {
      "aria-label": label,
      keyboardNavigationBehavior: "tab",
      keyboardDelegate,
      layoutDelegate: layout.delegate,
      isVirtualized: true,
      ...(onAction ? { onAction } : {}),
    },
    state,
    grid,
  );
  return { gridProps, grid };
}

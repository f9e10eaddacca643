import { useLayoutEffect, useRef, type ReactNode, type RefObject } from "react";
import type { RowOffsets } from "./row-offsets";
import { COMPLETED_ID } from "./rows";

interface TreeFootProps {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly offsets: RowOffsets;
  readonly foot: ReactNode;
  readonly end?: ReactNode;
}

/**
 * What stands below the open rows, over the room that the heading of the completed ones leaves for it (`--foot`), and
 * below all rows. It is beside the tree, not inside of it, where only rows may be, and scrolls with it.
 */
export function TreeFoot({ scroller, offsets, foot, end }: TreeFootProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const sizes = new ResizeObserver(() =>
      scroller.current?.style.setProperty("--foot", `${element.offsetHeight}px`),
    );
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [scroller]);
  const completed = offsets.placeOf(COMPLETED_ID);
  const open = completed < 0 ? offsets.total : offsets.top(completed);
  return (
    <div className="tree-foot">
      <div style={{ height: open }} />
      <div ref={box} className="list-foot">
        {foot}
      </div>
      <div style={{ height: `calc(${offsets.total - open}px - var(--foot))` }} />
      {end}
    </div>
  );
}

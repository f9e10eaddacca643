import {
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type RefObject,
} from "react";
import type { AriaGridListOptions } from "react-aria/useGridList";
import type { Key } from "react-stately";
import type { RowCollection, RowNode } from "./row-collection";
import { RowHeights } from "./row-heights";
import { RowOffsets, scrollTopAfter } from "./row-offsets";
import type { Row } from "./rows";

/** How far beyond what is in view rows are rendered, so that scrolling does not show their absence. */
const MARGIN_PX = 400;
/** Scrolling renders again after so much. */
const STEP_PX = 200;

export interface RowLayout {
  readonly offsets: RowOffsets;
  /** A ref for the element of a row, which has its key as `data-row`. */
  readonly measure: RowHeights["measure"];
  /** What react-aria asks of it, for Page Up and Page Down. */
  readonly delegate: NonNullable<AriaGridListOptions<Row>["layoutDelegate"]>;
}

/** Lay out the rows, one below the other; what is in view stays still when others change. */
export function useRowLayout(
  scroller: RefObject<HTMLElement | null>,
  collection: RowCollection,
  usualPx: number,
): RowLayout {
  const heights = useMemo(() => new RowHeights(usualPx), [usualPx]);
  const measured = useSyncExternalStore(heights.subscribe, heights.current);
  const offsets = useMemo(
    () => new RowOffsets(collection, measured, usualPx),
    [collection, measured, usualPx],
  );
  useStillness(scroller, offsets);
  return useMemo(() => {
    const box = () => scroller.current ?? { scrollTop: 0, clientWidth: 0, clientHeight: 0 };
    const rect = (y: number, height: number) => ({ x: 0, y, width: box().clientWidth, height });
    const delegate = {
      getItemRect: (key: Key) => {
        const place = collection.placeOf(key);
        return place < 0 ? null : rect(offsets.top(place), offsets.height(place));
      },
      getVisibleRect: () => rect(box().scrollTop, box().clientHeight),
      getContentSize: () => rect(0, offsets.total),
    };
    return { offsets, measure: heights.measure, delegate };
  }, [scroller, collection, offsets, heights]);
}

/**
 * Return the rows to render, from top to bottom: those in view or nearly so, and those of `kept`, wherever they are:
 * what has the focus would lose it.
 */
export function rowsInView(
  { top, height }: View,
  collection: RowCollection,
  offsets: RowOffsets,
  kept: readonly (Key | null)[],
): readonly RowNode[] {
  const first = offsets.at(top - MARGIN_PX);
  const last = offsets.at(top + STEP_PX + height + MARGIN_PX);
  const places = new Set(kept.map((key) => (key === null ? -1 : collection.placeOf(key))));
  for (let place = first; place <= last; place += 1) places.add(place);
  return [...places].sort((a, b) => a - b).flatMap((place) => collection.at(place) ?? []);
}

export interface View {
  readonly top: number;
  readonly height: number;
}

/** What part of the list is in view, in steps. For the component that renders the scroller: its ref must be set. */
export function useView(scroller: RefObject<HTMLElement | null>): View {
  const [view, setView] = useState<View>({ top: 0, height: 0 });
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const look = () => {
      const top = Math.floor(box.scrollTop / STEP_PX) * STEP_PX;
      const height = box.clientHeight;
      setView((old) => (old.top === top && old.height === height ? old : { top, height }));
    };
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(box);
    box.addEventListener("scroll", look, { passive: true });
    return () => {
      sizes.disconnect();
      box.removeEventListener("scroll", look);
    };
  }, [scroller]);
  return view;
}

/** Scroll along when rows above have changed. */
function useStillness(scroller: RefObject<HTMLElement | null>, offsets: RowOffsets): void {
  const before = useRef(offsets);
  const scrollTop = useRef(0);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box && scrollTop.current > 0 && before.current !== offsets) {
      const from = wasCut(box, scrollTop.current) ? scrollTop.current : box.scrollTop;
      const top = scrollTopAfter(from, box.clientHeight, before.current, offsets);
      if (top !== box.scrollTop) box.scrollTo({ top });
      scrollTop.current = box.scrollTop;
    }
    before.current = offsets;
  }, [scroller, offsets]);
  useLayoutEffect(() => {
    const box = scroller.current;
    const look = () => (scrollTop.current = box?.scrollTop ?? 0);
    box?.addEventListener("scroll", look, { passive: true });
    return () => box?.removeEventListener("scroll", look);
  }, [scroller]);
}

/** Whether a list that has become shorter was scrolled up by the browser, not by what has just scrolled to a row. */
function wasCut({ scrollTop, clientHeight, scrollHeight }: HTMLElement, before: number): boolean {
  return scrollTop < before && scrollTop + clientHeight >= scrollHeight - 1;
}

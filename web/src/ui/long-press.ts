/** Where a row is dropped: right before or after another one, or onto it. */
export interface Spot {
  readonly targetId: string;
  readonly place: "before" | "after" | "on";
}

export interface TouchDrag {
  /** Whether rows can be dropped onto another one, at any level; otherwise only between them. */
  readonly nests: boolean;
  /** The ids next to which this row may move; empty if it may not. */
  readonly targets: (id: string) => ReadonlySet<string>;
  readonly move: (id: string, spot: Spot) => void;
}

/** Lift a row of `box`, so that it follows the finger. */
export type Lift = (
  box: HTMLElement,
  row: HTMLElement,
  finger: {
    readonly nests: boolean;
    /** The ids next to which the row may move. */
    readonly among: ReadonlySet<string>;
    readonly startY: number;
    readonly fingerY: () => number;
  },
) => Lifted;

interface Lifted {
  /** Where it would be dropped now; null if that is nowhere. */
  spot(): Spot | null;
  remove(): void;
}

export const ROW = "[role=row][data-key]";
const LONG_PRESS_MS = 400;
/** How far a finger may move before a press is no longer one. */
const SLOP_PX = 10;

/**
 * Let a long press lift a row of `box`. Browsers start a native drag of their own on touch, but not all of them, and
 * not where a long press means something else; nothing else comes of this one, also while `load` lasts. Returns a
 * function that stops listening.
 */
export function listenForLongPress(
  box: HTMLElement,
  drag: TouchDrag,
  load: () => Promise<Lift>,
): () => void {
  let release = (): void => undefined;
  const onTouchStart = (event: TouchEvent): void => {
    release();
    const [touch] = event.touches;
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>(ROW) : null;
    const id = row?.dataset["key"];
    if (!touch || event.touches.length > 1 || !row || id === undefined) return;
    if (event.target instanceof Element && event.target.closest("textarea, input")) return;
    const among = drag.targets(id);
    if (among.size > 0) release = press(box, { ...drag, row, id, touch, among, load });
  };
  box.addEventListener("touchstart", onTouchStart, { passive: true });
  return () => {
    release();
    box.removeEventListener("touchstart", onTouchStart);
  };
}

interface Press extends TouchDrag {
  readonly row: HTMLElement;
  readonly id: string;
  readonly touch: Touch;
  readonly among: ReadonlySet<string>;
  readonly load: () => Promise<Lift>;
}

/** Follow one finger. Its events go to the element that it touched first, even when that is gone. */
function press(box: HTMLElement, { row, id, touch, load, ...drag }: Press): () => void {
  const stop = new AbortController();
  const { clientX: startX, clientY: startY, target } = touch;
  let y = startY;
  let isLong = false;
  let lifted: Lifted | null = null;
  const end = (): void => {
    clearTimeout(timer);
    stop.abort();
    lifted?.remove();
  };
  const timer = setTimeout(() => {
    isLong = true;
    preventOtherPresses(row);
    if ("vibrate" in navigator) navigator.vibrate(10);
    load().then(
      (lift) => {
        if (!stop.signal.aborted) lifted = lift(box, row, { ...drag, startY, fingerY: () => y });
      },
      () => undefined, // the rows' menus move them too
    );
  }, LONG_PRESS_MS);

  listen(target, "touchmove", stop.signal, (event) => {
    const [now] = event.touches;
    if (!now || event.touches.length > 1) end();
    else if (isLong) {
      event.preventDefault();
      y = now.clientY;
    } else if (Math.hypot(now.clientX - startX, now.clientY - startY) > SLOP_PX) end();
  });
  listen(target, "touchend", stop.signal, (event) => {
    const spot = lifted?.spot() ?? null;
    if (isLong) event.preventDefault();
    end();
    if (spot) drag.move(id, spot);
  });
  listen(target, "touchcancel", stop.signal, end);
  target.addEventListener("contextmenu", preventDefault, { signal: stop.signal });
  return end;
}

/** Keep what else would come of this press away: opening the row, selecting it. */
function preventOtherPresses(row: HTMLElement): void {
  row.dispatchEvent(new PointerEvent("pointercancel", { bubbles: true }));
}

function preventDefault(event: Event): void {
  event.preventDefault();
}

function listen(
  target: EventTarget,
  type: "touchmove" | "touchend" | "touchcancel",
  signal: AbortSignal,
  handle: (event: TouchEvent) => void,
): void {
  const listener = (event: Event): void => {
    if (event instanceof TouchEvent) handle(event);
  };
  target.addEventListener(type, listener, { signal, passive: false });
}

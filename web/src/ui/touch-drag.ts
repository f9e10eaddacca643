const LONG_PRESS_MS = 400;
/** How far a finger may move before a press is no longer one. */
const SLOP_PX = 10;
/** How close to an edge of the list it scrolls, and how far with each frame. */
const EDGE_PX = 56;
const SCROLL_PX = 7;

/** Where a row is dropped: right before or after another one. */
export interface Spot {
  readonly targetId: string;
  readonly place: "before" | "after";
}

export interface TouchDrag {
  /** The ids among which this row may move, itself included; empty if it may not. */
  readonly siblings: (id: string) => ReadonlySet<string>;
  readonly move: (id: string, spot: Spot) => void;
}

interface RenderedRow {
  readonly id: string;
  readonly level: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Let a long press lift a row of `box`, which then follows the finger. Browsers start a native drag
 * of their own on touch, but not all of them, and not where a long press means something else.
 * Returns a function that stops listening.
 */
export function listenForTouchDrag(box: HTMLElement, drag: TouchDrag): () => void {
  let release = (): void => undefined;
  const onTouchStart = (event: TouchEvent): void => {
    release();
    const [touch] = event.touches;
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>(ROW) : null;
    const id = row?.dataset["key"];
    if (!touch || event.touches.length > 1 || !row || id === undefined) return;
    if (event.target instanceof Element && event.target.closest("textarea, input")) return;
    const siblings = drag.siblings(id);
    if (siblings.size > 0) release = press(box, { row, id, touch, siblings, move: drag.move });
  };
  box.addEventListener("touchstart", onTouchStart, { passive: true });
  return () => {
    release();
    box.removeEventListener("touchstart", onTouchStart);
  };
}

const ROW = "[role=row][data-key]";

interface Press {
  readonly row: HTMLElement;
  readonly id: string;
  readonly touch: Touch;
  readonly siblings: ReadonlySet<string>;
  readonly move: TouchDrag["move"];
}

/** Follow one finger. Its events go to the element that it touched first, even when that is gone. */
function press(box: HTMLElement, { row, id, touch, siblings, move }: Press): () => void {
  const target = touch.target;
  const stop = new AbortController();
  let y = touch.clientY;
  let lifted: Lifted | null = null;
  const end = (): void => {
    clearTimeout(timer);
    stop.abort();
    lifted?.remove();
  };
  const timer = setTimeout(() => {
    lifted = lift(box, row, siblings, () => y);
    // What else would come of this press: opening the todo, selecting it.
    row.dispatchEvent(new PointerEvent("pointercancel", { bubbles: true }));
    if ("vibrate" in navigator) navigator.vibrate(10);
  }, LONG_PRESS_MS);

  listen(target, "touchmove", stop.signal, (event) => {
    const [now] = event.touches;
    if (!now || event.touches.length > 1) end();
    else if (lifted) {
      event.preventDefault();
      y = now.clientY;
    } else if (Math.hypot(now.clientX - touch.clientX, now.clientY - touch.clientY) > SLOP_PX)
      end();
  });
  listen(target, "touchend", stop.signal, (event) => {
    const spot = lifted?.spot() ?? null;
    if (lifted) event.preventDefault();
    end();
    if (spot) move(id, spot);
  });
  listen(target, "touchcancel", stop.signal, end);
  target.addEventListener("contextmenu", (event) => event.preventDefault(), {
    signal: stop.signal,
  });
  return end;
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

interface Lifted {
  /** Where it would be dropped now; null if that is nowhere. */
  spot(): Spot | null;
  remove(): void;
}

/** Show a copy of the row under the finger, and a line where it would go; scroll near the edges. */
function lift(
  box: HTMLElement,
  row: HTMLElement,
  siblings: ReadonlySet<string>,
  fingerY: () => number,
): Lifted {
  const grip = fingerY() - row.getBoundingClientRect().top;
  const ghost = over(row, "drag-ghost");
  ghost.append(...Array.from(row.children, (child) => child.cloneNode(true)));
  ghost.inert = true;
  const line = over(row, "drag-line");
  const scroller = box.querySelector("[role=treegrid], [role=grid]") ?? box;
  let spot: Placed | null = null;
  let frame = 0;
  const follow = (): void => {
    const y = fingerY();
    ghost.style.top = `${y - grip}px`;
    spot = spotAt(y, renderedRows(box), siblings);
    line.hidden = spot === null;
    line.style.top = `${spot?.y ?? 0}px`;
    const { top: first, bottom: last } = scroller.getBoundingClientRect();
    if (y < first + EDGE_PX) scroller.scrollTop -= SCROLL_PX;
    else if (y > last - EDGE_PX) scroller.scrollTop += SCROLL_PX;
    frame = requestAnimationFrame(follow);
  };
  row.classList.add("is-lifted");
  follow();
  return {
    spot: () => spot,
    remove: () => {
      cancelAnimationFrame(frame);
      row.classList.remove("is-lifted");
      ghost.remove();
      line.remove();
    },
  };
}

/** Add an element over the page, as wide as the row. */
function over(row: HTMLElement, className: string): HTMLElement {
  const { left, width } = row.getBoundingClientRect();
  const element = document.createElement("div");
  element.className = className;
  element.style.left = `${left}px`;
  element.style.width = `${width}px`;
  document.body.append(element);
  return element;
}

function renderedRows(box: HTMLElement): readonly RenderedRow[] {
  return Array.from(box.querySelectorAll<HTMLElement>(ROW), (row) => {
    const { top, bottom } = row.getBoundingClientRect();
    const level = Number(row.getAttribute("aria-level") ?? 1);
    return { id: row.dataset["key"] ?? "", level, top, bottom };
  }).sort((a, b) => a.top - b.top);
}

interface Placed extends Spot {
  /** Where the line between the rows is. */
  readonly y: number;
}

/** Before the first sibling whose middle is below the finger, or else after the last one and what is below that. */
export function spotAt(
  y: number,
  rows: readonly RenderedRow[],
  siblings: ReadonlySet<string>,
): Placed | null {
  const candidates = rows.filter(({ id }) => siblings.has(id));
  const next = candidates.find(({ top, bottom }) => (top + bottom) / 2 > y);
  if (next) return { targetId: next.id, place: "before", y: next.top };
  const last = candidates.at(-1);
  if (!last) return null;
  const after = rows.slice(rows.indexOf(last) + 1);
  const end = after.findIndex(({ level }) => level <= last.level);
  const below = end < 0 ? after : after.slice(0, end);
  return { targetId: last.id, place: "after", y: (below.at(-1) ?? last).bottom };
}

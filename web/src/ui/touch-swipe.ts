/** From here on a finger that moves sideways swipes, and from there on it acts when it is lifted. */
const START_PX = 12;
const ACT_PX = 80;
/** How much more it moves sideways than up or down. */
const SLOPE = 1.5;
const BACK_MS = 140;

export type SwipeDirection = "left" | "right";

/** What a swipe does. */
export interface SwipeAction {
  readonly label: string;
  readonly run: () => void;
}

/** What a swipe of this row does; null if nothing. */
export type ActionOf = (id: string, direction: SwipeDirection) => SwipeAction | null;

const ROW = "[role=row][data-key]";

/** Let rows of `box` be swiped. Returns a function that stops listening. */
export function listenForSwipes(box: HTMLElement, actionOf: ActionOf): () => void {
  let release = (): void => undefined;
  const onTouchStart = (event: TouchEvent): void => {
    release();
    const [touch] = event.touches;
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>(ROW) : null;
    if (!touch || event.touches.length > 1 || !row) return;
    if (event.target instanceof Element && event.target.closest("textarea, input")) return;
    release = follow(row, touch, actionOf);
  };
  box.addEventListener("touchstart", onTouchStart, { passive: true });
  return () => {
    release();
    box.removeEventListener("touchstart", onTouchStart);
  };
}

/** Follow one finger. Its events go to the element that it touched first, even when that is gone. */
function follow(row: HTMLElement, touch: Touch, actionOf: ActionOf): () => void {
  const { target, clientX, clientY } = touch;
  const stop = new AbortController();
  let swiped: Swiped | null = null;
  const end = (): void => {
    stop.abort();
    swiped?.back();
    swiped = null;
  };
  const onMove = (event: TouchEvent): void => {
    const [now] = event.touches;
    if (!now || event.touches.length > 1) {
      end();
      return;
    }
    const [across, along] = [now.clientX - clientX, now.clientY - clientY];
    if (swiped === null) {
      if (Math.hypot(across, along) < START_PX) return;
      if (Math.abs(across) < SLOPE * Math.abs(along)) {
        end();
        return;
      }
      swiped = new Swiped(row, actionOf);
    }
    if (event.cancelable) event.preventDefault();
    swiped.moveTo(across);
  };
  const onEnd = (event: TouchEvent): void => {
    const action = swiped?.action ?? null;
    if (swiped && event.cancelable) event.preventDefault();
    end();
    action?.run();
  };
  const options = { signal: stop.signal, passive: false };
  target.addEventListener("touchmove", (event) => onMove(event as TouchEvent), options);
  target.addEventListener("touchend", (event) => onEnd(event as TouchEvent), options);
  target.addEventListener("touchcancel", end, options);
  return end;
}

/** A row that follows the finger, and in its place what lifting the finger would do. */
class Swiped {
  readonly #row: HTMLElement;
  readonly #actionOf: ActionOf;
  #action: SwipeAction | null = null;
  #far = false;

  constructor(row: HTMLElement, actionOf: ActionOf) {
    this.#row = row;
    this.#actionOf = actionOf;
    // What else would come of this press: opening the todo, dragging it.
    row.dispatchEvent(new PointerEvent("pointercancel", { bubbles: true }));
  }

  /** What lifting the finger does now. */
  get action(): SwipeAction | null {
    return this.#far ? this.#action : null;
  }

  moveTo(across: number): void {
    const direction = across > 0 ? "right" : "left";
    this.#action = this.#actionOf(this.#row.dataset["key"] ?? "", direction);
    const isFar = this.#action !== null && Math.abs(across) >= ACT_PX;
    if (isFar && !this.#far && "vibrate" in navigator) navigator.vibrate(10);
    this.#far = isFar;
    const place = this.#row.parentElement;
    if (!place) return;
    place.dataset["swipe"] = direction;
    place.dataset["swipeLabel"] = this.#action?.label ?? "";
    place.toggleAttribute("data-swipe-far", isFar);
    this.#row.style.transform = `translateX(${this.#action === null ? across / 5 : across}px)`;
  }

  back(): void {
    const [row, place] = [this.#row, this.#row.parentElement];
    const isMoving = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (isMoving) {
      const { transform } = row.style;
      row.animate([{ transform }, { transform: "none" }], {
        duration: BACK_MS,
        easing: "ease-out",
      });
    }
    row.style.transform = "";
    for (const name of ["data-swipe", "data-swipe-label", "data-swipe-far"])
      place?.removeAttribute(name);
  }
}

import { afterTwoFrames, tryFor } from "../ui/frames";
import { rowOf } from "./row-focus";

/** For how long a row that was scrolled to is waited for. */
const FRAMES_MAX = 20;
/** For how long one that was just added is waited for: a busy browser goes on drawing before it lists it. */
const LISTED_FRAMES_MAX = 300;

interface Reveal {
  /** Returns whether there is such a row. */
  readonly scrollTo: (id: string) => boolean;
  readonly expand: (id: string) => void;
  /** Expand all that a row is below. */
  readonly expandTo: (id: string) => void;
}

let current: Reveal | null = null;
let wanted: string | null = null;

/** Register how the list shows one of its rows; returns a function that unregisters it. */
export function provideReveal(reveal: Reveal): () => void {
  current = reveal;
  return () => {
    if (current === reveal) current = null;
  };
}

/** Scroll to a todo that was just added, once it is in the list: of several the last one. */
export function revealSoon(id: string): void {
  wanted = id;
  const isOver = () => wanted !== id || current?.scrollTo(id) === true;
  afterTwoFrames(() => tryFor(LISTED_FRAMES_MAX, isOver));
}

/**
 * Select a todo, but not for a finger, scroll to it, wherever it is in the list, and focus it, once a search is over
 * that hid it.
 */
export function goToTodo(
  id: string,
  view: { readonly isTouch: boolean; readonly select: (ids: ReadonlySet<string>) => void },
): void {
  if (!view.isTouch) view.select(new Set([id]));
  afterTwoFrames(() => {
    current?.expandTo(id);
    revealSoon(id);
    requestAnimationFrame(() => tryFor(FRAMES_MAX, () => focusIfShown(id)));
  });
}

/** Focus a row if it is rendered, as only those in view are; return whether it was. */
function focusIfShown(id: string): boolean {
  const row = rowOf(document.getElementById("main"), id);
  row?.focus();
  return row !== null;
}

/** Show what is below a row, for what is about to be put there. */
export function expandRow(id: string | null): void {
  if (id !== null) current?.expand(id);
}

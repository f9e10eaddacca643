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
  onceRendered(() => scrollOnceListed(id, LISTED_FRAMES_MAX));
}

function scrollOnceListed(id: string, frames: number): void {
  if (wanted !== id || current?.scrollTo(id) || frames === 0) return;
  requestAnimationFrame(() => scrollOnceListed(id, frames - 1));
}

/** Scroll to a todo, wherever it is in the list, and focus it, once a search is over that hid it. */
export function revealAndFocus(id: string): void {
  onceRendered(() => {
    current?.expandTo(id);
    revealSoon(id);
    focusOnceShown(id, FRAMES_MAX);
  });
}

/** Only rows in view are rendered. */
function focusOnceShown(id: string, frames: number): void {
  requestAnimationFrame(() => {
    const row = rowOf(document.getElementById("main"), id);
    if (row) row.focus();
    else if (frames > 0) focusOnceShown(id, frames - 1);
  });
}

/** Show what is below a row, for what is about to be put there. */
export function expandRow(id: string | null): void {
  if (id !== null) current?.expand(id);
}

function onceRendered(run: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(run));
}

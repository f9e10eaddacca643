interface Reveal {
  readonly scrollTo: (id: string) => void;
  readonly expand: (id: string) => void;
}

let current: Reveal | null = null;

/** Register how the list shows one of its rows; returns a function that unregisters it. */
export function provideReveal(reveal: Reveal): () => void {
  current = reveal;
  return () => {
    if (current === reveal) current = null;
  };
}

/** Scroll to a todo that was just added, once it is in the list. */
export function revealSoon(id: string): void {
  requestAnimationFrame(() => requestAnimationFrame(() => current?.scrollTo(id)));
}

/** Show what is below a row, for what is about to be put there. */
export function expandRow(id: string | null): void {
  if (id !== null) current?.expand(id);
}

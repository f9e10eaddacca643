type Reveal = (id: string) => void;

let current: Reveal | null = null;

/** Register how the list scrolls to one of its rows; returns a function that unregisters it. */
export function provideReveal(reveal: Reveal): () => void {
  current = reveal;
  return () => {
    if (current === reveal) current = null;
  };
}

/** Scroll to a todo that was just added, once it is in the list. */
export function revealSoon(id: string): void {
  requestAnimationFrame(() => requestAnimationFrame(() => current?.(id)));
}

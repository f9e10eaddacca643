type Reveal = (id: string) => void;

let current: Reveal | null = null;

/** The list says how to bring one of its rows into view; returns how to take that back. */
export function provideReveal(reveal: Reveal): () => void {
  current = reveal;
  return () => {
    if (current === reveal) current = null;
  };
}

/** Brings a todo that was just added into view, once it is in the list. */
export function revealSoon(id: string): void {
  requestAnimationFrame(() => requestAnimationFrame(() => current?.(id)));
}

/** Run something in the frame after the next one. */
export function afterTwoFrames(run: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(run));
}

/** Attempt something now and, until it succeeds, in each of the next `frames` frames. */
export function tryFor(frames: number, attempt: () => boolean): void {
  if (attempt() || frames === 0) return;
  requestAnimationFrame(() => tryFor(frames - 1, attempt));
}

/** Focus an element as soon as it is there and no dialog lies over it, which makes it inert; within two seconds. */
export function focusWhenFree(find: () => HTMLElement | null | undefined): void {
  tryFor(120, () => {
    const found = find();
    if (!found || found.closest("[inert], [aria-hidden=true]")) return false;
    found.focus();
    return document.activeElement === found;
  });
}

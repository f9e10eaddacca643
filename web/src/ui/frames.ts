/** Run something in the frame after the next one. */
export function afterTwoFrames(run: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(run));
}

/** Attempt something now and, until it succeeds, in each of the next `frames` frames. */
export function tryFor(frames: number, attempt: () => boolean): void {
  if (attempt() || frames === 0) return;
  requestAnimationFrame(() => tryFor(frames - 1, attempt));
}

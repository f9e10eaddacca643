import { afterTwoFrames } from "./frames";

/**
 * Focus the list if nothing has the focus after something was closed: a dialog gives it back to what
 * opened it, but that may be gone, as a menu, a drawer, or the list that was deleted.
 */
export function catchLostFocus(): void {
  // react-aria gives it back in the frame after the one in which it was closed.
  afterTwoFrames(() => {
    if (document.activeElement === document.body) document.getElementById("main")?.focus();
  });
}

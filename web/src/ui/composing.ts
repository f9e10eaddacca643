const PROCESSED_BY_INPUT_METHOD = 229;

/**
 * Keep the keys of an input method that is composing from the whole app: Enter and Escape choose and cancel a
 * candidate there, and neither save nor close.
 */
export function ignoreComposingKeys(): void {
  const ignore = (event: KeyboardEvent) => {
    if (isComposing(event)) event.stopImmediatePropagation();
  };
  window.addEventListener("keydown", ignore, { capture: true });
}

/** Safari tells only by the key code, which is deprecated but has no successor there. */
function isComposing(event: { readonly isComposing: boolean; readonly keyCode: number }): boolean {
  return event.isComposing || event.keyCode === PROCESSED_BY_INPUT_METHOD;
}

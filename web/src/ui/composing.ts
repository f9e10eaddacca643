const PROCESSED_BY_INPUT_METHOD = 229;

/** Whether a key belongs to an input method that is composing; Safari tells only by the key code. */
export function isComposing(event: {
  readonly isComposing: boolean;
  readonly keyCode: number;
}): boolean {
  return event.isComposing || event.keyCode === PROCESSED_BY_INPUT_METHOD;
}

const PROCESSED_BY_INPUT_METHOD = 229;

/** Whether a key belongs to an input method that is composing; Safari says so by the key code alone. */
export function isComposing(event: {
  readonly isComposing: boolean;
  readonly keyCode: number;
}): boolean {
  return event.isComposing || event.keyCode === PROCESSED_BY_INPUT_METHOD;
}

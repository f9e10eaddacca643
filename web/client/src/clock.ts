/** The clock of the client; tests use a fake one. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Run `task` once after `ms`; the returned function cancels it. */
  after(ms: number, task: () => void): () => void;
}

/** One alarm that can be set, reset and cancelled. */
export class Timer {
  readonly #clock: Clock;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get running(): boolean {
    return this.#cancel !== null;
  }

  /** Replace whatever was set before. */
  set(ms: number, task: () => void): void {
    this.cancel();
    this.#cancel = this.#clock.after(ms, () => {
      this.#cancel = null;
      task();
    });
  }

  cancel(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}

import { Timer, type Clock } from "../client/clock";

const GAP_WAIT_MS = 300;
const GAP_WAIT_MAX_MS = 30_000;

/** Decides when to stop waiting for a push that may just be late. */
export class GapWatch {
  readonly #timer: Timer;
  readonly #close: () => void;
  #inVain = 0;

  /** `close` is called when something has been missing for too long. */
  constructor(clock: Clock, close: () => void) {
    this.#timer = new Timer(clock);
    this.#close = close;
  }

  /** To be told whenever this may have changed; waits longer each time that closing was in vain. */
  observe(behind: boolean): void {
    if (!behind) {
      this.stop();
      this.#inVain = 0;
    } else if (!this.#timer.running) {
      this.#timer.set(Math.min(GAP_WAIT_MS * 2 ** this.#inVain, GAP_WAIT_MAX_MS), () => {
        this.#inVain += 1;
        this.#close();
      });
    }
  }

  stop(): void {
    this.#timer.cancel();
  }
}

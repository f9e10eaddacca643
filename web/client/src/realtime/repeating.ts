import { Timer } from "../clock.ts";
import type { Platform } from "../platform.ts";

/** Run a task again and again, every `everyMs` plus or minus a random share of `spread`, while the page is visible. */
export class Repeating {
  readonly #platform: Platform;
  readonly #everyMs: number;
  readonly #spread: number;
  readonly #task: () => void;
  readonly #timer: Timer;
  #owed = false;

  constructor(platform: Platform, everyMs: number, spread: number, task: () => void) {
    this.#platform = platform;
    this.#everyMs = everyMs;
    this.#spread = spread;
    this.#task = task;
    this.#timer = new Timer(platform.clock);
  }

  /** Do nothing if it is running already. */
  start(): void {
    if (this.#timer.running) return;
    const spread = 1 + this.#spread * (2 * this.#platform.random() - 1);
    this.#timer.set(this.#everyMs * spread, () => {
      this.#owed = true;
      if (this.#platform.surroundings.isVisible()) this.seen();
      this.start();
    });
  }

  /** The page is visible: run what came due while it was not. */
  seen(): void {
    if (!this.#owed) return;
    this.#owed = false;
    this.#task();
  }

  stop(): void {
    this.#timer.cancel();
  }
}

import { Timer } from "../client/clock";
import type { Platform } from "../client/platform";

const REVALIDATE_MS = 300_000;
const REVALIDATE_SPREAD = 0.2;

/** Asks every 5 minutes, ±20 %, whether a push was lost unnoticed; while hidden, once it is seen again. */
export class Revalidation {
  readonly #platform: Platform;
  readonly #revalidate: () => void;
  readonly #timer: Timer;
  #owed = false;

  constructor(platform: Platform, revalidate: () => void) {
    this.#platform = platform;
    this.#revalidate = revalidate;
    this.#timer = new Timer(platform.clock);
  }

  start(): void {
    const spread = 1 + REVALIDATE_SPREAD * (2 * this.#platform.random() - 1);
    this.#timer.set(REVALIDATE_MS * spread, () => {
      this.#owed = true;
      if (this.#platform.surroundings.isVisible()) this.seen();
      this.start();
    });
  }

  /** The page is visible. */
  seen(): void {
    if (!this.#owed) return;
    this.#owed = false;
    this.#revalidate();
  }

  stop(): void {
    this.#timer.cancel();
  }
}

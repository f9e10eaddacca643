import { Timer, type Clock } from "./clock.ts";
import type { Platform } from "./platform.ts";

/** All clients may be told to ask at once; they spread their requests over this long. */
export const SPREAD_MS = 500;
/** How long after a run the next one begins at the earliest. */
export const PAUSE_MS = 2_000;

/** Run a task at a random time shortly after it was asked for, once for all who asked meanwhile. */
export class Spread {
  readonly #platform: Pick<Platform, "clock" | "random">;
  readonly #task: () => void;
  readonly #timer: Timer;

  constructor(platform: Pick<Platform, "clock" | "random">, task: () => void) {
    this.#platform = platform;
    this.#task = task;
    this.#timer = new Timer(platform.clock);
  }

  /** Ask for a run, at the earliest in `pause` milliseconds. */
  ask(pause = 0): void {
    if (this.#timer.running) return;
    this.#timer.set(pause + SPREAD_MS * this.#platform.random(), this.#task);
  }

  cancel(): void {
    this.#timer.cancel();
  }
}

/** Run a task shortly after it was asked for, with a pause after each run, and not while the page is hidden. */
export class Soon {
  readonly #clock: Clock;
  readonly #spread: Spread;
  #earliest = 0;

  constructor(platform: Pick<Platform, "clock" | "random" | "surroundings">, task: () => void) {
    const { clock, surroundings } = platform;
    this.#clock = clock;
    this.#spread = new Spread(platform, () => {
      this.#earliest = clock.now() + PAUSE_MS;
      if (surroundings.isVisible()) task();
    });
  }

  ask(): void {
    this.#spread.ask(Math.max(0, this.#earliest - this.#clock.now()));
  }
}

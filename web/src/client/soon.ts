import { Timer } from "./clock";
import type { Platform } from "./platform";

/** Everybody may be told to ask at once; clients spread their requests over this long. */
export const SPREAD_MS = 500;
/** How long after a run the next one begins at the earliest. */
export const PAUSE_MS = 2_000;

/** Run a task shortly after it was asked for, once for all who asked meanwhile, and not while the page is hidden. */
export class Soon {
  readonly #platform: Pick<Platform, "clock" | "random" | "surroundings">;
  readonly #task: () => void;
  readonly #timer: Timer;
  #earliest = 0;

  constructor(platform: Pick<Platform, "clock" | "random" | "surroundings">, task: () => void) {
    this.#platform = platform;
    this.#task = task;
    this.#timer = new Timer(platform.clock);
  }

  ask(): void {
    if (this.#timer.running) return;
    const { clock, random, surroundings } = this.#platform;
    const pause = Math.max(0, this.#earliest - clock.now());
    this.#timer.set(pause + SPREAD_MS * random(), () => {
      this.#earliest = clock.now() + PAUSE_MS;
      if (surroundings.isVisible()) this.#task();
    });
  }
}

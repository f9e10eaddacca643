import { retryAfterMsOf } from "../api-error.ts";
import { retryDelayMs } from "../backoff.ts";
import { Timer } from "../clock.ts";
import type { Platform } from "../platform.ts";

/** The result of trying to send one entry. */
export type Step =
  | { readonly kind: "next" }
  | { readonly kind: "empty" }
  | { readonly kind: "stop" }
  /** Nothing may be sent before `at`, unless something is added. */
  | { readonly kind: "later"; readonly at: number }
  /** The network failed: nothing can be sent for a while. */
  | { readonly kind: "retry"; readonly error: unknown };

/** Send a set's entries one after the other; retry with backoff when the network fails. */
export class Drain {
  readonly #step: () => Promise<Step>;
  readonly #exclusively: (task: () => Promise<void>) => Promise<void>;
  readonly #platform: Platform;
  readonly #changed: () => void;
  readonly #retry: Timer;
  readonly #later: Timer;
  #failures = 0;
  #notBefore = 0;
  #nextAt: number | null = null;
  #running = false;
  #kicked: "no" | "yes" | "at once" = "no";
  #closed = false;

  /** `exclusively` keeps other tabs from sending meanwhile; `changed` is called when `nextAt` is set. */
  constructor(
    step: () => Promise<Step>,
    exclusively: (task: () => Promise<void>) => Promise<void>,
    platform: Platform,
    changed: () => void,
  ) {
    this.#step = step;
    this.#exclusively = exclusively;
    this.#platform = platform;
    this.#changed = changed;
    this.#retry = new Timer(platform.clock);
    this.#later = new Timer(platform.clock);
  }

  /** When the next attempt is due, in milliseconds since 1970; null while one is under way, or none is due. */
  get nextAt(): number | null {
    return this.#nextAt;
  }

  /**
   * Send what is queued. `atOnce`: the network may be back, so do not wait for a retry
   * that is due later, unless the server asked to wait.
   */
  kick({ atOnce = false }: { readonly atOnce?: boolean } = {}): void {
    if (this.#closed) return;
    if (atOnce && this.#platform.clock.now() >= this.#notBefore) this.#retry.cancel();
    if (this.#retry.running) return;
    if (!this.#running) void this.#run();
    else if (this.#kicked !== "at once") this.#kicked = atOnce ? "at once" : "yes";
  }

  close(): void {
    this.#closed = true;
    this.#retry.cancel();
    this.#later.cancel();
  }

  async #run(): Promise<void> {
    this.#running = true;
    this.#later.cancel();
    this.#nextAt = null;
    let last: Step | null = null;
    while (!this.#closed && this.#mustRun(last)) {
      this.#kicked = "no";
      last = await this.#turn();
    }
    this.#running = false;
    if (this.#closed) return;
    if (last?.kind === "retry") this.#retryAfter(last.error);
    else if (last?.kind === "later") this.#wait(this.#later, last.at - this.#platform.clock.now());
  }

  #mustRun(last: Step | null): boolean {
    if (last === null) return true;
    if (last.kind !== "retry") return this.#kicked !== "no";
    return this.#kicked === "at once" && retryAfterMsOf(last.error) === 0;
  }

  async #turn(): Promise<Step> {
    let last: Step = { kind: "stop" };
    try {
      await this.#exclusively(async () => {
        last = await this.#sendAll();
      });
    } catch (error) {
      return { kind: "retry", error };
    }
    return last;
  }

  async #sendAll(): Promise<Step> {
    for (;;) {
      if (this.#closed) return { kind: "stop" };
      const step = await this.#step();
      if (step.kind !== "next") return step;
      this.#failures = 0;
    }
  }

  #retryAfter(error: unknown): void {
    const now = this.#platform.clock.now();
    const asked = retryAfterMsOf(error);
    this.#notBefore = now + asked;
    this.#failures += 1;
    const delay = retryDelayMs(this.#failures, this.#platform.random());
    this.#wait(this.#retry, Math.max(delay, asked));
  }

  #wait(timer: Timer, ms: number): void {
    this.#nextAt = this.#platform.clock.now() + ms;
    timer.set(ms, () => void this.#run());
    this.#changed();
  }
}

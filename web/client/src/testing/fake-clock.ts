import type { Clock } from "../clock.ts";

interface Alarm {
  readonly at: number;
  readonly task: () => void;
}

/** Enough turns of the event loop for everything that is under way to finish without time passing. */
const SETTLE_TURNS = 12;

/** A clock that stands still until it is advanced. */
export class FakeClock implements Clock {
  #now = Date.UTC(2026, 0, 1);
  readonly #alarms = new Set<Alarm>();

  now(): number {
    return this.#now;
  }

  after(ms: number, task: () => void): () => void {
    const alarm = { at: this.#now + ms, task };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  /** How many alarms are set. */
  get alarms(): number {
    return this.#alarms.size;
  }

  /** Advance time; everything that an alarm starts finishes before the next one. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (let alarm = this.#next(end); alarm !== null; alarm = this.#next(end)) {
      this.#now = alarm.at;
      this.#alarms.delete(alarm);
      alarm.task();
      await settle();
    }
    this.#now = end;
  }

  #next(end: number): Alarm | null {
    let next: Alarm | null = null;
    for (const alarm of this.#alarms) {
      if (alarm.at <= end && (next === null || alarm.at < next.at)) next = alarm;
    }
    return next;
  }
}

/** Let everything finish that needs no time to pass. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < SETTLE_TURNS; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Wait for a condition that needs no time to pass, only turns of the event loop. */
export async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (holds()) return;
    await settle();
  }
  throw new Error(`It never came to hold: ${holds.toString()}`);
}

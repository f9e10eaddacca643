import type { SequencedEvent } from "./decode.ts";

/** Early events beyond this many are dropped: the pending catch-up fetches them anyway. */
export const HELD_MAX = 1_000;

/**
 * Put the events of one set into strict order. Sans-I/O: it decides, its caller waits and fetches.
 *
 * Every event is released once, right after its predecessor, however often and in whatever order
 * it is offered. Until the first `reset` all events are held.
 */
export class Sequencer {
  #head: number | null = null;
  readonly #held = new Map<number, SequencedEvent>();

  /** The `seq` of the last released event; null before the first `reset` and after `suspend`. */
  get head(): number | null {
    return this.#head;
  }

  /** Whether an event is held because one before it is missing. */
  get hasGap(): boolean {
    return this.#head !== null && this.#held.size > 0;
  }

  /** Take events in any order and return those that are next, in order. */
  offer(events: readonly SequencedEvent[]): readonly SequencedEvent[] {
    const released: SequencedEvent[] = [];
    for (const event of events) {
      this.#hold(event);
      this.#release(released);
    }
    return released;
  }

  /** Continue after `seq`, up to which everything is known; returns the held events that follow it. */
  reset(seq: number): readonly SequencedEvent[] {
    this.#head = seq;
    for (const held of this.#held.keys()) if (held <= seq) this.#held.delete(held);
    return this.#release([]);
  }

  /** Drop all held events and hold new ones until `reset`: the position in the log is unknown. */
  suspend(): void {
    this.#head = null;
    this.#held.clear();
  }

  #hold(event: SequencedEvent): void {
    const old = this.#head !== null && event.seq <= this.#head;
    const next = this.#head !== null && event.seq === this.#head + 1;
    const full = this.#held.size >= HELD_MAX && !next;
    if (!old && !full) this.#held.set(event.seq, event);
  }

  #release(into: SequencedEvent[]): readonly SequencedEvent[] {
    if (this.#head === null) return into;
    let event = this.#held.get(this.#head + 1);
    while (event !== undefined) {
      this.#held.delete(event.seq);
      into.push(event);
      this.#head = event.seq;
      event = this.#held.get(this.#head + 1);
    }
    return into;
  }
}

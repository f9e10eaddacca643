/** Enough to look 2 s back under any load that one set can have. */
const REMEMBERED = 1_000;

/** Which events have come over the socket that is open now. */
export class PushRecord {
  #head = 0;
  #open = false;
  readonly #received = new Set<number>();

  /** From here on everything after `head` should come. */
  opened(head: number): void {
    this.#open = true;
    this.#head = head;
    this.#received.clear();
  }

  closed(): void {
    this.#open = false;
  }

  received(seq: number): void {
    this.#received.add(seq);
    if (this.#received.size <= REMEMBERED) return;
    const [oldest] = this.#received;
    if (oldest !== undefined) this.#received.delete(oldest);
  }

  /** Whether the event should have come over this socket but has not. */
  misses(seq: number): boolean {
    return this.#open && seq > this.#head && !this.#received.has(seq);
  }
}

/** Enough to look back 2 s under any load of one set. */
const REMEMBERED = 1_000;

/** Which events were received over the open socket. */
export class PushRecord {
  #head = 0;
  #open = false;
  readonly #received = new Set<number>();

  /** Expect everything after `head` from now on. */
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

  /** Whether the event should have come over the open socket but has not. */
  misses(seq: number): boolean {
    return this.#open && seq > this.#head && !this.#received.has(seq);
  }
}

import { applyEvents } from "./apply-event.ts";
import type { KeptList } from "./list-keeping.ts";
import { listState, type ListState } from "./list-state.ts";
import { Sequencer } from "./sequencer.ts";
import type { SequencedEvent } from "./decode.ts";
import type { Todo } from "../wire.ts";

/** Events that were applied together, and the states right before and after. */
export interface Applied {
  readonly before: ListState;
  readonly after: ListState;
  readonly events: readonly SequencedEvent[];
}

/** This client's copy of a set: the state, and the order in which events are applied. Sans-I/O. */
export class Replica {
  readonly #sequencer = new Sequencer();
  #state: ListState;
  #loaded = false;
  #exact = false;
  #restored = false;
  #knownHead = 0;

  constructor(setId: string) {
    this.#state = listState(setId, 0);
  }

  get state(): ListState {
    return this.#state;
  }

  get seq(): number {
    return this.#state.seq;
  }

  /** Whether there is a list to show; it stays while it is reloaded. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** Whether every event up to `seq` was applied: a newer build may know types that this one does not. */
  get exact(): boolean {
    return this.#exact;
  }

  /** Whether the list is from an earlier visit and the server has not answered since. */
  get restored(): boolean {
    return this.#restored;
  }

  /** Whether events can be fetched from `seq` on; otherwise the list must be loaded. */
  get inOrder(): boolean {
    return this.#sequencer.head !== null;
  }

  /** Whether there are events that the state does not include. */
  get behind(): boolean {
    return this.#sequencer.hasGap || (this.inOrder && this.#knownHead > this.seq);
  }

  /** Load a list answer, exact for `seq`, and apply held events that follow it. */
  load(todos: readonly Todo[], seq: number): Applied {
    this.#state = listState(this.#state.setId, seq, todos);
    this.#loaded = true;
    this.#exact = true;
    this.#restored = false;
    return this.#apply(this.#sequencer.reset(seq));
  }

  /** Load a stored list. One that is not exact is only shown, and must be reloaded. */
  restore({ todos, seq, exact }: Pick<KeptList, "todos" | "seq" | "exact">): void {
    this.load(todos, seq);
    this.#exact = exact;
    this.#restored = true;
    if (!exact) this.invalidate();
  }

  /** Take events in any order, also repeatedly. */
  offer(events: readonly SequencedEvent[]): Applied {
    const own = events.filter((event) => event.setId === this.#state.setId);
    return this.#apply(this.#sequencer.offer(own));
  }

  /** The newest head that is known; the state may be past it. */
  get knownHead(): number {
    return this.#knownHead;
  }

  /** Note that the server's head is at least `seq`. */
  noteHead(seq: number): void {
    this.#knownHead = Math.max(this.#knownHead, seq);
  }

  /** Correct the known head: the server answered that it is `seq`, not `noted` as before the request. */
  correctHead(noted: number, seq: number): void {
    this.#restored = false;
    if (this.#knownHead === noted && noted > seq) this.#knownHead = seq;
  }

  /** Apply nothing more until the list has been reloaded: the position in the log is unknown. */
  invalidate(): void {
    this.#sequencer.suspend();
    this.#knownHead = 0;
  }

  #apply(events: readonly SequencedEvent[]): Applied {
    const before = this.#state;
    this.#state = applyEvents(before, events);
    this.#exact &&= events.every((event) => event.type !== "unknown");
    return { before, after: this.#state, events };
  }
}

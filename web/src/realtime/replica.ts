import { applyEvents } from "./apply-event";
import type { KeptList } from "./list-keeping";
import { listState, type ListState } from "./list-state";
import { Sequencer } from "./sequencer";
import type { SequencedEvent } from "./decode";
import type { Todo } from "../generated/wire";

/** Events that were applied together, and the state right before them. */
export interface Applied {
  readonly before: ListState;
  readonly after: ListState;
  readonly events: readonly SequencedEvent[];
}

/** This client's copy of a set: the state, and the order in which events get into it. Sans-I/O. */
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

  /** Whether there is a list to show; it stays shown while it is loaded anew. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** Whether every event up to `seq` had its effect: later builds may know kinds that this one does not. */
  get exact(): boolean {
    return this.#exact;
  }

  /** Whether the list is that of an earlier visit, and the server has not been heard since. */
  get restored(): boolean {
    return this.#restored;
  }

  /** Whether events can be asked for from `seq` on; otherwise the list must be loaded. */
  get inOrder(): boolean {
    return this.#sequencer.head !== null;
  }

  /** Whether something is known to exist that the state does not include. */
  get behind(): boolean {
    return this.#sequencer.hasGap || (this.inOrder && this.#knownHead > this.seq);
  }

  /** Takes a list answer, exact for `seq`; held events that follow it are applied. */
  load(todos: readonly Todo[], seq: number): Applied {
    this.#state = listState(this.#state.setId, seq, todos);
    this.#loaded = true;
    this.#exact = true;
    this.#restored = false;
    return this.#apply(this.#sequencer.reset(seq));
  }

  /** Takes a list that was kept. One that is not exact is only shown: it must be loaded again. */
  restore({ todos, seq, exact }: Pick<KeptList, "todos" | "seq" | "exact">): void {
    this.load(todos, seq);
    this.#exact = exact;
    this.#restored = true;
    if (!exact) this.invalidate();
  }

  /** Takes events in any order, as often as they come. */
  offer(events: readonly SequencedEvent[]): Applied {
    const own = events.filter((event) => event.setId === this.#state.setId);
    return this.#apply(this.#sequencer.offer(own));
  }

  /** The newest head that was heard of; the state may be past it. */
  get knownHead(): number {
    return this.#knownHead;
  }

  /** The server's head is said to be at least `seq`. */
  noteHead(seq: number): void {
    this.#knownHead = Math.max(this.#knownHead, seq);
  }

  /** The server was asked and its head is `seq`: `rumour`, noted before the question, was wrong. */
  correctHead(rumour: number, seq: number): void {
    this.#restored = false;
    if (this.#knownHead === rumour && rumour > seq) this.#knownHead = seq;
  }

  /** The place in the order is in doubt: nothing is applied until the list has been loaded. */
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

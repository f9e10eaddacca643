import { shownOf, touchedIds, UNDOES, type Edit, type ShownEdit } from "./edit.ts";
import type { NewEntry, Outcome, Scope } from "./entry.ts";
import type { Outbox } from "./outbox.ts";

/** An edit that was queued. */
export interface Done {
  readonly key: string;
  readonly edit: Edit;
  /** How the list looks without it; null if that is not known. */
  readonly opposite: ShownEdit | null;
  /** What it undoes. */
  readonly undoes: Done | null;
}

/** What the user did at once: it is undone at once. */
export interface Step {
  done: readonly Done[];
}

/** An edit to queue under a new key, which is returned. */
export type Enqueue = (edit: Edit) => string;

/** What the user did in one set, in order, and what they undid: for as long as the page lives. */
export class UndoSteps {
  readonly #outbox: Outbox;
  readonly #scope: Scope;
  readonly #undoable: Step[] = [];
  readonly #redoable: Step[] = [];
  /** The keys of edits that were never sent, because they were undone before. */
  readonly #withdrawn = new Set<string>();
  readonly #known = new Set<string>();
  /** What is done in one task is one step. */
  #open: Step | null = null;

  constructor(outbox: Outbox, scope: Scope) {
    this.#outbox = outbox;
    this.#scope = scope;
    outbox.subscribe({ settled: (outcome) => this.#settled(outcome) });
  }

  /** Note an edit that was queued under `key`; what was undone before cannot be redone any more. */
  record(key: string, edit: Edit, opposite: ShownEdit | null): Step {
    const step = this.#open ?? { done: [] };
    if (this.#open === null) {
      this.#open = step;
      this.#undoable.push(step);
      queueMicrotask(() => (this.#open = null));
    }
    this.#redoable.length = 0;
    this.#add(step, { key, edit, opposite, undoes: null });
    return step;
  }

  /** Undo a step, by default the last one. Returns what it was, or null if there is none. */
  undo(enqueue: Enqueue, step = this.#lastStep()): Step | null {
    return this.#revert(step, this.#undoable, this.#redoable, enqueue);
  }

  /** Undo the last edit that still waits and for which this holds, by itself. Returns whether there is one. */
  undoWaiting(which: (edit: Edit) => boolean, enqueue: Enqueue): boolean {
    const waiting = this.#outbox.entries(this.#scope);
    const known = this.#undoable.flatMap(({ done }) => done);
    const isUndoable = (entry: NewEntry): boolean =>
      known.some(({ key }) => key === entry.key) || this.#isUndoable(entry, waiting);
    const entry = waiting.findLast((each) => which(each.edit) && isUndoable(each));
    if (!entry) return false;
    const { key, edit } = entry;
    const done = known.find((each) => each.key === key);
    drop(this.#undoable, new Set([key]));
    const step = { done: [done ?? { key, edit, opposite: null, undoes: null }] };
    this.#undoable.push(step);
    this.undo(enqueue, step);
    return true;
  }

  /** Undo the last undo. */
  redo(enqueue: Enqueue): Step | null {
    return this.#revert(this.#redoable.at(-1), this.#redoable, this.#undoable, enqueue);
  }

  #revert(step: Step | undefined, from: Step[], to: Step[], enqueue: Enqueue): Step | null {
    const index = step ? from.indexOf(step) : -1;
    if (!step || index < 0) return null;
    from.splice(index, 1);
    const reverted: Step = { done: [] };
    for (const done of step.done.toReversed()) this.#add(reverted, this.#undone(done, enqueue));
    to.push(reverted);
    return step;
  }

  #add(step: Step, done: Done): void {
    this.#known.add(done.key);
    step.done = [...step.done, done];
  }

  #undone(done: Done, enqueue: Enqueue): Done {
    const { key, edit, undoes } = done;
    // Neither of them was sent, or the event is in another list: it is the first one again.
    if (undoes && (edit.kind === "move-back" || this.#withdrawn.has(key)))
      return { ...undoes, key: enqueue(undoes.edit) };
    const [shown = null] = shownOf([edit]);
    const undo = this.#undoOf(done);
    return { key: enqueue(undo), edit: undo, opposite: shown, undoes: done };
  }

  #undoOf({ key, edit, opposite }: Done): Edit {
    if (opposite && UNDOES[opposite.kind] === edit.kind) return opposite;
    const seq = this.#outbox.seqOf(key);
    return { kind: "undo", of: key, seq, ids: touchedIds(edit), shown: opposite };
  }

  /** What waits since an earlier visit, or was done in another tab, can be undone too. */
  #lastStep(): Step | undefined {
    const last = this.#undoable.at(-1);
    if (last) return last;
    const waiting = this.#outbox.entries(this.#scope);
    const entry = waiting.findLast((each) => this.#isUndoable(each, waiting));
    if (!entry) return undefined;
    const { key, edit } = entry;
    const step = { done: [{ key, edit, opposite: null, undoes: null }] };
    this.#undoable.push(step);
    return step;
  }

  #isUndoable({ key, edit }: NewEntry, waiting: readonly NewEntry[]): boolean {
    if (this.#known.has(key) || edit.kind === "undo" || edit.kind in UNDOES) return false;
    const undo = (other: Edit): boolean => other.kind === "undo" && other.of === key;
    return !waiting.some((other) => undo(other.edit));
  }

  /** What was refused did not happen, nor did what another tab withdrew. */
  #settled(outcome: Outcome): void {
    if (outcome.kind === "answered") return;
    const { keys } = outcome;
    const isWithdrawn = outcome.kind === "withdrawn";
    if (isWithdrawn) for (const key of keys) this.#withdrawn.add(key);
    const lost = new Set(isWithdrawn ? keys.slice(0, 1) : keys);
    for (const steps of [this.#undoable, this.#redoable]) drop(steps, lost);
  }
}

function drop(steps: Step[], keys: ReadonlySet<string>): void {
  for (const step of steps) step.done = step.done.filter(({ key }) => !keys.has(key));
  const left = steps.filter(({ done }) => done.length > 0);
  steps.splice(0, steps.length, ...left);
}

import { shownOf, type Edit, type ShownEdit } from "../outbox/edit.ts";
import type { SequencedEvent } from "./decode.ts";

/** An edit as the outbox holds it. */
export interface QueuedEdit {
  readonly key: string;
  readonly edit: Edit;
}

interface Pending extends QueuedEdit {
  /** Queued; or accepted by the server, as event `seq` or as one of unknown `seq`. */
  readonly state: "queued" | "answered" | "answered-somewhere";
  readonly seq: number;
}

/**
 * The user's edits that the replica does not include yet, in order. An edit is removed when the replica has
 * its event, so that nothing flickers or shows twice, or at once when it is refused.
 */
export class PendingEdits {
  #edits: readonly Pending[] = [];
  #shown: readonly ShownEdit[] = [];
  /** Keys that are settled; the outbox may still list them for a moment. */
  readonly #settled = new Set<string>();

  /** What to apply on top of the replica; the same array while the edits are the same. */
  get edits(): readonly ShownEdit[] {
    const edits = shownOf(this.#edits.map(({ edit }) => edit));
    const same =
      edits.length === this.#shown.length && edits.every((edit, i) => edit === this.#shown[i]);
    if (!same) this.#shown = edits;
    return this.#shown;
  }

  /** How many edits the server has not answered. */
  get queued(): number {
    return this.#edits.filter(({ state }) => state === "queued").length;
  }

  /** Take over what the outbox holds. Returns whether another tab has settled an edit unnoticed. */
  sync(waiting: readonly QueuedEdit[]): boolean {
    const keys = new Set(waiting.map(({ key }) => key));
    for (const key of this.#settled) if (!keys.has(key)) this.#settled.delete(key);
    const vanished = this.#edits.filter(({ key, state }) => state === "queued" && !keys.has(key));
    const kept = this.#edits
      .filter(({ state }) => state !== "queued")
      .concat(vanished.map((pending) => ({ ...pending, state: "answered-somewhere" })));
    const known = new Set([...this.#settled, ...kept.map(({ key }) => key)]);
    const queued = waiting.filter(({ key }) => !known.has(key));
    const before = new Map(this.#edits.map((pending) => [pending.key, pending]));
    this.#edits = [...kept, ...queued.map((entry) => pendingOf(entry, before.get(entry.key)))];
    return vanished.length > 0;
  }

  /** The server has accepted the edit; `seq` is null if that of its event is unknown. */
  answered(key: string, seq: number | null): void {
    this.#settled.add(key);
    const answer =
      seq === null ? { state: "answered-somewhere" as const } : { state: "answered" as const, seq };
    this.#edits = this.#edits.map((pending) =>
      pending.key === key ? { ...pending, ...answer } : pending,
    );
  }

  /**
   * What these edits change is not in the list: it may have been moved to another one, to whose log the answers' `seq`
   * then belongs. Returns whether any was answered.
   */
  unplaced(which: (edit: Edit) => boolean): boolean {
    const lost = this.#edits.filter(({ state, edit }) => state === "answered" && which(edit));
    if (lost.length === 0) return false;
    this.#edits = this.#edits.map((pending) =>
      lost.includes(pending) ? { ...pending, state: "answered-somewhere" } : pending,
    );
    return true;
  }

  keysOf(which: (edit: ShownEdit) => boolean): readonly string[] {
    return this.#edits.filter(({ edit }) => shownOf([edit]).some(which)).map(({ key }) => key);
  }

  /** Drop edits that will never take effect, or that the replica includes. */
  drop(keys: readonly string[]): void {
    const dropped = new Set(keys);
    for (const key of keys) this.#settled.add(key);
    this.#edits = this.#edits.filter(({ key }) => !dropped.has(key));
  }

  /** Drop the edits that the replica now includes: those of these events, and everything up to `seq`. */
  included(events: readonly SequencedEvent[], seq: number): void {
    if (this.#edits.length === 0) return;
    const landed = new Set(events.map(({ mutationId }) => mutationId));
    for (const { key } of this.#edits) if (landed.has(key)) this.#settled.add(key);
    this.#edits = this.#edits.filter(
      (pending) =>
        !landed.has(pending.key) && !(pending.state === "answered" && pending.seq <= seq),
    );
  }

  /** The keys of edits that a full catch-up, started now, will certainly include. */
  get answeredSomewhere(): readonly string[] {
    return this.#edits.filter(({ state }) => state === "answered-somewhere").map(({ key }) => key);
  }
}

/** What a browser's database returns is a copy each time; an edit that has not changed stays the same object. */
function pendingOf({ key, edit }: QueuedEdit, before: Pending | undefined): Pending {
  const isSame = before && JSON.stringify(before.edit) === JSON.stringify(edit);
  return isSame ? before : { key, edit, state: "queued", seq: 0 };
}

import type { Edit } from "../outbox/edit";
import type { SequencedEvent } from "./decode";

/** An edit as the outbox holds it. */
export interface QueuedEdit {
  readonly key: string;
  readonly edit: Edit;
}

interface Pending extends QueuedEdit {
  /** Waiting to be sent; or the server has it, as event `seq`, or as one of unknown `seq`. */
  readonly state: "queued" | "answered" | "answered-somewhere";
  readonly seq: number;
}

/**
 * Own edits that the replica does not include yet, in order. An edit leaves when the replica has
 * its event, so that what it changed neither flickers nor doubles; or at once when it is refused.
 */
export class PendingEdits {
  #edits: readonly Pending[] = [];
  #shown: readonly Edit[] = [];
  /** Keys that are settled though the outbox may still list them for a moment. */
  readonly #settled = new Set<string>();

  /** What to lay over the replica; the same array while it holds the same edits. */
  get edits(): readonly Edit[] {
    const edits = this.#edits.map(({ edit }) => edit);
    const same =
      edits.length === this.#shown.length && edits.every((edit, i) => edit === this.#shown[i]);
    if (!same) this.#shown = edits;
    return this.#shown;
  }

  /** How many the server has not answered. */
  get queued(): number {
    return this.#edits.filter(({ state }) => state === "queued").length;
  }

  /** Takes over what the outbox holds. Returns whether an edit left it unseen, by another tab. */
  sync(waiting: readonly QueuedEdit[]): boolean {
    const keys = new Set(waiting.map(({ key }) => key));
    for (const key of this.#settled) if (!keys.has(key)) this.#settled.delete(key);
    const vanished = this.#edits.filter(({ key, state }) => state === "queued" && !keys.has(key));
    const kept = this.#edits
      .filter(({ state }) => state !== "queued")
      .concat(vanished.map((pending) => ({ ...pending, state: "answered-somewhere" })));
    const known = new Set([...this.#settled, ...kept.map(({ key }) => key)]);
    const queued = waiting.filter(({ key }) => !known.has(key));
    this.#edits = [
      ...kept,
      ...queued.map(({ key, edit }): Pending => ({ key, edit, state: "queued", seq: 0 })),
    ];
    return vanished.length > 0;
  }

  /** The server has the edit; null when the `seq` of its event is not known. */
  answered(key: string, seq: number | null): void {
    this.#settled.add(key);
    const answer =
      seq === null ? { state: "answered-somewhere" as const } : { state: "answered" as const, seq };
    this.#edits = this.#edits.map((pending) =>
      pending.key === key ? { ...pending, ...answer } : pending,
    );
  }

  /** These will never have an effect. */
  drop(keys: readonly string[]): void {
    const dropped = new Set(keys);
    for (const key of keys) this.#settled.add(key);
    this.#edits = this.#edits.filter(({ key }) => !dropped.has(key));
  }

  /** The replica now includes these events, and everything up to `seq`. */
  included(events: readonly SequencedEvent[], seq: number): void {
    if (this.#edits.length === 0) return;
    const landed = new Set(events.map(({ mutationId }) => mutationId));
    for (const { key } of this.#edits) if (landed.has(key)) this.#settled.add(key);
    this.#edits = this.#edits.filter(
      (pending) =>
        !landed.has(pending.key) && !(pending.state === "answered" && pending.seq <= seq),
    );
  }

  /** The keys of edits that a complete catch-up, begun now, is sure to include. */
  get answeredSomewhere(): readonly string[] {
    return this.#edits.filter(({ state }) => state === "answered-somewhere").map(({ key }) => key);
  }
}

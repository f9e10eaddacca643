import { Timer, type Clock } from "../clock.ts";
import { touchedIds } from "./edit.ts";
import { sameScope, type NewEntry, type Scope } from "./entry.ts";
import type { Outbox } from "./outbox.ts";

/** An edit that the server has not confirmed after this long is shown as not saved. */
export const SAVED_WITHIN_MS = 1_000;

/** Edits that the server has not confirmed in time. */
export interface Unsaved {
  /** How many edits are queued, in all lists; 0 while none is overdue. */
  readonly count: number;
  /** The todos of this list that have an overdue edit. */
  readonly ids: ReadonlySet<string>;
  /** Whether sending has failed, rather than taking long. */
  readonly failing: boolean;
  /** In milliseconds since 1970; null while an attempt is under way. */
  readonly nextAttemptAt: number | null;
}

export const ALL_SAVED: Unsaved = {
  count: 0,
  ids: new Set(),
  failing: false,
  nextAttemptAt: null,
};

/** Watch an outbox for overdue edits, as seen from one list. */
export class UnsavedWatch {
  readonly #outbox: Outbox;
  readonly #scope: Scope;
  readonly #clock: Clock;
  #seen = ALL_SAVED;

  constructor(outbox: Outbox, scope: Scope, clock: Clock) {
    this.#outbox = outbox;
    this.#scope = scope;
    this.#clock = clock;
  }

  /** The same object until something changes. */
  readonly current = (): Unsaved => this.#seen;

  readonly subscribe = (changed: () => void): (() => void) => {
    const timer = new Timer(this.#clock);
    const look = (): void => {
      const { waiting, nextAttemptAt } = this.#outbox;
      const due = waiting.map(({ createdAt }) => this.#overdueIn(createdAt));
      const overdue = waiting.filter((_entry, i) => (due[i] ?? 0) <= 0);
      if (overdue.length < waiting.length) timer.set(Math.min(...due.filter((ms) => ms > 0)), look);
      const unsaved = overdue.length === 0 ? ALL_SAVED : this.#unsaved(overdue, nextAttemptAt);
      if (same(unsaved, this.#seen)) return;
      this.#seen = unsaved;
      changed();
    };
    const stop = this.#outbox.subscribe({ changed: look });
    look();
    return () => {
      stop();
      timer.cancel();
    };
  };

  /** If the clock was set back, the edit counts as overdue. */
  #overdueIn(createdAt: number): number {
    const age = this.#clock.now() - createdAt;
    return age < 0 ? 0 : SAVED_WITHIN_MS - age;
  }

  #unsaved(overdue: readonly NewEntry[], nextAttemptAt: number | null): Unsaved {
    const { waiting } = this.#outbox;
    const here = overdue.filter(({ scope }) => sameScope(scope, this.#scope));
    return {
      count: waiting.length,
      ids: new Set(here.flatMap(({ edit }) => touchedIds(edit))),
      failing: nextAttemptAt !== null || waiting.some(({ attempts }) => attempts > 0),
      nextAttemptAt,
    };
  }
}

function same(a: Unsaved, b: Unsaved): boolean {
  return (
    a.count === b.count &&
    a.failing === b.failing &&
    a.nextAttemptAt === b.nextAttemptAt &&
    a.ids.size === b.ids.size &&
    [...a.ids].every((id) => b.ids.has(id))
  );
}

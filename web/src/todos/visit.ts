import type { SequencedEvent } from "glint-client";
import type { Seen, SeenMemory } from "../offline/seen";
import { changesByOthers, type ChangesByOthers } from "./changes-by-others";

/** What happened since this browser last showed the list. */
export interface Missed {
  readonly since: Seen;
  /** Null if there is no full record. */
  readonly changes: ChangesByOthers | null;
}

export interface VisitOptions {
  readonly myId: string;
  readonly memory: SeenMemory;
  /** Fetch what happened after this `seq`; null if there is no full record of it. */
  readonly eventsAfter: (seq: number) => Promise<readonly SequencedEvent[] | null>;
  /** The `seq` of the list on screen. */
  readonly seq: () => number;
  readonly isHidden: () => boolean;
  readonly now: () => number;
}

/**
 * A visit of a list: it compares the list with what this browser last showed of it, and then remembers what it shows.
 * Each time the page is visible again is another visit. While the server cannot be asked, nothing is claimed, and
 * what was seen before stays remembered.
 */
export class Visit {
  readonly #options: VisitOptions;
  readonly #listeners = new Set<() => void>();
  #missed: Missed | null = null;
  #isCurrent = false;
  #isCompared = false;
  /** Counts the visits, so that an answer to an earlier one is dropped. */
  #number = 0;
  #asked = -1;

  constructor(options: VisitOptions) {
    this.#options = options;
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  readonly missed = (): Missed | null => this.#missed;

  readonly dismiss = (): void => this.#tell(null);

  /** The list has changed; `isCurrent` says whether it is the server's, as far as is known. */
  follow(isCurrent: boolean): void {
    if (!isCurrent) this.#remember();
    this.#isCurrent = isCurrent;
    if (this.#isCompared) this.#remember();
    else void this.#compare();
  }

  /** The page is visible again. */
  begin(): void {
    void this.#compare();
  }

  /** The page is hidden. */
  end(): void {
    this.#rememberAsOfNow();
    this.close();
  }

  /** Something else is shown: nothing is remembered any more, as the user may be signed out by now. */
  close(): void {
    this.#isCompared = false;
    this.#number += 1;
  }

  async #compare(): Promise<void> {
    const { myId, memory, eventsAfter, seq, isHidden } = this.#options;
    if (!this.#isCurrent || isHidden() || this.#asked === this.#number) return;
    const since = this.#missed?.since ?? memory.read();
    if (since === null || since.seq === seq()) {
      this.#compared();
      return;
    }
    const number = this.#number;
    this.#asked = number;
    try {
      const events = await eventsAfter(since.seq);
      if (number !== this.#number) return;
      this.#tell(missedSince(since, events && changesByOthers(events, myId)));
      this.#compared();
    } catch {
      // Asked again once the list has changed, or is current again.
      if (number === this.#number) this.#asked = -1;
    }
  }

  #compared(): void {
    this.#isCompared = true;
    this.#remember();
  }

  #remember(): void {
    if (!this.#options.isHidden()) this.#rememberAsOfNow();
  }

  #rememberAsOfNow(): void {
    const { memory, seq, now } = this.#options;
    if (this.#isCurrent && this.#isCompared) memory.write({ seq: seq(), at: now() });
  }

  #tell(missed: Missed | null): void {
    this.#missed = missed;
    for (const listener of this.#listeners) listener();
  }
}

/** Null if others changed nothing. */
function missedSince(since: Seen, changes: ChangesByOthers | null): Missed | null {
  return changes !== null && isNothing(changes) ? null : { since, changes };
}

function isNothing({ changed, deleted, isRenewed }: ChangesByOthers): boolean {
  return changed.size + deleted.size === 0 && !isRenewed;
}

/**
 * Text that somebody has typed and not saved yet, kept in this browser as it is typed: it outlives a reload, a closed
 * tab, a crash, another list, and the end of what it was typed for. Saving, discarding and signing out remove it.
 */

const PREFIX = "glint:draft:";

/** What was typed, the value that it was typed over, and when (epoch milliseconds). */
export interface Draft {
  readonly text: string;
  readonly base: string;
  readonly at: number;
}

/**
 * The field that a draft belongs to: for new todos, on the first level or below another one; the title of a todo; the
 * name of a list or team, or of a new one. `refused` is no field: what the server has not taken.
 */
export type DraftPlace =
  "new" | `below:${string}` | `title:${string}` | "name" | "new-name" | `refused:${string}`;

/** Whose draft, of which list (or team, for its name and for the names of new lists), in which field. */
export interface DraftSpot {
  readonly userId: string;
  readonly setId: string;
  readonly place: DraftPlace;
}

export class Drafts {
  readonly #storage: Storage;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();

  constructor(storage: Storage, now: () => number = Date.now) {
    this.#storage = storage;
    this.#now = now;
  }

  read(spot: DraftSpot): Draft | null {
    return parse(this.#storage.getItem(keyOf(spot)));
  }

  /** Keeps the text; a text that is empty or nothing but its base is no draft. */
  write(spot: DraftSpot, text: string, base: string): void {
    if (text === base || text.trim() === "") this.#storage.removeItem(keyOf(spot));
    else this.#put(keyOf(spot), JSON.stringify({ text, base, at: this.#now() }));
    this.#tell();
  }

  /** Removes the draft, unless another tab has put another text in its place. */
  remove(spot: DraftSpot, text: string): void {
    if (this.read(spot)?.text === text) this.#storage.removeItem(keyOf(spot));
    this.#tell();
  }

  /** The fields of a list that have a draft, as one text, so that equal answers are equal. */
  placesIn(userId: string, setId: string): string {
    const prefix = keyOf({ userId, setId, place: "" });
    return this.#keys(prefix)
      .map((key) => key.slice(prefix.length))
      .join(" ");
  }

  /** How many drafts this user has, in all lists. */
  count(userId: string): number {
    return this.#keys(`${PREFIX}${userId}:`).length;
  }

  /** Removes the drafts of everybody. */
  wipe(): void {
    for (const key of this.#keys(PREFIX)) this.#storage.removeItem(key);
    this.#tell();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Where the storage is full, typing goes on over what was kept last. */
  #put(key: string, value: string): void {
    try {
      this.#storage.setItem(key, value);
    } catch (failure) {
      console.warn("A draft could not be kept.", failure);
    }
  }

  #keys(prefix: string): string[] {
    const keys = Array.from({ length: this.#storage.length }, (_, index) =>
      this.#storage.key(index),
    );
    return keys.filter((key) => key?.startsWith(prefix) === true).sort() as string[];
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function keyOf({ userId, setId, place }: Omit<DraftSpot, "place"> & { place: string }): string {
  return `${PREFIX}${userId}:${setId}:${place}`;
}

function parse(text: string | null): Draft | null {
  if (text === null) return null;
  try {
    const found = JSON.parse(text) as Partial<Draft>;
    return typeof found.text === "string" && typeof found.base === "string"
      ? { text: found.text, base: found.base, at: Number(found.at) || 0 }
      : null;
  } catch {
    return null;
  }
}

/**
 * Text that was typed and not saved yet, stored in this browser as it is typed: it survives a reload, a closed
 * tab, a crash, another list, and the deletion of its todo or list. Saving, discarding and signing out remove it.
 */

const PREFIX = "glint:draft:";

/** The text, and the value that it replaces. */
export interface Draft {
  readonly text: string;
  readonly base: string;
}

/**
 * The field that a draft belongs to: for new todos, on the first level or below another one; the title of a todo; a new
 * comment on one; its description; the name of a list or team, or of a new one. `refused` is not a field: it holds the text of a refused edit.
 */
export type DraftPlace =
  | "new"
  | `below:${string}`
  | `title:${string}`
  | `comment:${string}`
  | `description:${string}`
  | "name"
  | "new-name"
  | `refused:${string}`;

/** Whose draft, of which list (or team, for its name and for the names of new lists), in which field. */
export interface DraftSpot {
  readonly userId: string;
  readonly setId: string;
  readonly place: DraftPlace;
}

export class Drafts {
  readonly #storage: Storage;
  readonly #listeners = new Set<() => void>();

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  read(spot: DraftSpot): Draft | null {
    return parse(this.#storage.getItem(keyOf(spot)));
  }

  /** Store the text; one that is empty or equal to its base is not a draft. */
  write(spot: DraftSpot, text: string, base: string): void {
    if (text === base || text.trim() === "") this.#storage.removeItem(keyOf(spot));
    else this.#put(keyOf(spot), JSON.stringify({ text, base }));
    this.#notify();
  }

  /** Remove the draft, unless another tab has put another text in its place. */
  remove(spot: DraftSpot, text: string): void {
    if (this.read(spot)?.text === text) this.#storage.removeItem(keyOf(spot));
    this.#notify();
  }

  /** The fields of a list that have a draft, as one string, so that equal results compare as equal. */
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

  /** Remove the drafts of all users. */
  wipe(): void {
    for (const key of this.#keys(PREFIX)) this.#storage.removeItem(key);
    this.#notify();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** If the storage is full, the last stored text stays. */
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

  #notify(): void {
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
      ? { text: found.text, base: found.base }
      : null;
  } catch {
    return null;
  }
}

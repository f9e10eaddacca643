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

/** Where a draft belongs: the title of a todo, or the field for new todos. */
export type DraftPlace = `title:${string}` | "new";

export class Drafts {
  readonly #storage: Storage;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();

  constructor(storage: Storage, now: () => number = Date.now) {
    this.#storage = storage;
    this.#now = now;
  }

  read(userId: string, setId: string, place: DraftPlace): Draft | null {
    return parse(this.#storage.getItem(keyOf(userId, setId, place)));
  }

  /** Keeps the text; a text that is empty or nothing but its base is no draft. */
  write(userId: string, setId: string, place: DraftPlace, text: string, base: string): void {
    const key = keyOf(userId, setId, place);
    if (text === base || text.trim() === "") this.#storage.removeItem(key);
    else this.#storage.setItem(key, JSON.stringify({ text, base, at: this.#now() }));
    this.#tell();
  }

  remove(userId: string, setId: string, place: DraftPlace): void {
    this.#storage.removeItem(keyOf(userId, setId, place));
    this.#tell();
  }

  /** The ids of the todos of a list whose titles have a draft, as one text, so that equal answers are equal. */
  titlesIn(userId: string, setId: string): string {
    const prefix = keyOf(userId, setId, "title:");
    return this.#keys(prefix)
      .map((key) => key.slice(prefix.length))
      .join(" ");
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

function keyOf(userId: string, setId: string, place: string): string {
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

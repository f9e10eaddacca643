import { Drafts } from "./drafts";

/** The drafts of this browser; in memory only if it has no storage (private windows, storage disabled). */
export const drafts = new Drafts(storageOf(window));

function storageOf(browser: Window): Storage {
  try {
    browser.localStorage.setItem("glint:probe", "");
    browser.localStorage.removeItem("glint:probe");
    return browser.localStorage;
  } catch {
    return new MemoryStorage();
  }
}

class MemoryStorage implements Storage {
  readonly #items = new Map<string, string>();

  get length(): number {
    return this.#items.size;
  }
  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }
  removeItem(key: string): void {
    this.#items.delete(key);
  }
  clear(): void {
    this.#items.clear();
  }
}

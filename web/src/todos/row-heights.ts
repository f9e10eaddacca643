import type { Key } from "react-stately";

/** The heights of the rows that were rendered, measured by the browser whenever it has laid them out. */
export class RowHeights {
  readonly #usualPx: number;
  readonly #heights = new Map<Key, number>();
  readonly #observer = new ResizeObserver((entries) => this.#measured(entries));
  readonly #listeners = new Set<() => void>();
  #snapshot: ReadonlyMap<Key, number> = new Map();

  /** `usualPx`: the height of a row with a title of one line. */
  constructor(usualPx: number) {
    this.#usualPx = usualPx;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The same map until a height changes. */
  readonly current = (): ReadonlyMap<Key, number> => this.#snapshot;

  /** A ref for the element of a row, which has its key as `data-row`. */
  readonly measure = (element: HTMLElement | null): (() => void) => {
    if (element) this.#observer.observe(element);
    return () => element && this.#observer.unobserve(element);
  };

  #heightOf(key: Key): number {
    return this.#heights.get(key) ?? this.#usualPx;
  }

  #measured(entries: readonly ResizeObserverEntry[]): void {
    let changed = false;
    for (const { target, borderBoxSize } of entries) {
      const key = target instanceof HTMLElement ? target.dataset["row"] : undefined;
      const height = borderBoxSize[0]?.blockSize ?? 0;
      // Without a height it is not displayed, for example on paper.
      if (key === undefined || height === 0 || this.#heightOf(key) === height) continue;
      this.#heights.set(key, height);
      changed = true;
    }
    if (!changed) return;
    this.#snapshot = new Map(this.#heights);
    for (const listener of this.#listeners) listener();
  }
}

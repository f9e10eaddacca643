import type { Key } from "react-stately";
import type { RowCollection } from "./row-collection";

/** Where rows of different heights are: measured ones as high as they were, the others as high as most. */
export class RowOffsets {
  readonly #collection: RowCollection;
  /** The top of each row, and at last the end of all. */
  readonly #tops: Float64Array;

  constructor(collection: RowCollection, heights: ReadonlyMap<Key, number>, usualPx: number) {
    this.#collection = collection;
    this.#tops = new Float64Array(collection.size + 1);
    collection.rows.forEach(({ key }, place) => {
      this.#tops[place + 1] = this.top(place) + (heights.get(key) ?? usualPx);
    });
  }

  get total(): number {
    return this.top(this.#collection.size);
  }

  top(place: number): number {
    return this.#tops[place] ?? 0;
  }

  height(place: number): number {
    return this.top(place + 1) - this.top(place);
  }

  /** The place of a row from the top; -1 if there is no such row. */
  placeOf(key: Key): number {
    return this.#collection.placeOf(key);
  }

  /** The place of the row at `y`; of the nearest one if there is none. */
  at(y: number): number {
    let low = 0;
    let high = this.#collection.size - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.top(middle) <= y) low = middle;
      else high = middle - 1;
    }
    return Math.max(low, 0);
  }

  /** The keys of the rows between two heights. */
  keysBetween(top: number, bottom: number): readonly Key[] {
    return this.#collection.rows.slice(this.at(top), this.at(bottom) + 1).map(({ key }) => key);
  }
}

/** Return where to scroll so that most of the rows in view stay where they are. */
export function scrollTopAfter(
  scrollTop: number,
  height: number,
  before: RowOffsets,
  after: RowOffsets,
): number {
  const shifts = before.keysBetween(scrollTop, scrollTop + height).flatMap((key) => {
    const place = after.placeOf(key);
    return place < 0 ? [] : [after.top(place) - before.top(before.placeOf(key))];
  });
  shifts.sort((a, b) => a - b);
  return scrollTop + (shifts[shifts.length >> 1] ?? 0);
}

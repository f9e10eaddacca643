import type { Collection, Key, Node } from "react-stately";
import type { Row } from "./rows";

/** A row as react-aria knows it. The same object as long as nothing about it changes. */
export interface RowNode extends Node<Row> {
  readonly key: string;
  readonly value: Row;
  readonly parentKey: string | null;
  readonly prevKey: string | null;
  readonly nextKey: string | null;
  /** How many rows there are on its level, below the same parent. */
  readonly setSize: number;
  readonly isExpanded: boolean;
}

/**
 * The visible rows from top to bottom, collapsed ones left out: what react-aria's hooks navigate, select and drag in.
 * Its own builder renders every row as an element, and again at every change, visible or not.
 */
export class RowCollection implements Collection<RowNode> {
  readonly #rows: readonly RowNode[];
  readonly #places: ReadonlyMap<Key, number>;

  private constructor(rows: readonly RowNode[], places: ReadonlyMap<Key, number>) {
    this.#rows = rows;
    this.#places = places;
  }

  /** Lay out the rows, reusing those of `previous` that have not changed: of 5,000 rows a change leaves nearly all. */
  static of(
    roots: readonly Row[],
    isExpanded: (id: string) => boolean,
    previous = new RowCollection([], new Map()),
  ): RowCollection {
    const rows: RowNode[] = [];
    const add = (level: readonly Row[], depth: number, parentKey: string | null): void => {
      level.forEach((value, index) => {
        const spot = { level, index, depth, parentKey };
        const isOpen = value.children.length > 0 && isExpanded(value.id);
        const old = previous.#rowLikely(rows.length, value.id);
        const node = isSame(old, value, isOpen, spot) ? old : nodeOf(value, isOpen, spot);
        rows.push(node);
        if (isOpen) add(value.children, depth + 1, node.key);
      });
    };
    add(roots, 0, null);
    return new RowCollection(rows, previous.#placesIfOf(rows) ?? placesOf(rows));
  }

  /** The row of this id, which is probably at this place. */
  #rowLikely(place: number, id: string): RowNode | null {
    const row = this.at(place);
    return row?.key === id ? row : this.getItem(id);
  }

  /** The places of these rows, if they are where these here are. */
  #placesIfOf(rows: readonly RowNode[]): ReadonlyMap<Key, number> | null {
    const isSame =
      rows.length === this.size && rows.every(({ key }, place) => key === this.#rows[place]?.key);
    return isSame ? this.#places : null;
  }

  get size(): number {
    return this.#rows.length;
  }

  get rows(): readonly RowNode[] {
    return this.#rows;
  }

  [Symbol.iterator](): IterableIterator<RowNode> {
    return this.#rows.values();
  }

  getKeys(): IterableIterator<Key> {
    return this.#places.keys();
  }

  /** The place of a row from the top; -1 if there is no such row. */
  placeOf(key: Key): number {
    return this.#places.get(key) ?? -1;
  }

  getItem(key: Key): RowNode | null {
    return this.at(this.placeOf(key));
  }

  at(place: number): RowNode | null {
    return this.#rows[place] ?? null;
  }

  getFirstKey(): string | null {
    return this.at(0)?.key ?? null;
  }

  getLastKey(): string | null {
    return this.at(this.size - 1)?.key ?? null;
  }

  getKeyBefore(key: Key): string | null {
    return this.at(this.placeOf(key) - 1)?.key ?? null;
  }

  getKeyAfter(key: Key): string | null {
    const place = this.placeOf(key);
    return place < 0 ? null : (this.at(place + 1)?.key ?? null);
  }

  /** The visible rows directly below a row. */
  *getChildren(key: Key): Generator<RowNode> {
    const first = this.at(this.placeOf(key) + 1);
    let child = first?.parentKey === key ? first : null;
    while (child) {
      yield child;
      child = child.nextKey === null ? null : this.getItem(child.nextKey);
    }
  }

  /** The last visible row of those below a row; itself if there is none. */
  lastBelow(row: RowNode): RowNode {
    let place = this.placeOf(row.key);
    while ((this.at(place + 1)?.level ?? 0) > row.level) place += 1;
    return this.at(place) ?? row;
  }
}

interface Spot {
  readonly level: readonly Row[];
  readonly index: number;
  readonly depth: number;
  readonly parentKey: string | null;
}

function placesOf(rows: readonly RowNode[]): ReadonlyMap<Key, number> {
  return new Map(rows.map((row, place) => [row.key, place]));
}

function nodeOf(value: Row, isExpanded: boolean, spot: Spot): RowNode {
  const { level, index, depth, parentKey } = spot;
  return {
    type: "item",
    key: value.id,
    value,
    level: depth,
    index,
    setSize: level.length,
    parentKey,
    prevKey: level[index - 1]?.id ?? null,
    nextKey: level[index + 1]?.id ?? null,
    hasChildNodes: value.children.length > 0,
    isExpanded,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- required all the same
    childNodes: [],
    rendered: null,
    props: {},
    textValue: value.todo === null ? value.title : value.todo.title,
  };
}

/** Whether a row would be the same if it were made again. */
function isSame(old: RowNode | null, value: Row, isExpanded: boolean, spot: Spot): old is RowNode {
  return old?.value === value && old.isExpanded === isExpanded && isAt(old, spot);
}

function isAt(row: RowNode, { level, index, depth, parentKey }: Spot): boolean {
  return (
    row.index === index &&
    row.setSize === level.length &&
    row.level === depth &&
    row.parentKey === parentKey &&
    row.prevKey === (level[index - 1]?.id ?? null) &&
    row.nextKey === (level[index + 1]?.id ?? null)
  );
}

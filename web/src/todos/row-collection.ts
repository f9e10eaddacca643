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

  private constructor(rows: readonly RowNode[]) {
    this.#rows = rows;
    this.#places = new Map(rows.map((row, place) => [row.key, place]));
  }

  /** Lay out the rows, reusing those of `previous` that have not changed. */
  static of(
    roots: readonly Row[],
    isExpanded: (id: string) => boolean,
    previous?: RowCollection,
  ): RowCollection {
    const rows: RowNode[] = [];
    const add = (level: readonly Row[], depth: number, parentKey: string | null): void => {
      level.forEach((value, index) => {
        const node = nodeOf(value, isExpanded, { level, index, depth, parentKey });
        rows.push(reuse(previous?.getItem(node.key), node));
        if (node.isExpanded) add(value.children, depth + 1, node.key);
      });
    };
    add(roots, 0, null);
    return new RowCollection(rows);
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

function nodeOf(value: Row, isExpanded: (id: string) => boolean, spot: Spot): RowNode {
  const { level, index, depth, parentKey } = spot;
  const hasChildNodes = value.children.length > 0;
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
    hasChildNodes,
    isExpanded: hasChildNodes && isExpanded(value.id),
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- required all the same
    childNodes: [],
    rendered: null,
    props: {},
    textValue: value.todo === null ? value.title : value.todo.title,
  };
}

const COMPARED = [
  ...["value", "level", "index", "setSize", "parentKey", "prevKey", "nextKey", "isExpanded"],
] as readonly (keyof RowNode)[];

function reuse(old: RowNode | null | undefined, fresh: RowNode): RowNode {
  return old && COMPARED.every((field) => old[field] === fresh[field]) ? old : fresh;
}

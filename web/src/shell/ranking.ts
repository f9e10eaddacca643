import { foldForSearch } from "../todos/search";

/**
 * How well a name fits what was typed: 0 if it starts so, 1 if each word of it starts one of the name, 2 if the name
 * has each; null if it does not fit. Both are folded.
 */
function rankOf(name: string, query: string): number | null {
  if (name.startsWith(query)) return 0;
  const words = query.split(" ");
  if (!words.every((word) => name.includes(word))) return null;
  const starts = ` ${name.replace(/[^\p{L}\p{N}]+/gu, " ")}`;
  return words.every((word) => starts.includes(` ${word}`)) ? 1 : 2;
}

export interface Ranked<T> {
  /** Of the best of them; infinite if there is none. */
  readonly rank: number;
  readonly items: readonly T[];
}

/** The items whose names fit, the best first, and at most so many. `nameOf` returns folded names. */
export function ranked<T>(
  items: readonly T[],
  typed: string,
  nameOf: (item: T) => string,
  max: number,
): Ranked<T> {
  const query = foldForSearch(typed.trim()).replace(/\s+/g, " ");
  const found = items.flatMap((item) => {
    const rank = rankOf(nameOf(item), query);
    return rank === null ? [] : [{ item, rank }];
  });
  found.sort((a, b) => a.rank - b.rank);
  return { rank: found[0]?.rank ?? Infinity, items: found.slice(0, max).map(({ item }) => item) };
}

/** Where the text that was typed stands in a name, as it is written; null if that cannot be told. */
export function placeIn(name: string, typed: string): readonly [number, number] | null {
  const [folded, query] = [name.toLowerCase(), typed.trim().toLowerCase()];
  const start = folded.length === name.length && query !== "" ? folded.indexOf(query) : -1;
  return start < 0 ? null : [start, start + query.length];
}

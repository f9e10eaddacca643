import { useSyncExternalStore } from "react";

/** As many as avatar.css has. */
const HUES = 8;

let given: ReadonlyMap<string, number> = new Map();
const listeners = new Set<() => void>();

/** The colour of a person or a team: that of the id, unless it was given another one. */
export function useHue(id: string): number {
  return useSyncExternalStore(subscribe, () => given.get(id) ?? hueOf(id));
}

/** Give these people colours of which no two are alike, while there are enough. */
export function giveHues(ids: readonly string[]): void {
  given = distinctHues(ids);
  for (const listener of listeners) listener();
}

/** Each keeps the colour of its id if none before it has that. */
export function distinctHues(ids: readonly string[]): ReadonlyMap<string, number> {
  const hues = new Map<string, number>();
  const taken = new Set<number>();
  for (const id of ids) {
    if (taken.size === HUES) taken.clear();
    let hue = hueOf(id);
    while (taken.has(hue)) hue = (hue + 1) % HUES;
    taken.add(hue);
    hues.set(id, hue);
  }
  return hues;
}

function hueOf(id: string): number {
  let hash = 0;
  for (const char of id) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return hash % HUES;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

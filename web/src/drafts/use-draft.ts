import { useState, useSyncExternalStore } from "react";
import { drafts } from "./browser-drafts";
import type { DraftPlace, DraftSpot } from "./drafts";

export interface DraftField {
  readonly text: string;
  /** The value when typing began, perhaps in an earlier visit. */
  readonly base: string;
  readonly isChanged: boolean;
  /** Whether the text was typed in an earlier visit. */
  readonly isRestored: boolean;
  readonly type: (text: string) => void;
  /** Saved or discarded: the field shows the value again. */
  readonly finish: () => void;
}

/**
 * A text field whose unsaved text is stored; it opens with the draft of an earlier visit, if any. Until someone
 * types, it shows the current value. Without a spot nothing is stored.
 */
export function useDraft(spot: DraftSpot | null, value: string): DraftField {
  const [typed, setTyped] = useState(() => {
    const draft = spot && drafts.read(spot);
    return draft && { text: draft.text, base: draft.base, isRestored: true };
  });
  const { text, base, isRestored } = typed ?? { text: value, base: value, isRestored: false };
  return {
    text,
    base,
    isChanged: text !== base,
    isRestored,
    type: (next) => {
      setTyped(next === base ? null : { text: next, base, isRestored: false });
      if (spot) drafts.write(spot, next, base);
    },
    finish: () => {
      setTyped(null);
      if (spot) drafts.remove(spot, text);
    },
  };
}

const NONE: readonly DraftPlace[] = [];

/** The fields of a list that have a draft. */
export function useDraftPlaces(userId: string, setId: string): readonly DraftPlace[] {
  const found = useSyncExternalStore(drafts.subscribe, () => drafts.placesIn(userId, setId));
  return found === "" ? NONE : (found.split(" ") as DraftPlace[]);
}

export function useHasDraft(spot: DraftSpot): boolean {
  return useSyncExternalStore(drafts.subscribe, () => drafts.read(spot) !== null);
}

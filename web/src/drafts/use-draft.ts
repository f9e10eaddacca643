import { useState, useSyncExternalStore } from "react";
import { drafts } from "./browser-drafts";
import type { DraftPlace } from "./drafts";

export interface DraftField {
  readonly text: string;
  /** What the text was typed over: the value when the field was opened, perhaps in an earlier visit. */
  readonly base: string;
  readonly isChanged: boolean;
  readonly type: (text: string) => void;
  /** Goes on from another base: what was typed stays. */
  readonly rebase: (base: string) => void;
  /** Saved or discarded: the draft is over. */
  readonly finish: () => void;
}

/** A text field whose unsaved text is kept; it opens with the draft of an earlier visit, if there is one. */
export function useDraft(
  userId: string,
  setId: string,
  place: DraftPlace,
  value: string,
): DraftField {
  const [{ text, base }, set] = useState(() => {
    const draft = drafts.read(userId, setId, place);
    return { text: draft?.text ?? value, base: draft?.base ?? value };
  });
  const keep = (next: { text: string; base: string }) => {
    set(next);
    drafts.write(userId, setId, place, next.text, next.base);
  };
  return {
    text,
    base,
    isChanged: text !== base,
    type: (typed) => keep({ text: typed, base }),
    rebase: (newBase) => keep({ text, base: newBase }),
    finish: () => drafts.remove(userId, setId, place),
  };
}

/** The ids of the todos of a list whose titles have a draft. */
export function useTitleDrafts(userId: string, setId: string): readonly string[] {
  const found = useSyncExternalStore(drafts.subscribe, () => drafts.titlesIn(userId, setId));
  return found === "" ? NONE : found.split(" ");
}

const NONE: readonly string[] = [];

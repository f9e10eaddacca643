import { useId, useState, type KeyboardEvent, type RefObject } from "react";
import type { Member } from "glint-client/wire";
import { beginningMention, withMention } from "./mentions";

const NOBODY: ReadonlySet<string> = new Set<string>();

interface MentionOptions {
  readonly text: string;
  readonly type: (text: string) => void;
  readonly people: readonly Member[];
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** Whom the word before the caret may mention, one of them active, as in a combobox. */
export interface MentionChoice {
  readonly listId: string;
  readonly people: readonly Member[];
  readonly activeId: string | null;
  readonly pick: (person: Member) => void;
  /** Whom the writer has picked so far. */
  readonly chosen: ReadonlySet<string>;
  /** Begin another text, in which nobody is picked. */
  readonly reset: () => void;
  /** Say that the caret may be elsewhere: moved, or behind what was typed, of which input methods send no keys. */
  readonly follow: () => void;
  /** Return whether the key was for the choice. */
  readonly handleKey: (event: KeyboardEvent) => boolean;
}

export function useMention(options: MentionOptions): MentionChoice {
  const { text, people, field } = options;
  const listId = useId();
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const [closedAt, setClosedAt] = useState<number | null>(null);
  const [chosen, setChosen] = useState(NOBODY);
  const found = caret === null ? null : beginningMention(text, caret, people);
  const offered = found === null || found.start === closedAt ? [] : found.people;
  const last = offered.length - 1;
  const current = offered[Math.min(active, last)];
  const pick = (person: Member) => {
    if (found === null || caret === null) return;
    write(options, found.start, caret, person);
    setChosen((others) => new Set(others).add(person.userId));
    setCaret(null);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => setActive(active < last ? active + 1 : 0),
    ArrowUp: () => setActive(active > 0 ? Math.min(active, last) - 1 : last),
    Enter: () => current && pick(current),
    Tab: () => current && pick(current),
    Escape: () => setClosedAt(found?.start ?? null),
  };
  const follow = () => {
    const { selectionStart = null, selectionEnd } = field.current ?? {};
    setCaret(selectionStart === selectionEnd ? selectionStart : null);
    setActive(0);
  };
  const handleKey = (event: KeyboardEvent) => {
    const run = offered.length > 0 && !event.shiftKey ? keys[event.key] : undefined;
    if (run) event.preventDefault();
    run?.();
    return run !== undefined;
  };
  const activeId = current?.userId ?? null;
  const reset = () => setChosen(NOBODY);
  return { listId, people: offered, activeId, pick, chosen, reset, follow, handleKey };
}

/** Put someone's name in the place of what was typed of it, and the caret behind it. */
function write({ text, type, field }: MentionOptions, start: number, end: number, person: Member) {
  const written = withMention(text, { start, end, name: person.displayName });
  type(written.text);
  requestAnimationFrame(() => {
    field.current?.focus();
    field.current?.setSelectionRange(written.caret, written.caret);
  });
}

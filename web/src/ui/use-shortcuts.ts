import { useEffect, useRef } from "react";

/** What a key does, while no dialog is open, and nobody is typing unless they may; `Mod` is Ctrl or Command. */
export type Shortcuts = Readonly<Record<string, () => void>>;

interface When {
  /** Before what has the focus sees the key: React Aria keeps some to itself. */
  readonly first?: boolean;
  readonly whileTyping?: boolean;
}

export function useShortcuts(shortcuts: Shortcuts, when: When = {}): void {
  const { first = false, whileTyping = false } = when;
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      if (isTyping(event) && !whileTyping) return;
      if (document.querySelector("[role=dialog],[role=alertdialog].dialog")) return;
      const run = latest.current[nameOf(event)];
      if (!run) return;
      event.preventDefault();
      run();
    };
    document.addEventListener("keydown", onKeyDown, { capture: first });
    return () => document.removeEventListener("keydown", onKeyDown, { capture: first });
  }, [first, whileTyping]);
}

function nameOf({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): string {
  if (!ctrlKey && !metaKey) return key;
  return `Mod+${shiftKey ? "Shift+" : ""}${key.toLowerCase()}`;
}

/** A field may leave the keys with Ctrl to the list while it is empty. */
function isTyping({ target, ctrlKey, metaKey }: KeyboardEvent): boolean {
  const isLeft = target instanceof HTMLInputElement && "shortcuts" in target.dataset;
  if (isLeft && target.value === "" && (ctrlKey || metaKey)) return false;
  return (
    target instanceof HTMLElement &&
    target.matches("input:not([type=checkbox]), textarea, select, [contenteditable], [role=menu] *")
  );
}

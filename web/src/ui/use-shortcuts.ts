import { useEffect, useRef } from "react";

/** What a key does, while nobody is typing and no dialog is open; `Mod` is Ctrl or Command. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** With `first`, before what has the focus sees the key: React Aria keeps some to itself. */
export function useShortcuts(shortcuts: Shortcuts, { first = false } = {}): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      if (isTyping(event) || document.querySelector("[role=dialog],[role=alertdialog].dialog"))
        return;
      const run = latest.current[nameOf(event)];
      if (!run) return;
      event.preventDefault();
      run();
    };
    document.addEventListener("keydown", onKeyDown, { capture: first });
    return () => document.removeEventListener("keydown", onKeyDown, { capture: first });
  }, [first]);
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

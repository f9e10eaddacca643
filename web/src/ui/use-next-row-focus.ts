import { useEffect, useRef, type RefObject } from "react";
import { focusWhenFree } from "./frames";

interface NextRowFocus {
  /** What the rows are in. */
  readonly list: RefObject<HTMLDivElement | null>;
  /** Say that the row of this id is about to go, because of what the user did. */
  readonly leave: (id: string) => void;
}

/**
 * Focus the row that takes the place of one that goes, which is its first `button` by this selector; without any, what
 * they are in.
 */
export function useNextRowFocus(
  items: readonly { readonly id: string }[] | null,
  button: string,
): NextRowFocus {
  const list = useRef<HTMLDivElement>(null);
  const leaving = useRef<{ readonly id: string; readonly place: number } | null>(null);
  useEffect(() => {
    const left = leaving.current;
    if (left === null || items?.some(({ id }) => id === left.id)) return;
    leaving.current = null;
    focusWhenFree(() => {
      const buttons = list.current?.querySelectorAll<HTMLElement>(button) ?? [];
      return buttons[Math.min(left.place, buttons.length - 1)] ?? list.current;
    });
  }, [items, button]);
  const leave = (id: string) => {
    leaving.current = { id, place: items?.findIndex((item) => item.id === id) ?? 0 };
  };
  return { list, leave };
}

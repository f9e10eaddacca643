import { useEffect, useRef, type FocusEvent, type RefObject } from "react";
import { catchLostFocus } from "../ui/lost-focus";

interface KeptPlace {
  readonly onFocus: (event: FocusEvent) => void;
  readonly onBlur: (event: FocusEvent) => void;
}

/** When the todo with the focus goes, move the focus to the one in its place, or it would be lost. */
export function useKeptPlace(box: RefObject<HTMLElement | null>, shown: unknown): KeptPlace {
  const place = useRef(-1);
  useEffect(() => {
    if (place.current < 0 || document.activeElement !== document.body) return;
    const checks = checksIn(box.current);
    const heir = checks[Math.min(place.current, checks.length - 1)];
    if (heir) heir.focus();
    else catchLostFocus();
  }, [box, shown]);
  return {
    onFocus: ({ target }) => {
      const row = target.closest("li");
      place.current = row ? checksIn(box.current).findIndex((check) => row.contains(check)) : -1;
    },
    onBlur: ({ relatedTarget }) => {
      if (relatedTarget) place.current = -1;
    },
  };
}

function checksIn(box: HTMLElement | null): readonly HTMLInputElement[] {
  return [...(box?.querySelectorAll("input") ?? [])];
}

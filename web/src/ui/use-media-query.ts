import { useCallback, useSyncExternalStore } from "react";

/** A finger, not a mouse; as in the style sheets. A browser without any pointer, as in tests, has neither. */
export const TOUCH = "(hover: none) and (pointer: coarse)";

/** Whether the media query matches, now and whenever that changes. */
export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", listener);
      return () => list.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

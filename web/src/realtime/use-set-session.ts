import { useSyncExternalStore } from "react";
import type { SetSession } from "./set-session";
import type { SetSnapshot } from "./snapshot";

/** What there is to show of the session; null while there is none. Renders anew when it changes. */
export function useSetSession(session: SetSession | null): SetSnapshot | null {
  return useSyncExternalStore(
    session === null ? subscribeToNothing : session.subscribe,
    session === null ? nothing : session.getSnapshot,
  );
}

function subscribeToNothing(): () => void {
  return () => undefined;
}

function nothing(): null {
  return null;
}

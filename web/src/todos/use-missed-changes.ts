import { useEffect, useState } from "react";
import type { ListSession } from "./session";

/** How many changes others have made in the open list since the tab was hidden; 0 while it is visible. */
export function useMissedChanges({ subscribeToChanges }: ListSession): number {
  const [missed, setMissed] = useState(0);
  useEffect(
    () =>
      subscribeToChanges((changes) => {
        if (document.hidden) setMissed((before) => before + changes.length);
      }),
    [subscribeToChanges],
  );
  useEffect(() => {
    const look = () => {
      if (!document.hidden) setMissed(0);
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  return missed;
}

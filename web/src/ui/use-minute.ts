import { useSyncExternalStore } from "react";

const MINUTE_MS = 60_000;
const LOOK_EVERY_MS = 10_000;

/** The time at which the current minute began; what uses it is rendered again in the next one. */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, minute);
}

function minute(): number {
  return Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
}

/** Timers stop while a device sleeps: look also when the page is seen again. */
function subscribe(changed: () => void): () => void {
  const timer = setInterval(changed, LOOK_EVERY_MS);
  document.addEventListener("visibilitychange", changed);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", changed);
  };
}

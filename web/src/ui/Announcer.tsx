import { useSyncExternalStore } from "react";

let message = "";
let flip = false;
const listeners = new Set<() => void>();

/** Says something to those who listen, when they are not in the middle of something else. */
export function announce(text: string): void {
  flip = !flip;
  message = flip ? text : `${text}\u00A0`;
  for (const listener of listeners) listener();
}

/** The one polite live region of the page. A repeated text is said again. */
export function Announcer() {
  const text = useSyncExternalStore(subscribe, () => message);
  return (
    <div className="visually-hidden" aria-live="polite" data-testid="announcer">
      {text}
    </div>
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

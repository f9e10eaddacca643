import { useEffect } from "react";
import { DISCARDED } from "../outbox/lane";
import { notify } from "../ui/toasts";
import { refusalText } from "./refusal-text";
import type { ListSession } from "./session";

/** Show why the server refused an edit; the list has already rolled it back. */
export function useRefusals(session: ListSession, listName: string): void {
  const { lastRefusal, dismissRefusal, todos } = session;
  useEffect(() => {
    if (!lastRefusal) return;
    if (lastRefusal.code !== DISCARDED)
      notify({ kind: "refusal", text: refusalText(lastRefusal, todos ?? [], listName) });
    dismissRefusal();
  }, [lastRefusal, dismissRefusal, todos, listName]);
}

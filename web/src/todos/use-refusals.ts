import { useEffect } from "react";
import { DISCARDED } from "glint-client";
import { notify } from "../ui/toasts";
import { refusalText } from "./refusal-text";
import type { ListSession } from "./session";
import { UNDO_TOPIC } from "./use-undo";

/** Show why the server refused an edit; the list has already rolled it back. */
export function useRefusals(session: ListSession, listName: string): void {
  const { lastRefusal, dismissRefusal, todos } = session;
  useEffect(() => {
    if (!lastRefusal) return;
    const { code, operation } = lastRefusal;
    if (code !== DISCARDED) {
      const text = refusalText(lastRefusal, todos ?? [], listName);
      notify({ kind: "refusal", text, ...(operation === "undo" ? { topic: UNDO_TOPIC } : {}) });
    }
    dismissRefusal();
  }, [lastRefusal, dismissRefusal, todos, listName]);
}

import { useEffect } from "react";
import { texts } from "../texts";
import { DISCARDED } from "../outbox/lane";
import { notify } from "../ui/toasts";
import type { ListSession } from "./session";

/** Show why the server refused an edit; the list has already rolled it back. */
export function useRefusals({ lastRefusal, dismissRefusal }: ListSession): void {
  useEffect(() => {
    if (!lastRefusal) return;
    if (lastRefusal.code !== DISCARDED)
      notify({ kind: "refusal", text: texts.todos.refused(lastRefusal.message) });
    dismissRefusal();
  }, [lastRefusal, dismissRefusal]);
}

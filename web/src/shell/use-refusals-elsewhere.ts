import { useEffect } from "react";
import { useSets } from "../data/sets";
import { texts } from "../texts";
import { refusalReason } from "../todos/refusal-text";
import { notify } from "../ui/toasts";
import { useSharedOutbox } from "../workspace/outbox";

/** Show why the server refused an edit of a list that is not open; the open one shows it itself. */
export function useRefusalsElsewhere(teamId: string, openSetId: string | null): void {
  const outbox = useSharedOutbox();
  const sets = useSets(teamId).data?.sets;
  useEffect(
    () =>
      outbox?.subscribe({
        settled(outcome, sent) {
          if (outcome.kind !== "refused" || sent === null || outcome.scope.setId === openSetId)
            return;
          const list = sets?.find((set) => set.id === outcome.scope.setId);
          const text = texts.todos.refusedElsewhere(list?.name, refusalReason(outcome.refusal));
          notify({ kind: "refusal", text });
        },
      }),
    [outbox, openSetId, sets],
  );
}

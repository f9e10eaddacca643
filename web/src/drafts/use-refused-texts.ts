import { useEffect } from "react";
import { DISCARDED, type Edit, type Outbox } from "glint-client";
import { drafts } from "./browser-drafts";

/** Keep the text of refused edits as drafts. */
export function useRefusedTexts(outbox: Outbox | null): void {
  useEffect(
    () =>
      outbox?.subscribe({
        settled(outcome) {
          if (outcome.kind !== "refused" || outcome.refusal.code === DISCARDED) return;
          const { userId, setId } = outcome.scope;
          for (const { id, text } of outcome.edits.flatMap(textOf))
            drafts.write({ userId, setId, place: `refused:${id}` }, text, "");
        },
      }),
    [outbox],
  );
}

function textOf(edit: Edit): readonly { readonly id: string; readonly text: string }[] {
  if (edit.kind === "create") return [{ id: edit.todo.id, text: edit.todo.title }];
  if (edit.kind === "comment") return [{ id: edit.comment.id, text: edit.comment.body }];
  if (edit.kind !== "update") return [];
  const { title, description } = edit.changes;
  return [
    ...(title === undefined ? [] : [{ id: edit.id, text: title }]),
    ...(description ? [{ id: `${edit.id}:description`, text: description }] : []),
  ];
}

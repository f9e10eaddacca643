import type { DraftField } from "../drafts/use-draft";
import { textsLater } from "../texts/later";
import { KeptDraft } from "./KeptDrafts";

interface LostDescriptionProps {
  readonly isGone: boolean;
  readonly draft: DraftField;
}

/** What was typed, where it cannot be saved any more. */
export function LostDescription({ isGone, draft }: LostDescriptionProps) {
  const t = textsLater.drafts;
  return (
    <KeptDraft
      message={isGone ? t.commentedDeleted : t.mayNotEdit}
      text={draft.text.trim()}
      resume={null}
      onDone={draft.finish}
    />
  );
}

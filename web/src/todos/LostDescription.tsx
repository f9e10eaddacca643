import type { DraftField } from "../drafts/use-draft";
import { textsLater } from "../texts/later";
import { RescueButtons } from "./RescueButtons";

interface LostDescriptionProps {
  readonly isGone: boolean;
  readonly draft: DraftField;
}

/** What was typed, where it cannot be saved any more. */
export function LostDescription({ isGone, draft }: LostDescriptionProps) {
  const t = textsLater.drafts;
  return (
    <div className="draft-note" role="alert">
      <p>
        {isGone ? t.commentedDeleted : t.mayNotEdit} <strong dir="auto">{draft.text.trim()}</strong>
      </p>
      <RescueButtons text={draft.text.trim()} onDone={draft.finish} />
    </div>
  );
}

import { Conflict } from "../drafts/Conflict";
import { textsLater } from "../texts/later";
import { Button } from "../ui/Button";
import { RescueButtons } from "./RescueButtons";
import type { Obstacle } from "./TitleEditor";

interface EditorNoteProps {
  /** The current title, and who has changed or deleted it meanwhile, if known. */
  readonly theirs: string;
  readonly who: string | null;
  readonly text: string;
  /** Null if the text is only a draft of an earlier visit. */
  readonly obstacle: Obstacle | null;
  /** Save the text. */
  readonly onKeep: () => void;
  /** Discard the text, or leave it where it was moved. */
  readonly onDrop: () => void;
}

/** Explain below the field why its text is not saved, with the actions for it. */
export default function EditorNote(props: EditorNoteProps) {
  const { theirs, who, text, obstacle, onKeep, onDrop } = props;
  const t = textsLater.drafts;
  if (obstacle === "renamed") {
    return <Conflict who={who} theirs={theirs} onKeepMine={onKeep} onUseTheirs={onDrop} />;
  }
  if (obstacle === null) {
    return (
      <div className="draft-note">
        <p>{t.restored}</p>
        <Button onPress={onDrop}>{t.discard}</Button>
      </div>
    );
  }
  return (
    <div className="draft-note" role="alert">
      <p>{obstacle === "deleted" ? t.deleted(who) : t.mayNotEdit}</p>
      <RescueButtons text={text} onDone={onDrop} />
    </div>
  );
}

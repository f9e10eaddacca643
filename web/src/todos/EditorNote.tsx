import { Conflict } from "../drafts/Conflict";
import { textsLater } from "../texts-later";
import { Button } from "../ui/Button";
import { RescueButtons } from "./RescueButtons";
import type { Obstacle } from "./TitleEditor";

interface EditorNoteProps {
  /** The title as it is now, and who has changed or deleted it meanwhile, where that is known. */
  readonly theirs: string;
  readonly who: string | null;
  readonly text: string;
  /** Null where the text is only a draft of an earlier visit. */
  readonly obstacle: Obstacle | null;
  /** Saves what was typed. */
  readonly onKeep: () => void;
  /** Discards what was typed, or leaves it to where it went. */
  readonly onDrop: () => void;
}

/** Says below the field why its text is not saved, and what can be done with it. */
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

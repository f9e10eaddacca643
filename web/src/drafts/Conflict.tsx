import { textsLater } from "../texts/later";
import { Button } from "../ui/Button";

interface ConflictProps {
  /** Who made the other change, where that is known. */
  readonly who: string | null;
  readonly theirs: string;
  readonly onKeepMine: () => void;
  readonly onUseTheirs: () => void;
}

/** Ask which of two texts to keep: someone else has changed the one that is being edited. */
export function Conflict({ who, theirs, onKeepMine, onUseTheirs }: ConflictProps) {
  return (
    <div className="draft-note" role="alert">
      <p>{textsLater.drafts.renamed(who, theirs)}</p>
      <Button variant="primary" onPress={onKeepMine}>
        {textsLater.drafts.keepMine}
      </Button>
      <Button onPress={onUseTheirs}>{textsLater.drafts.useTheirs}</Button>
    </div>
  );
}

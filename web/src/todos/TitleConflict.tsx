import { texts } from "../texts";
import { Button } from "../ui/Button";

interface TitleConflictProps {
  readonly theirs: string;
  readonly onKeepMine: () => void;
  readonly onUseTheirs: () => void;
}

/** Asks which of two titles is to stay: somebody else has changed the one that is being edited. */
export function TitleConflict({ theirs, onKeepMine, onUseTheirs }: TitleConflictProps) {
  return (
    <div className="title-conflict" role="alert">
      <p>{texts.drafts.changedMeanwhile(theirs)}</p>
      <Button variant="primary" onPress={onKeepMine}>
        {texts.drafts.keepMine}
      </Button>
      <Button onPress={onUseTheirs}>{texts.drafts.useTheirs}</Button>
    </div>
  );
}

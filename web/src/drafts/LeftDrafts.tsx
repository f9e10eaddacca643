import { textsLater } from "../texts/later";
import { Button } from "../ui/Button";
import { CopyButton } from "../ui/CopyButton";
import { drafts } from "./browser-drafts";
import { useDraftPlaces } from "./use-draft";

interface LeftDraftsProps {
  readonly userId: string;
  readonly setId: string;
}

/** The drafts of a list that can no longer be shown. */
export default function LeftDrafts({ userId, setId }: LeftDraftsProps) {
  const places = useDraftPlaces(userId, setId);
  return (
    <section className="drafts" aria-label={textsLater.drafts.region}>
      {places.map((place) => {
        const spot = { userId, setId, place };
        const text = drafts.read(spot)?.text ?? "";
        return (
          <div key={place} className="draft-note" role="alert">
            <p>
              {textsLater.drafts.left} <strong dir="auto">{text.trim()}</strong>
            </p>
            <CopyButton text={text.trim()} />
            <Button onPress={() => drafts.remove(spot, text)}>{textsLater.drafts.discard}</Button>
          </div>
        );
      })}
    </section>
  );
}

import { drafts } from "../drafts/browser-drafts";
import { texts } from "../texts";
import { Button } from "../ui/Button";
import { useListView } from "./list-view";
import { revealSoon } from "./reveal";
import { useSession } from "./session";

/** Texts that were typed into todos that are gone or may not be edited any more, each within reach until dealt with. */
export function LostDrafts({ ids }: { readonly ids: readonly string[] }) {
  const session = useSession();
  const { myId, setId, rights, outline } = useListView();
  return (
    <div className="lost-drafts" role="alert">
      {ids.map((id) => {
        const text = drafts.read(myId, setId, `title:${id}`)?.text.trim();
        if (!text) return null;
        const finish = () => drafts.remove(myId, setId, `title:${id}`);
        return (
          <div key={id} className="lost-draft">
            <p>
              {outline.byId.has(id) ? texts.drafts.mayNotEdit : texts.drafts.deletedMeanwhile}
              <strong dir="auto">{text}</strong>
            </p>
            {rights.create ? (
              <Button
                variant="primary"
                onPress={() => {
                  revealSoon(session.createTodo(text, null));
                  finish();
                }}
              >
                {texts.drafts.addAsNew}
              </Button>
            ) : null}
            <Button onPress={() => void navigator.clipboard.writeText(text)}>
              {texts.drafts.copy}
            </Button>
            <Button onPress={finish}>{texts.drafts.discard}</Button>
          </div>
        );
      })}
    </div>
  );
}

import type { Todo } from "glint-client/wire";
import { drafts } from "../drafts/browser-drafts";
import type { Draft, DraftPlace } from "../drafts/drafts";
import { textsDescriptions } from "../texts/descriptions";
import { textsLater } from "../texts/later";
import { Button } from "../ui/Button";
import { useListView, type ListView } from "./list-view";
import { RescueButtons } from "./RescueButtons";
import { revealSoon } from "./reveal";

const t = textsLater.drafts;

/** Drafts, each with a way back to its field, or with ways to save the text if the field is gone. */
export default function KeptDrafts({ places }: { readonly places: readonly DraftPlace[] }) {
  const view = useListView();
  return (
    <section className="drafts" aria-label={t.region}>
      {places.map((place) => {
        const spot = { userId: view.myId, setId: view.setId, place };
        const draft = drafts.read(spot);
        return draft ? (
          <KeptDraft
            key={place}
            text={draft.text.trim()}
            {...fateOf(place, draft, view)}
            onDone={() => {
              drafts.remove(spot, draft.text);
              document.getElementById("main")?.focus();
            }}
          />
        ) : null;
      })}
    </section>
  );
}

interface Fate {
  readonly message: string;
  /** Continue in the field; null if that is no longer possible. */
  readonly resume: (() => void) | null;
}

interface KeptDraftProps extends Fate {
  readonly text: string;
  readonly onDone: () => void;
}

/** A draft that no field shows, and what can be done with it. */
export function KeptDraft({ message, text, resume, onDone }: KeptDraftProps) {
  return (
    <div className="draft-note" role={resume ? "status" : "alert"}>
      <p>
        {message} <strong dir="auto">{text}</strong>
      </p>
      {resume ? (
        <>
          <Button onPress={resume}>{t.resume}</Button>
          <Button onPress={onDone}>{t.discard}</Button>
        </>
      ) : (
        <RescueButtons text={text} onDone={onDone} />
      )}
    </div>
  );
}

function fateOf(place: DraftPlace, { base }: Draft, view: ListView): Fate {
  const { todos, rights, outline } = view;
  const [kind, id = ""] = place.split(":");
  const todo = todos.find((each) => each.id === id);
  const lost = (message: string): Fate => ({ message, resume: null });
  if (kind === "refused") return lost(t.refused);
  if (kind === "title") {
    if (!todo) return lost(t.todoDeleted(base));
    if (!rights.edit(todo)) return lost(t.todoLocked(todo.title));
    return {
      message: t.unsaved(todo.title),
      resume: () => {
        view.edit(id);
        revealSoon(id);
      },
    };
  }
  if (kind === "comment" || kind === "description")
    return todo ? fateInPanel(kind, todo, view) : lost(t.commentedDeleted);
  const depth = outline.byId.get(id)?.depth ?? 0;
  if (!todo) return lost(kind === "below" ? t.parentDeleted : t.mayNotAdd);
  return rights.addBelow(depth)
    ? { message: t.unsavedBelow(todo.title), resume: () => view.addBelow(id) }
    : lost(t.mayNotAdd);
}

/** Of a field in the panel of a todo. */
function fateInPanel(kind: "comment" | "description", todo: Todo, view: ListView): Fate {
  const resume = () => view.open(todo.id);
  if (kind === "description") {
    return view.rights.edit(todo)
      ? { message: textsDescriptions.unsaved(todo.title), resume }
      : { message: t.todoLocked(todo.title), resume: null };
  }
  return view.rights.comment
    ? { message: t.unsentComment(todo.title), resume }
    : { message: t.mayNotComment, resume: null };
}

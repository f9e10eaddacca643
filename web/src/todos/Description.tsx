import "../styles/description.css";
import { Pencil, Text } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "react-aria-components";
import { NetworkError, sentenceOf } from "glint-client";
import type { Todo } from "glint-client/wire";
import { useDraft } from "../drafts/use-draft";
import { texts } from "../texts";
import { textsDescriptions as t } from "../texts/descriptions";
import { IconButton } from "../ui/IconButton";
import { DescriptionEditor } from "./DescriptionEditor";
import { useListView } from "./list-view";
import { LostDescription } from "./LostDescription";
import { useSession } from "./session";
import { TitleText } from "./TitleText";

interface DescriptionProps {
  readonly todo: Todo;
  readonly isGone: boolean;
  /** Undefined while it is not known. */
  readonly text: string | null | undefined;
  /** Why it is not known. */
  readonly error: unknown;
}

/** What a todo says beyond its title, and the field to change it. A draft opens the field. */
export function Description({ todo, isGone, text, error }: DescriptionProps) {
  const { permissions } = useSession();
  const { myId, setId, rights } = useListView();
  const draft = useDraft({ userId: myId, setId, place: `description:${todo.id}` }, text ?? "");
  const [isEditing, setEditing] = useState(draft.isRestored);
  const box = useRef<HTMLElement>(null);
  const mayEdit = !isGone && rights.edit(todo);
  const close = () => {
    setEditing(false);
    requestAnimationFrame(() => box.current?.querySelector("button")?.focus());
  };
  const isLost = isGone || (permissions !== null && !mayEdit);
  if (isLost && draft.isChanged) return <LostDescription isGone={isGone} draft={draft} />;
  if (isGone || (text === null && !mayEdit)) return null;
  return (
    <section ref={box} className="description" aria-label={t.heading}>
      {mayEdit && isEditing ? (
        <DescriptionEditor todo={todo} text={text} draft={draft} onClose={close} />
      ) : (
        <Shown
          text={text}
          hasDraft={draft.isChanged}
          onEdit={mayEdit ? () => setEditing(true) : null}
        />
      )}
      {text === undefined ? <State error={error} /> : null}
    </section>
  );
}

interface ShownProps {
  readonly text: string | null | undefined;
  readonly hasDraft: boolean;
  /** Null if the reader may not. */
  readonly onEdit: (() => void) | null;
}

/** The text, which scrolls where it is long, by keys too. */
function Shown({ text, hasDraft, onEdit }: ShownProps) {
  return (
    <>
      {text ? (
        <div className="description-text" dir="auto" tabIndex={0}>
          <TitleText title={text} />
        </div>
      ) : null}
      {onEdit && text ? <IconButton label={t.edit} icon={<Pencil />} onPress={onEdit} /> : null}
      {onEdit && text === null ? (
        <Button className="fact-button" onPress={onEdit}>
          <Text aria-hidden="true" />
          <span>{t.add}</span>
        </Button>
      ) : null}
      {hasDraft ? <p className="description-hint">{texts.drafts.mark}</p> : null}
    </>
  );
}

/** Why the text is not there. */
function State({ error }: { readonly error: unknown }) {
  if (error === null) return null;
  const reason = error instanceof NetworkError ? t.unreachable : t.failed(sentenceOf(error));
  return (
    <p className="description-hint" role="status">
      {reason}
    </p>
  );
}

import { useEffect, useRef } from "react";
import { Form, Text, TextArea, TextField } from "react-aria-components";
import { DESCRIPTION_MAX_CHARS, type Todo } from "glint-client/wire";
import { Conflict } from "../drafts/Conflict";
import type { DraftField } from "../drafts/use-draft";
import { textsDescriptions as t } from "../texts/descriptions";
import { textsLater } from "../texts/later";
import { Button } from "../ui/Button";
import { useSession } from "./session";
import { useLastActor } from "./use-last-actor";

/** From here on it is shown how much room is left. */
const NEARLY_FULL_CHARS = 500;

interface DescriptionEditorProps {
  readonly todo: Todo;
  /** What is saved; undefined while it is not known. */
  readonly text: string | null | undefined;
  readonly draft: DraftField;
  readonly onClose: () => void;
}

/**
 * Edit a description: Enter with Ctrl or Cmd saves, Escape keeps what was typed as a draft. What someone else has
 * written meanwhile is not overwritten before its author has chosen.
 */
export function DescriptionEditor({ todo, text, draft, onClose }: DescriptionEditorProps) {
  const { updateTodo } = useSession();
  const who = useLastActor(todo.id, "description");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const saved = text ?? "";
  const clean = draft.text.trim();
  const left = roomIn(clean);
  const isWorthSaving = draft.isChanged && clean !== saved;
  const isConflict = text !== undefined && isWorthSaving && saved !== draft.base;
  const maySave = text !== undefined && left >= 0;

  const finish = (save: boolean) => {
    if (save && isWorthSaving) updateTodo(todo.id, { description: clean });
    draft.finish();
    onClose();
  };
  const submit = () => {
    if (maySave && !isConflict) finish(true);
  };
  return (
    <Form
      className="description-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField
        aria-label={t.heading}
        className="panel-text description-field"
        value={draft.text}
        onChange={draft.type}
        isInvalid={left < 0}
        onKeyDown={(event) => {
          if (event.key === "Escape") onClose();
          else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            submit();
          } else event.continuePropagation();
        }}
      >
        <TextArea ref={field} rows={3} dir="auto" placeholder={t.heading} />
        <Hint left={left} isRestored={draft.isRestored} />
      </TextField>
      {isConflict ? (
        <Conflict
          who={who}
          theirs={saved}
          onKeepMine={() => finish(true)}
          onUseTheirs={() => finish(false)}
        />
      ) : (
        <div className="description-actions">
          <Button variant="primary" type="submit" isDisabled={!maySave}>
            {t.save}
          </Button>
          <Button onPress={() => finish(false)}>
            {isWorthSaving ? textsLater.drafts.discard : t.cancel}
          </Button>
        </div>
      )}
    </Form>
  );
}

interface HintProps {
  readonly left: number;
  readonly isRestored: boolean;
}

function Hint({ left, isRestored }: HintProps) {
  if (left > NEARLY_FULL_CHARS && !isRestored) return null;
  return (
    <Text slot="description" className="description-hint" aria-live="polite">
      {left < 0
        ? t.tooMany(-left)
        : left <= NEARLY_FULL_CHARS
          ? t.left(left)
          : textsLater.drafts.restored}
    </Text>
  );
}

/** How many characters more there may be, counted as the server does; exact near the end. */
function roomIn(text: string): number {
  const room = DESCRIPTION_MAX_CHARS - text.length;
  return room > NEARLY_FULL_CHARS ? room : DESCRIPTION_MAX_CHARS - Array.from(text).length;
}

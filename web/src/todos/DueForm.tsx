import { useState, type SubmitEvent } from "react";
import type { Todo } from "glint-client/wire";
import { textsDates as t } from "../texts/dates";
import { Button } from "../ui/Button";
import { NativeField } from "../ui/NativeField";
import { TextInput } from "../ui/TextInput";
import { WithReason } from "../ui/WithReason";
import { fullText } from "./due";
import { draftOf, dueOf, isEveryValid, NO_DUE, type DueDraft } from "./due-draft";
import { parseDue } from "./parse-due";
import { RepeatChoice } from "./RepeatChoice";
import { useSession } from "./session";
import { useReader } from "./use-reader";

interface DueFormProps {
  readonly todo: Todo;
  readonly onClose: () => void;
}

/** When the todo is due: typed, or chosen in the browser's own fields. */
export default function DueForm({ todo, onClose }: DueFormProps) {
  const { updateTodo } = useSession();
  const reader = useReader();
  const [draft, setDraft] = useState(() => draftOf(todo, reader.zone));
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string | null>(null);
  const change = (changes: Partial<DueDraft>) => {
    setDraft((before) => ({ ...before, ...changes }));
    setError(null);
  };
  const choose = (changes: Partial<DueDraft>) => {
    setTyped("");
    change(changes);
  };
  const read = (text: string) => {
    setTyped(text);
    const due = parseDue(text, reader);
    change(due ? { date: due.date, time: due.time ?? "" } : {});
  };
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const isUnclear = typed.trim() !== "" && parseDue(typed, reader) === null;
    if (isUnclear) setError(t.unclear);
    else if (draft.date === "") setError(t.needed);
    else if (isEveryValid(draft)) {
      updateTodo(todo.id, dueOf(draft, todo, reader.zone));
      onClose();
    }
  };
  const local = { date: draft.date, time: draft.time || null };
  return (
    <form className="due-form" onSubmit={save} noValidate>
      <TextInput
        label={t.typed}
        autoFocus
        autoComplete="off"
        placeholder={t.example}
        value={typed}
        onChange={read}
        error={error}
        hint={draft.date === "" ? "" : fullText(local, reader.locale)}
      />
      <div className="due-pair">
        <NativeField
          type="date"
          label={t.date}
          value={draft.date}
          onChange={(date) => choose({ date })}
        />
        <NativeField
          type="time"
          label={t.time}
          value={draft.time}
          onChange={(time) => choose({ time })}
        />
      </div>
      <RepeatChoice draft={draft} locale={reader.locale} onChange={change} />
      <div className="dialog-actions">
        <ClearButton todo={todo} onClose={onClose} />
        <Button type="submit" variant="primary">
          {t.save}
        </Button>
      </div>
    </form>
  );
}

function ClearButton({ todo, onClose }: DueFormProps) {
  const { updateTodo } = useSession();
  return (
    <WithReason reason={todo.dueOn ? null : t.noDate}>
      <Button
        isDisabled={!todo.dueOn}
        onPress={() => {
          updateTodo(todo.id, NO_DUE);
          onClose();
        }}
      >
        {t.clear}
      </Button>
    </WithReason>
  );
}

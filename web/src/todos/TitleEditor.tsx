import { useEffect, useRef, useState } from "react";
import { TextArea, TextField } from "react-aria-components";
import { useDraft } from "../drafts/use-draft";
import { TITLE_MAX_CHARS, type Todo } from "../generated/wire";
import { texts } from "../texts";
import { isComposing } from "../ui/composing";
import { useListView } from "./list-view";
import { focusRow } from "./row-focus";
import { useSession } from "./session";
import { TitleConflict } from "./TitleConflict";

/**
 * Edits a title in place: Enter or leaving saves, Escape discards. What nobody typed is never sent, and where the title
 * was changed meanwhile, the person chooses.
 */
export function TitleEditor({ todo }: { readonly todo: Todo }) {
  const { updateTodo } = useSession();
  const { edit, myId, setId } = useListView();
  const draft = useDraft(myId, setId, `title:${todo.id}`, todo.title);
  const [openedWith] = useState(todo.title);
  const field = useRef<HTMLTextAreaElement>(null);
  const settled = useRef(false);
  useEffect(() => field.current?.setSelectionRange(-1, -1), []);

  const clean = draft.text.replace(/\s+/gu, " ").trim();
  const isChanged = draft.isChanged && clean !== "" && clean !== todo.title;
  const isConflict = isChanged && todo.title !== draft.base;

  const close = (refocus: boolean) => {
    if (settled.current) return;
    settled.current = true;
    draft.finish();
    if (refocus) focusRow(field.current);
    edit(null);
  };
  const save = (refocus: boolean) => {
    if (settled.current) return;
    if (isChanged) updateTodo(todo.id, { title: clean });
    close(refocus);
  };
  return (
    <div className="title-editing">
      <TextField
        aria-label={texts.todos.editOne(openedWith)}
        className="title-editor"
        value={draft.text}
        onChange={draft.type}
        maxLength={TITLE_MAX_CHARS}
        autoFocus
        onBlur={() => {
          if (!isConflict) save(false);
        }}
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent)) return;
          if (event.key === "Enter") {
            event.preventDefault();
            if (!isConflict) save(true);
          } else if (event.key === "Escape") close(true);
          else event.continuePropagation();
        }}
      >
        <TextArea ref={field} rows={1} dir="auto" />
      </TextField>
      {isConflict ? (
        <TitleConflict
          theirs={todo.title}
          onKeepMine={() => save(true)}
          onUseTheirs={() => close(true)}
        />
      ) : null}
    </div>
  );
}

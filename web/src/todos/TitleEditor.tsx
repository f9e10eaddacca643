import { useEffect, useRef, useState } from "react";
import { TextArea, TextField } from "react-aria-components";
import type { Todo } from "../generated/wire";
import { texts } from "../texts";
import { useListView } from "./list-view";
import { focusRow } from "./row-focus";
import { useSession } from "./session";
import { TITLE_MAX_CHARS } from "./limits";

/** Edits a title in place: Enter or leaving saves, Escape does not. */
export function TitleEditor({ todo }: { readonly todo: Todo }) {
  const { updateTodo } = useSession();
  const { edit } = useListView();
  const [title, setTitle] = useState(todo.title);
  const field = useRef<HTMLTextAreaElement>(null);
  const settled = useRef(false);
  useEffect(() => field.current?.select(), []);

  const settle = (save: boolean, refocus: boolean) => {
    if (settled.current) return;
    settled.current = true;
    const clean = title.replace(/\s+/gu, " ").trim();
    if (save && clean && clean !== todo.title) updateTodo(todo.id, { title: clean });
    if (refocus) focusRow(field.current);
    edit(null);
  };
  return (
    <TextField
      aria-label={texts.todos.editOne(todo.title)}
      className="title-editor"
      value={title}
      onChange={setTitle}
      maxLength={TITLE_MAX_CHARS}
      autoFocus
      onBlur={() => settle(true, false)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) {
          event.preventDefault();
          settle(true, true);
        } else if (event.key === "Escape") settle(false, true);
        else event.continuePropagation();
      }}
    >
      <TextArea ref={field} rows={1} />
    </TextField>
  );
}

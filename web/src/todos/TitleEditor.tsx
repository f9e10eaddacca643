import { lazy, Suspense, useEffect, useRef } from "react";
import { TextArea, TextField } from "react-aria-components";
import { TITLE_MAX_CHARS, type Todo } from "glint-client/wire";
import { useDraft } from "../drafts/use-draft";
import { texts } from "../texts";
import { useListView, type ListView } from "./list-view";
import { focusRow } from "./row-focus";
import { useSession } from "./session";
import { useLastActor } from "./use-last-actor";
import { useTitleIndent } from "./use-title-indent";

const EditorNote = lazy(() => import("./EditorNote"));

/** Why a typed title cannot simply be saved. */
export type Obstacle = "deleted" | "forbidden" | "renamed";

/**
 * Edit a title in place: Enter or leaving saves, Escape keeps the text as a draft. What nobody typed is never
 * sent, and what cannot be saved stays in the field until the user has decided.
 */
export function TitleEditor({ todo }: { readonly todo: Todo }) {
  const { updateTodo } = useSession();
  const { editing, edit, rights, myId, setId } = useListView();
  const draft = useDraft({ userId: myId, setId, place: `title:${todo.id}` }, todo.title);
  const who = useLastActor(todo.id, "title");
  const [box, field] = [useRef<HTMLDivElement>(null), useRef<HTMLTextAreaElement>(null)];
  const closed = useRef(false);
  const clean = draft.text.replace(/\s*[\r\n]+\s*/gu, " ").trim();
  const isWorthSaving = draft.isChanged && clean !== "" && clean !== todo.title;
  const obstacle = obstacleTo(todo, draft.base, {
    isGone: editing?.isGone === true,
    mayEdit: rights.edit(todo),
  });
  const isStuck = isWorthSaving && obstacle !== null;
  useClosing(isWorthSaving ? null : obstacle, edit);

  const close = (refocus: boolean) => {
    closed.current = true;
    if (refocus) focusRow(field.current);
    edit(null);
  };
  const write = () => {
    if (isWorthSaving) updateTodo(todo.id, { title: clean });
    draft.finish();
  };
  const finish = (refocus: boolean, save: boolean) => {
    if (closed.current) return;
    if (save) write();
    else draft.finish();
    close(refocus);
  };
  const indent = useTitleIndent(todo, field, write);
  return (
    <div
      ref={box}
      className="title-editing"
      onBlur={({ relatedTarget }) => {
        if (!isStuck && !box.current?.contains(relatedTarget)) finish(false, true);
      }}
    >
      <TextField
        aria-label={texts.todos.editOne(todo.title)}
        className="title-editor"
        value={draft.text}
        onChange={draft.type}
        maxLength={TITLE_MAX_CHARS}
        autoFocus
        onKeyDown={(event) => {
          if (event.key === "Escape") close(true);
          else if (event.key === "Tab" && !isStuck && indent(event.shiftKey))
            event.preventDefault();
          else if (event.key !== "Enter") event.continuePropagation();
          else {
            event.preventDefault();
            if (isStuck) box.current?.querySelector("button")?.focus();
            else finish(true, true);
          }
        }}
      >
        <TextArea ref={field} rows={1} dir="auto" />
      </TextField>
      {isStuck || draft.isRestored ? (
        <Suspense fallback={null}>
          <EditorNote
            theirs={todo.title}
            who={who}
            text={clean}
            obstacle={isStuck ? obstacle : null}
            onKeep={() => finish(true, true)}
            onDrop={() => finish(true, false)}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

/** Stop editing what can no longer be edited; `obstacle` is null while that would lose text. */
function useClosing(obstacle: Obstacle | null, edit: ListView["edit"]): void {
  const isPointless = obstacle === "deleted" || obstacle === "forbidden";
  useEffect(() => {
    if (isPointless) edit(null);
  }, [isPointless, edit]);
}

function obstacleTo(
  todo: Todo,
  base: string,
  { isGone, mayEdit }: { readonly isGone: boolean; readonly mayEdit: boolean },
): Obstacle | null {
  if (isGone) return "deleted";
  if (!mayEdit) return "forbidden";
  return todo.title === base ? null : "renamed";
}

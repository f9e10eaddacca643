import { CornerDownRight, Plus, X } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, useState, type ClipboardEvent } from "react";
import { Form, Input, Text, TextField } from "react-aria-components";
import { useHistoryState } from "wouter/use-browser-location";
import { TITLE_MAX_CHARS, type Todo } from "glint-client/wire";
import { useDraft } from "../drafts/use-draft";
import type { NewSetState } from "../paths";
import { useShortcuts } from "../ui/use-shortcuts";
import { texts } from "../texts";
import { Button } from "../ui/Button";
import { IconButton } from "../ui/IconButton";
import { useListView } from "./list-view";
import { revealSoon } from "./reveal";
import { useSession } from "./session";
import type { Followed } from "./use-followed";

const PasteDialog = lazy(() => import("./PasteDialog"));

const SEVERAL_LINES = /\S[ \t]*[\r\n]\s*\S/;

/** Add todos one after the other: the field keeps the focus. Each parent has its own draft. */
export function Composer() {
  const { permissions } = useSession();
  const { rights, addingBelow } = useListView();
  if (!rights.create && (addingBelow === null || addingBelow.isGone)) {
    return permissions ? <p className="composer-closed">{texts.todos.mayNotAdd}</p> : null;
  }
  return <ComposerForm key={addingBelow?.todo.id ?? ""} below={addingBelow} />;
}

function ComposerForm({ below }: { readonly below: Followed | null }) {
  const { createTodo } = useSession();
  const { addBelow, myId, setId, showAll, todos } = useListView();
  const place = below ? (`below:${below.todo.id}` as const) : "new";
  const draft = useDraft({ userId: myId, setId, place }, "");
  const title = draft.text.trim();
  const parent = below?.isGone === false ? below.todo : null;
  const field = useRef<HTMLInputElement>(null);
  const { pasted, paste, forget } = usePastedLines();
  useShortcuts({ n: () => field.current?.focus() });
  const isNew = useHistoryState<Partial<NewSetState> | null>()?.isNew === true;
  const [takesFocus] = useState(() => below !== null || (todos.length === 0 && isWaiting(isNew)));
  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);

  const label = parent ? texts.todos.addBelow(parent.title) : texts.todos.add;
  return (
    <Form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (!title) return;
        showAll();
        revealSoon(createTodo(title, parent?.id ?? null));
        draft.finish();
      }}
    >
      {below ? <Parent todo={below.todo} isGone={below.isGone} /> : null}
      <TextField
        aria-label={label}
        className="composer-field"
        value={draft.text}
        onChange={draft.type}
        maxLength={TITLE_MAX_CHARS}
        onKeyDown={(event) => {
          if (event.key === "Escape") addBelow(null);
        }}
      >
        <Plus aria-hidden="true" />
        <Input
          ref={field}
          data-shortcuts
          dir="auto"
          placeholder={label}
          autoComplete="off"
          enterKeyHint="done"
          onPaste={paste}
        />
        {draft.isRestored ? (
          <Text slot="description" className="todo-draft">
            {texts.drafts.mark}
          </Text>
        ) : null}
      </TextField>
      {title ? (
        <Button variant="primary" type="submit">
          {texts.todos.addAction}
        </Button>
      ) : null}
      {pasted === null ? null : (
        <Suspense fallback={null}>
          <PasteDialog
            text={pasted}
            parent={parent}
            onOne={(line) => draft.type(`${draft.text} ${line}`.trim().slice(0, TITLE_MAX_CHARS))}
            onClose={forget}
          />
        </Suspense>
      )}
    </Form>
  );
}

/** Several lines that were pasted, and how to handle pasting; null while there are none. */
function usePastedLines() {
  const [pasted, setPasted] = useState<string | null>(null);
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData("text/plain");
    if (!SEVERAL_LINES.test(text)) return;
    event.preventDefault();
    setPasted(text);
  };
  return { pasted, paste, forget: () => setPasted(null) };
}

/** Whether an empty list waits for its first todo. On a phone, focusing would open the keyboard over the screen. */
function isWaiting(isNew: boolean): boolean {
  const isFree = isNew || document.activeElement === document.body;
  return isFree && window.matchMedia("(pointer: fine)").matches;
}

/** The parent of the new todo; says so if it has been deleted. */
function Parent({ todo, isGone }: { readonly todo: Todo; readonly isGone: boolean }) {
  const { addBelow } = useListView();
  return (
    <span className="composer-parent" {...(isGone ? { role: "alert" } : {})}>
      <CornerDownRight aria-hidden="true" />
      {isGone ? (
        <span>{texts.todos.parentGone(todo.title)}</span>
      ) : (
        <span dir="auto">{todo.title}</span>
      )}
      <IconButton label={texts.todos.addOnFirstLevel} icon={<X />} onPress={() => addBelow(null)} />
    </span>
  );
}

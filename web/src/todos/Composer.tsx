import { CornerDownRight, Plus, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { Form, Input, TextField } from "react-aria-components";
import { useDraft } from "../drafts/use-draft";
import { useShortcuts } from "../shell/use-shortcuts";
import { texts } from "../texts";
import { Button } from "../ui/Button";
import { isComposing } from "../ui/composing";
import { IconButton } from "../ui/IconButton";
import { useListView } from "./list-view";
import { TITLE_MAX_CHARS } from "../generated/wire";
import { revealSoon } from "./reveal";
import { useSession } from "./session";

/** Adds todos one after the other: the field keeps the focus. */
export function Composer() {
  const session = useSession();
  const { rights, outline, addingBelow, addBelow, myId, setId, clearQuery } = useListView();
  const draft = useDraft(myId, setId, "new", "");
  const title = draft.text;
  const field = useRef<HTMLInputElement>(null);
  useShortcuts({ n: () => field.current?.focus() });
  useEffect(() => {
    if (addingBelow !== null) field.current?.focus();
  }, [addingBelow]);

  const parent = addingBelow === null ? null : (outline.byId.get(addingBelow)?.todo ?? null);
  if (!rights.create && parent === null) {
    return session.permissions ? <p className="composer-closed">{texts.todos.mayNotAdd}</p> : null;
  }
  const label = parent ? texts.todos.addBelow(parent.title) : texts.todos.add;
  return (
    <Form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (!title.trim()) return;
        clearQuery();
        revealSoon(session.createTodo(title.trim(), parent?.id ?? null));
        draft.type("");
      }}
    >
      {parent ? (
        <span className="composer-parent">
          <CornerDownRight aria-hidden="true" />
          <span dir="auto">{parent.title}</span>
          <IconButton
            label={texts.todos.addOnFirstLevel}
            icon={<X />}
            onPress={() => addBelow(null)}
          />
        </span>
      ) : null}
      <TextField
        aria-label={label}
        className="composer-field"
        value={title}
        onChange={draft.type}
        maxLength={TITLE_MAX_CHARS}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !isComposing(event.nativeEvent)) addBelow(null);
        }}
      >
        <Plus aria-hidden="true" />
        <Input ref={field} dir="auto" placeholder={label} autoComplete="off" enterKeyHint="done" />
      </TextField>
      <Button variant="primary" type="submit" isDisabled={!title.trim()}>
        {texts.todos.addAction}
      </Button>
    </Form>
  );
}

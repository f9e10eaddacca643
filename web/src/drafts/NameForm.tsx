import type { ReactNode } from "react";
import { Form } from "react-aria-components";
import { Conflict } from "./Conflict";
import type { DraftSpot } from "./drafts";
import { useDraft } from "./use-draft";
import { textsLater } from "../texts/later";
import { Button } from "../ui/Button";
import { TextInput, type TextInputProps } from "../ui/TextInput";
import { useTask } from "../ui/use-task";

interface NameFormProps extends Pick<
  TextInputProps,
  "label" | "placeholder" | "autoComplete" | "autoFocus"
> {
  readonly action: string;
  /** The current name; it may change while the form is open. */
  readonly value?: string;
  /** Where the draft is stored until it is saved. */
  readonly draft?: DraftSpot;
  readonly maxLength: number;
  /** Save the name, trimmed and not empty; what it throws is shown. */
  readonly onSave: (name: string) => Promise<void>;
  /** Submitted without a change: nothing is saved, so that nobody else's rename is undone. */
  readonly onUnchanged?: () => void;
  /** What stands beside or around the button. */
  readonly actions?: (submit: ReactNode) => ReactNode;
}

/** A form for one name: of something new, or a rename. */
export function NameForm(props: NameFormProps) {
  const { action, value = "", draft: spot = null, onSave, onUnchanged, actions, ...input } = props;
  const draft = useDraft(spot, value);
  const name = draft.text.trim();
  const isConflict = draft.isChanged && value !== draft.base && value !== name;
  const task = useTask(async () => {
    if (!draft.isChanged || name === value) {
      draft.finish();
      onUnchanged?.();
      return;
    }
    await onSave(name);
    draft.finish();
  });
  const submit = (
    <Button
      variant="primary"
      type="submit"
      isPending={task.running}
      isDisabled={!name || isConflict}
    >
      {action}
    </Button>
  );
  return (
    <Form
      validationBehavior="aria"
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (name && !isConflict && !task.running) task.run();
      }}
    >
      <TextInput
        {...input}
        value={draft.text}
        onChange={draft.type}
        error={task.error}
        dir="auto"
        {...(draft.isRestored ? { hint: textsLater.drafts.restored } : {})}
      />
      {isConflict ? (
        <Conflict
          who={null}
          theirs={value}
          onKeepMine={task.run}
          onUseTheirs={() => draft.finish()}
        />
      ) : null}
      {actions ? actions(submit) : submit}
    </Form>
  );
}

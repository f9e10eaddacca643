import { useState, type ReactNode } from "react";
import { Form } from "react-aria-components";
import { texts } from "../texts";
import { Button } from "./Button";
import { TextInput, type TextInputProps } from "./TextInput";
import { useTask } from "./use-task";

interface NameFormProps extends Pick<
  TextInputProps,
  "label" | "placeholder" | "autoComplete" | "autoFocus"
> {
  readonly action: string;
  /** The name as it is now; one that changes while the form is open is pointed out. */
  readonly initial?: string;
  readonly maxLength: number;
  /** Saves the name, trimmed and not empty; what it throws is shown. */
  readonly onSave: (name: string) => Promise<void>;
  /** Sent without a change: nothing is saved, so that nobody else's name is taken back. */
  readonly onUnchanged?: () => void;
  /** What stands beside or around the button. */
  readonly actions?: (submit: ReactNode) => ReactNode;
}

/** One name: of a new thing, a new one for an old thing, or one's own. */
export function NameForm(props: NameFormProps) {
  const { action, initial = "", onSave, onUnchanged, actions, ...input } = props;
  const [opened, setOpened] = useState(initial);
  const [name, setName] = useState(initial);
  const isChanged = name !== opened;
  const task = useTask(async () => (isChanged ? onSave(name.trim()) : onUnchanged?.()));
  const submit = (
    <Button variant="primary" type="submit" isPending={task.running} isDisabled={!name.trim()}>
      {action}
    </Button>
  );
  return (
    <Form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() && !task.running) task.run();
      }}
    >
      <TextInput {...input} value={name} onChange={setName} error={task.error} dir="auto" />
      {isChanged && initial !== opened && initial !== name ? (
        <p className="title-conflict" role="alert">
          {texts.drafts.changedMeanwhile(initial)}
          <Button
            onPress={() => {
              setOpened(initial);
              setName(initial);
            }}
          >
            {texts.drafts.useTheirs}
          </Button>
        </p>
      ) : null}
      {actions ? actions(submit) : submit}
    </Form>
  );
}

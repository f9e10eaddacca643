import { useState, type ReactNode } from "react";
import { Form } from "react-aria-components";
import { Button } from "./Button";
import { TextInput, type TextInputProps } from "./TextInput";
import { useTask } from "./use-task";

interface NameFormProps extends Pick<
  TextInputProps,
  "label" | "placeholder" | "autoComplete" | "autoFocus"
> {
  readonly action: string;
  readonly initial?: string;
  readonly maxLength: number;
  /** Saves the name, trimmed and not empty; what it throws is shown. */
  readonly onSave: (name: string) => Promise<void>;
  /** What stands beside or around the button. */
  readonly actions?: (submit: ReactNode) => ReactNode;
}

/** One name: of a new thing, a new one for an old thing, or one's own. */
export function NameForm(props: NameFormProps) {
  const { action, initial = "", onSave, actions, ...input } = props;
  const [name, setName] = useState(initial);
  const task = useTask(() => onSave(name.trim()));
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
      <TextInput {...input} value={name} onChange={setName} error={task.error} />
      {actions ? actions(submit) : submit}
    </Form>
  );
}

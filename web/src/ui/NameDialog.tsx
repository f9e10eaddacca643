import { useState } from "react";
import { Form } from "react-aria-components";
import { texts } from "../texts";
import { Button } from "./Button";
import { ModalDialog } from "./ModalDialog";
import { TextInput } from "./TextInput";
import { useTask } from "./use-task";

interface NameDialogProps {
  readonly title: string;
  readonly label: string;
  readonly action: string;
  readonly initial?: string;
  readonly placeholder?: string;
  readonly maxLength: number;
  /** Saves the name, trimmed and not empty; what it throws is shown and the dialog stays open. */
  readonly onSave: (name: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks for one name: of a new thing, or a new one for an old thing. */
export function NameDialog(props: NameDialogProps) {
  const [name, setName] = useState(props.initial ?? "");
  const task = useTask(async () => {
    await props.onSave(name.trim());
    props.onClose();
  });
  return (
    <ModalDialog title={props.title} onClose={props.onClose}>
      <Form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() && !task.running) task.run();
        }}
      >
        <TextInput
          label={props.label}
          value={name}
          onChange={setName}
          placeholder={props.placeholder ?? ""}
          maxLength={props.maxLength}
          error={task.error}
          autoFocus
          autoComplete="off"
        />
        <div className="dialog-actions">
          <Button onPress={props.onClose}>{texts.common.cancel}</Button>
          <Button
            variant="primary"
            type="submit"
            isPending={task.running}
            isDisabled={!name.trim()}
          >
            {props.action}
          </Button>
        </div>
      </Form>
    </ModalDialog>
  );
}

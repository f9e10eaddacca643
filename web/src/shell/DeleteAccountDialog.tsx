import { useState } from "react";
import { Form } from "react-aria-components";
import { deleteAccount, type Texts } from "../data/account";
import { texts } from "../texts";
import { textsLater } from "../texts/later";
import { Button } from "../ui/Button";
import { Choice } from "../ui/Choice";
import { FormError } from "../ui/FormError";
import { ModalDialog } from "../ui/ModalDialog";
import { TextInput } from "../ui/TextInput";
import { useTask } from "../ui/use-task";
import { WithReason } from "../ui/WithReason";
import { useWorkspace } from "../workspace/workspace";

/** Asks what becomes of one's todos, and for one's name, before the account is deleted. */
export function DeleteAccountDialog({ onClose }: { readonly onClose: () => void }) {
  const { me } = useWorkspace();
  const [fate, setFate] = useState<Texts>("keep");
  const [name, setName] = useState("");
  const task = useTask(() => deleteAccount(fate));
  const isConfirmed = comparable(name) === comparable(me.displayName);
  const t = textsLater.data;
  return (
    <ModalDialog title={t.deleteTitle} role="alertdialog" onClose={onClose}>
      <p className="dialog-text">{t.deleteWarning}</p>
      <Form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isConfirmed && !task.running) task.run();
        }}
      >
        <Choice
          label={t.fate}
          options={[
            { value: "keep", name: t.keep },
            { value: "delete", name: t.goes },
          ]}
          value={fate}
          onChange={setFate}
        />
        <TextInput
          label={t.confirm(me.displayName)}
          value={name}
          onChange={setName}
          autoComplete="off"
        />
        <FormError error={task.error} />
        <div className="dialog-actions">
          <Button onPress={onClose}>{texts.common.cancel}</Button>
          <WithReason reason={isConfirmed ? null : t.confirm(me.displayName)}>
            <Button
              variant="danger"
              type="submit"
              isPending={task.running}
              isDisabled={!isConfirmed}
            >
              {t.delete}
            </Button>
          </WithReason>
        </div>
      </Form>
    </ModalDialog>
  );
}

/** The name however it was typed: keyboards compose letters differently. */
function comparable(name: string): string {
  return name.normalize("NFC").trim();
}

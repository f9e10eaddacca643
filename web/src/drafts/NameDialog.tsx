import type { DraftSpot } from "./drafts";
import { texts } from "../texts";
import { Button } from "../ui/Button";
import { ModalDialog } from "../ui/ModalDialog";
import { NameForm } from "./NameForm";

interface NameDialogProps {
  readonly title: string;
  readonly label: string;
  readonly action: string;
  readonly value?: string;
  readonly draft: DraftSpot;
  readonly placeholder?: string;
  readonly maxLength: number;
  /** Save the name, trimmed and not empty; what it throws is shown and the dialog stays open. */
  readonly onSave: (name: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Ask for one name: of something new, or a rename. */
export function NameDialog({ title, onSave, onClose, ...form }: NameDialogProps) {
  return (
    <ModalDialog title={title} onClose={onClose} isDismissable={false}>
      <NameForm
        {...form}
        autoFocus
        autoComplete="off"
        actions={(submit) => (
          <div className="dialog-actions">
            <Button onPress={onClose}>{texts.common.cancel}</Button>
            {submit}
          </div>
        )}
        onUnchanged={onClose}
        onSave={async (name) => {
          await onSave(name);
          onClose();
        }}
      />
    </ModalDialog>
  );
}

import { texts } from "../texts";
import { Button } from "./Button";
import { FormError } from "./FormError";
import { ModalDialog } from "./ModalDialog";
import { useTask } from "./use-task";

interface ConfirmDialogProps {
  readonly title: string;
  readonly message: string;
  /** The label of the confirm button. */
  readonly action: string;
  /** What to do; if it throws, the error is shown and the dialog stays open. */
  readonly onConfirm: () => Promise<void> | void;
  readonly onClose: () => void;
}

export function ConfirmDialog({ title, message, action, onConfirm, onClose }: ConfirmDialogProps) {
  const task = useTask(async () => {
    await onConfirm();
    onClose();
  });
  return (
    <ModalDialog title={title} role="alertdialog" onClose={onClose}>
      <p className="dialog-text">{message}</p>
      <FormError error={task.error} />
      <div className="dialog-actions">
        <Button onPress={onClose} autoFocus>
          {texts.common.cancel}
        </Button>
        <Button variant="danger" isPending={task.running} onPress={task.run}>
          {action}
        </Button>
      </div>
    </ModalDialog>
  );
}

import { X } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { texts } from "../texts";
import { afterTwoFrames } from "./frames";
import { IconButton } from "./IconButton";

interface ModalDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly role?: "dialog" | "alertdialog";
  readonly wide?: boolean;
  /** Whether a press outside closes it; not if that would discard what was typed. */
  readonly isDismissable?: boolean;
}

/** A dialog over the page, open as long as it is rendered. */
export function ModalDialog(props: ModalDialogProps) {
  const { title, onClose, children, role = "dialog", wide } = props;
  useFocusGivenBack();
  return (
    <ModalOverlay
      isOpen
      isDismissable={props.isDismissable ?? role === "dialog"}
      onOpenChange={(open) => !open && onClose()}
      className="overlay"
    >
      <Modal className={wide ? "modal modal-wide" : "modal"}>
        <Dialog role={role} className="dialog">
          <header className="dialog-header">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <IconButton label={texts.common.close} icon={<X />} onPress={onClose} />
          </header>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/**
 * Focus what had the focus before, if nothing has it after closing: react-aria tries it in a frame in which that may
 * still be inert, unless the dialog is closed by an event itself rather than after an answer.
 */
function useFocusGivenBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () =>
      afterTwoFrames(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement)
          before.focus();
      }),
    [before],
  );
}

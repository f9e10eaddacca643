import type { ReactNode } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { texts } from "../texts";

interface DrawerProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly children: ReactNode;
}

/** The sidebar on narrow screens: slides over the page. */
export default function Drawer({ isOpen, onOpenChange, children }: DrawerProps) {
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={onOpenChange} isDismissable className="overlay">
      <Modal className="drawer">
        <Dialog aria-label={texts.shell.sidebar} className="drawer-dialog">
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

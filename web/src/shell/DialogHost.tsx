import { lazy, Suspense, useEffect } from "react";
import type { OpenDialog } from "../workspace/dialogs";

const loadDialogs = () => import("./Dialogs");
const Dialogs = lazy(loadDialogs);

interface DialogHostProps {
  readonly dialog: OpenDialog | null;
  readonly onClose: () => void;
}

/**
 * Render whichever dialog is open. They are loaded after the first render: what is typed before the command menu is
 * there would go to the page.
 */
export function DialogHost({ dialog, onClose }: DialogHostProps) {
  useEffect(() => {
    // Tried again when one is opened.
    void Promise.all([loadDialogs(), import("./CommandMenu")]).catch(() => undefined);
  }, []);
  return dialog ? (
    <Suspense fallback={null}>
      <Dialogs dialog={dialog} onClose={onClose} />
    </Suspense>
  ) : null;
}

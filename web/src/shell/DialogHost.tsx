import { lazy, Suspense } from "react";
import type { OpenDialog } from "../workspace/dialogs";

const Dialogs = lazy(() => import("./Dialogs"));

interface DialogHostProps {
  readonly dialog: OpenDialog | null;
  readonly onClose: () => void;
}

/** Render whichever dialog is open; they are loaded when the first one is needed. */
export function DialogHost({ dialog, onClose }: DialogHostProps) {
  return dialog ? (
    <Suspense fallback={null}>
      <Dialogs dialog={dialog} onClose={onClose} />
    </Suspense>
  ) : null;
}

import { Suspense, useEffect } from "react";
import { preloadable } from "../ui/preloadable";
import type { OpenDialog } from "../workspace/dialogs";
import { preloadCommandMenu } from "./command-menu";

const { Component: Dialogs, preload: preloadDialogs } = preloadable(() => import("./Dialogs"));

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
    preloadDialogs();
    preloadCommandMenu();
  }, []);
  return dialog ? (
    <Suspense fallback={null}>
      <Dialogs dialog={dialog} onClose={onClose} />
    </Suspense>
  ) : null;
}

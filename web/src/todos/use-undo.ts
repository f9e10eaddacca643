import { useCallback, useMemo } from "react";
import type { Step } from "glint-client";
import { useShortcuts } from "../ui/use-shortcuts";
import type { ListSession } from "./session";

/** The topic of notices about undoing: the newest one is shown. */
export const UNDO_TOPIC = "undo";

/** Undo and redo the user's own last changes by keys, and say what that was. Returns what undoes the last one. */
export function useUndo({ undo, redo, todos }: ListSession): () => void {
  const say = useCallback(
    (step: Step | null, isRedone: boolean) => {
      import("./undo-notice").then(
        ({ sayUndone }) => sayUndone({ step, isRedone, todos: todos ?? [], undo, redo }),
        () => undefined, // the list shows it
      );
    },
    [undo, redo, todos],
  );
  const undoLast = useCallback(() => say(undo(), false), [say, undo]);
  const redoLast = useCallback(() => say(redo(), true), [say, redo]);
  useShortcuts(
    useMemo(
      () => ({ "Mod+z": undoLast, "Mod+Shift+z": redoLast, "Mod+y": redoLast }),
      [undoLast, redoLast],
    ),
    { first: true },
  );
  return undoLast;
}

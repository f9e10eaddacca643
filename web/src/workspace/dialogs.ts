import { createContext, useContext } from "react";
import type { TodoSet } from "glint-client/wire";

/** The dialogs that can be open over the workspace, one at a time. */
export type OpenDialog =
  | {
      readonly kind:
        | "new-team"
        | "new-set"
        | "members"
        | "team-settings"
        | "commands"
        | "settings"
        | "shortcuts"
        | "sessions"
        | "access-tokens"
        | "data"
        | "notifications"
        | "sign-out";
    }
  /** The deleted todos of a list, or with null the deleted lists of the team. */
  | { readonly kind: "trash"; readonly set: TodoSet | null }
  | { readonly kind: "permissions" | "webhooks"; readonly set: TodoSet | null }
  | {
      readonly kind: "rename-set" | "renewal" | "share-links" | "delete-set" | "export" | "import";
      readonly set: TodoSet;
    };

export const DialogsContext = createContext<(dialog: OpenDialog) => void>(() => undefined);

/** How to open a dialog; only below `Shell`. */
export function useOpenDialog(): (dialog: OpenDialog) => void {
  return useContext(DialogsContext);
}

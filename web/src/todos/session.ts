import { createContext, useContext } from "react";
import type { Position } from "../generated/wire";
import type { Unsaved } from "../outbox/unsaved";
import type { TodoChanges } from "../outbox/edit";
import type { RemoteChange } from "../realtime/remote-change";
import type { SetSnapshot } from "../realtime/snapshot";

/** The open set as the components see it: what there is to show, and what can be done. */
export interface ListSession extends SetSnapshot {
  /** Own changes that the server should have confirmed by now, but has not. */
  readonly unsaved: Unsaved;
  /** Puts a todo last and returns its id. */
  readonly createTodo: (title: string, parentId: string | null) => string;
  readonly updateTodo: (id: string, changes: TodoChanges) => void;
  /** With its sub-todos. Returns how to undo it, also when the list is not open any more. */
  readonly deleteTodo: (id: string) => () => void;
  readonly reorder: (items: readonly Position[]) => void;
  readonly claim: (id: string, claimed: boolean) => void;
  readonly dismissRefusal: () => void;
  /** Gives up the edit on which the server keeps failing. */
  readonly discardStuck: () => void;
  /** Tries again at once whatever would be tried later. */
  readonly retry: () => void;
  readonly subscribeToTeam: (told: () => void) => () => void;
  readonly subscribeToChanges: (told: (changes: readonly RemoteChange[]) => void) => () => void;
}

export const SessionContext = createContext<ListSession | null>(null);

export function useSession(): ListSession {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession needs a TodoScreen above it");
  return session;
}

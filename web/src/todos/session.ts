import { createContext, use, useSyncExternalStore } from "react";
import type { Position } from "glint-client/wire";
import type {
  Hint,
  RemoteChange,
  SetFeed,
  SetSession,
  Step,
  TodoChanges,
  Unsaved,
} from "glint-client";
import type { Progress, Shown } from "./shown-list";

/** The open set as the components see it: state and actions. */
export interface ListSession extends Shown {
  /** What `useProgress` reads. */
  readonly progress: {
    readonly subscribe: (changed: () => void) => () => void;
    readonly current: () => Progress;
  };
  /** The user's edits that the server has not confirmed in time. */
  readonly unsaved: Unsaved;
  /** Add a todo at the end and return its id. */
  readonly createTodo: (title: string, parentId: string | null) => string;
  readonly updateTodo: (id: string, changes: TodoChanges) => void;
  /** Delete a todo with its sub-todos. Returns a function that undoes it, even if the list is no longer open. */
  readonly deleteTodo: (id: string) => () => void;
  /** Complete or reopen todos. Returns a function that undoes it, even if the list is no longer open; null if nothing can. */
  readonly completeTodos: (ids: readonly string[], completed: boolean) => (() => void) | null;
  readonly reorder: (items: readonly Position[]) => void;
  /** Put todos below another one, or on the top level, each at its position. Returns a function that undoes it likewise. */
  readonly moveTodos: (parentId: string | null, items: readonly Position[]) => (() => void) | null;
  /** Move todos, with all below them, to another list. Returns a function that undoes it likewise. */
  readonly moveAway: (ids: readonly string[], toSetId: string) => () => void;
  readonly claim: (id: string, claimed: boolean) => void;
  readonly assign: (id: string, assignees: readonly string[]) => void;
  /** Add a comment, which mentions these people, and return its id; null if the list is not open. */
  readonly comment: (todoId: string, body: string, mentions?: readonly string[]) => string | null;
  readonly deleteComment: (todoId: string, id: string) => void;
  readonly commentPage: SetSession["commentPage"];
  /** Undo what the user did last in this list. Returns what that was; null if there is nothing. */
  readonly undo: () => Step | null;
  /** Undo the last undo. */
  readonly redo: () => Step | null;
  /** Undo the change of any event. */
  readonly undoEvent: SetSession["undoEvent"];
  /** The server's state of the list, event by event; null until it is open. */
  readonly feed: SetFeed | null;
  readonly dismissRefusal: () => void;
  /** Discard the edit on which the server keeps failing. */
  readonly discardStuck: () => void;
  /** Retry now whatever would be retried later. */
  readonly retry: () => void;
  readonly subscribeToTeam: (listener: (hint: Hint) => void) => () => void;
  readonly subscribeToChanges: (listener: (changes: readonly RemoteChange[]) => void) => () => void;
}

export const SessionContext = createContext<ListSession | null>(null);

/** The same for rows; see `RowViewContext`. */
export const RowSessionContext = createContext<ListSession | null>(null);

export function useSession(): ListSession {
  const session = use(RowSessionContext) ?? use(SessionContext);
  if (!session) throw new Error("useSession needs a TodoScreen above it");
  return session;
}

/** Read something of the user's edits on their way to the server; only who reads it is rendered when it changes. */
export function useProgress<T>({ progress }: ListSession, read: (progress: Progress) => T): T {
  return useSyncExternalStore(progress.subscribe, () => read(progress.current()));
}

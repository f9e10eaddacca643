import type { Method } from "../http.ts";
import type { Claimer, Comment, Position, Todo } from "../wire.ts";
import { itemPath, setPath, type Scope } from "./entry.ts";

/** When a todo is due, and again: one value in four fields. */
export type Due = Required<Pick<Todo, "dueOn" | "dueTime" | "dueZone" | "repeat">>;

/** `completed` with `dueOn` completes a repeating todo for that date. */
export interface TodoChanges extends Partial<Due> {
  readonly title?: string;
  /** Null for none. */
  readonly description?: string | null;
  readonly completed?: boolean;
  readonly sortOrder?: number;
}

/** Return what completes or reopens a todo; a repeating one is completed for the date that the user sees. */
export function completion({ repeat, dueOn = null }: Todo, completed: boolean): TodoChanges {
  return completed && repeat ? { completed, dueOn } : { completed };
}

/** Whether the edit completes the todo for one of its dates. */
export function completesDate(edit: Edit, id: string): boolean {
  if (edit.kind !== "update" || edit.id !== id) return false;
  return edit.changes.completed === true && edit.changes.dueOn !== undefined;
}

/** Where a todo stands in its list. */
export type Place = Pick<Todo, "parentId" | "sortOrder">;

/** What a user did to a list, in terms that can be shown before the server has confirmed it. */
export type Edit = ShownEdit | Undo;

/** Undoes a change of the list, unless a later one would be lost. */
export interface Undo {
  readonly kind: "undo";
  /** The key of the edit that made the change; null where only the event is known. */
  readonly of: string | null;
  /** That of its event; null until the edit is answered. */
  readonly seq: number | null;
  /** What it changes, as `touchedIds`. */
  readonly ids: readonly string[];
  /** How that looks; null if that is not known. */
  readonly shown: ShownEdit | null;
}

/** An event to undo. */
export type UndoneEvent = Pick<Undo, "seq" | "ids" | "shown">;

export type ShownEdit =
  | { readonly kind: "create"; readonly todo: Todo }
  | { readonly kind: "update"; readonly id: string; readonly changes: TodoChanges }
  /** Completes or reopens several todos. */
  | { readonly kind: "complete"; readonly ids: readonly string[]; readonly completed: boolean }
  | { readonly kind: "delete"; readonly id: string }
  /** Undoes a deletion; `todos` is everything that it deleted, parents first. */
  | { readonly kind: "restore"; readonly id: string; readonly todos: readonly Todo[] }
  | { readonly kind: "reorder"; readonly items: readonly Position[] }
  /** Puts a todo below another one of its list, or on the top level. */
  | ({ readonly kind: "move"; readonly id: string } & Place)
  /** Moves a todo with all below it to the end of another list of the team. */
  | { readonly kind: "move-away"; readonly id: string; readonly toSetId: string }
  /** Undoes that; `todos` is everything that was moved, parents first. */
  | { readonly kind: "move-back"; readonly id: string; readonly todos: readonly Todo[] }
  | { readonly kind: "claim"; readonly id: string; readonly claimer: Claimer }
  /** Says whose a todo is, all at once. */
  | { readonly kind: "assign"; readonly id: string; readonly assignees: readonly string[] }
  | {
      readonly kind: "comment";
      readonly todoId: string;
      readonly comment: Comment;
      /** Whom it mentions; absent in edits that an earlier version has stored. */
      readonly mentions?: readonly string[];
    }
  | { readonly kind: "delete-comment"; readonly todoId: string; readonly id: string };

/** What each kind of edit undoes that can be undone without knowing its event. */
export const UNDOES: Readonly<Partial<Record<Edit["kind"], Edit["kind"]>>> = {
  restore: "delete",
  "move-back": "move-away",
};

/** Return what to show of these edits. */
export function shownOf(edits: readonly Edit[]): readonly ShownEdit[] {
  return edits.flatMap((edit) => (edit.kind === "undo" ? (edit.shown ?? []) : edit));
}

/** The request of an edit; `body` is JSON text, identical to the byte in each retry. */
export interface EditRequest {
  readonly method: Method;
  readonly path: string;
  readonly body: string | null;
}

export function requestOf(scope: Scope, edit: Edit): EditRequest {
  const { setId } = scope;
  const todos = (...rest: string[]): string => itemPath(scope, "todos", ...rest);
  switch (edit.kind) {
    case "create": {
      const { id, title, parentId } = edit.todo;
      const body = parentId === null ? { title, id } : { title, parentId, id };
      return request("POST", setPath(scope, "todos"), body);
    }
    case "update":
      return request("PATCH", todos(edit.id), edit.changes);
    case "delete":
      return { method: "DELETE", path: todos(edit.id), body: null };
    case "restore":
      return { method: "POST", path: todos(edit.id, "restore"), body: null };
    case "reorder":
      return request("POST", todos("reorder"), { setId, items: edit.items });
    case "claim":
      return request("POST", todos(edit.id, "claim"), { claimed: edit.claimer.claimedBy !== null });
    case "assign":
      return request("PUT", todos(edit.id, "assignees"), { assignees: edit.assignees });
    case "comment": {
      const { id, body } = edit.comment;
      const told = { body, id, ...mentioning(edit.mentions) };
      return request("POST", todos(edit.todoId, "comments"), told);
    }
    case "delete-comment":
      return { method: "DELETE", path: itemPath(scope, "comments", edit.id), body: null };
    default:
      return requestInSet(scope, edit);
  }
}

type Move = Extract<Edit, { kind: "move" | "move-away" | "move-back" }>;

/** Of an edit that names its set. */
function requestInSet(
  scope: Scope,
  edit: Extract<Edit, { kind: "complete" | "undo" }> | Move,
): EditRequest {
  if (edit.kind === "undo") return request("POST", setPath(scope, "undo"), undoBody(edit));
  if (edit.kind !== "complete") {
    const path = itemPath(scope, "todos", edit.id, "move");
    return request("POST", path, moveBody(scope.setId, edit));
  }
  const { ids, completed } = edit;
  return request("POST", setPath(scope, "todos", "complete"), { ids, completed });
}

function undoBody({ seq, of }: Undo): object {
  return of === null ? { seq } : { seq, mutationId: of };
}

function moveBody(setId: string, edit: Move): object {
  switch (edit.kind) {
    case "move":
      return { parentId: edit.parentId, sortOrder: edit.sortOrder };
    case "move-away":
      return { parentId: null, setId: edit.toSetId };
    case "move-back": {
      const [root] = edit.todos;
      return { parentId: root?.parentId ?? null, setId, sortOrder: root?.sortOrder };
    }
  }
}

function request(method: Method, path: string, body: object): EditRequest {
  return { method, path, body: JSON.stringify(body) };
}

function mentioning(mentions: readonly string[] = []) {
  return mentions.length > 0 ? { mentions } : {};
}

/** Return the ids of the todos that an edit changes; with that of the comment, if it is about one. */
export function touchedIds(edit: Edit): readonly string[] {
  switch (edit.kind) {
    case "create":
      return [edit.todo.id];
    case "restore":
    case "move-back":
      return edit.todos.map((todo) => todo.id);
    case "complete":
      return edit.ids;
    case "reorder":
      return edit.items.map((item) => item.id);
    case "undo":
      return edit.ids;
    case "comment":
      return [edit.todoId, edit.comment.id];
    case "delete-comment":
      return [edit.todoId, edit.id];
    default:
      return [edit.id];
  }
}

/** Return what is left of an edit if the todos `gone` do not exist; null if nothing is. */
export function withoutTodos(edit: ShownEdit, gone: ReadonlySet<string>): ShownEdit | null {
  switch (edit.kind) {
    case "create":
      return isUnder(edit.todo, gone) ? null : edit;
    case "reorder":
    case "complete":
      return withFewer(edit, gone);
    case "move":
      return isUnder(edit, gone) ? null : edit;
    case "comment":
    case "delete-comment":
      return gone.has(edit.todoId) ? null : edit;
    default:
      return gone.has(edit.id) ? null : edit;
  }
}

function withFewer(
  edit: Extract<ShownEdit, { kind: "reorder" | "complete" }>,
  gone: ReadonlySet<string>,
): ShownEdit | null {
  const ids = touchedIds(edit).filter((id) => !gone.has(id));
  if (ids.length === touchedIds(edit).length) return edit;
  if (ids.length === 0) return null;
  if (edit.kind === "complete") return { ...edit, ids };
  return { ...edit, items: edit.items.filter(({ id }) => !gone.has(id)) };
}

function isUnder(todo: Pick<Todo, "id" | "parentId">, gone: ReadonlySet<string>): boolean {
  return gone.has(todo.id) || (todo.parentId !== null && gone.has(todo.parentId));
}

import type { Claimer, Todo } from "glint-client/wire";
import type { Done, Edit, Step, TodoChanges } from "glint-client";
import { texts } from "../texts";
import { textsOfHistory } from "../texts/history";
import { notify } from "../ui/toasts";
import type { ListSession } from "./session";
import { UNDO_TOPIC } from "./use-undo";

const t = textsOfHistory.undo;

interface Undone extends Pick<ListSession, "undo" | "redo"> {
  /** Null if there was nothing to undo. */
  readonly step: Step | null;
  readonly isRedone: boolean;
  /** The list before, for the titles. */
  readonly todos: readonly Todo[];
}

/** Say what was undone or redone, and offer the opposite. */
export function sayUndone(undone: Undone): void {
  const { step, isRedone, todos, undo, redo } = undone;
  const topic = UNDO_TOPIC;
  if (step === null) {
    notify({ kind: "info", text: isRedone ? t.nothingToRedo : t.nothing, topic });
    return;
  }
  const what = sentenceOf(step, todos);
  const back = (): void =>
    sayUndone({ ...undone, step: isRedone ? undo() : redo(), isRedone: !isRedone });
  const action = { label: isRedone ? texts.todos.undo : t.redo, run: back };
  notify({ kind: "info", text: isRedone ? t.redone(what) : t.undone(what), topic, action });
}

/** Say what the user did in this step, before it was undone, perhaps several times. */
export function sentenceOf({ done }: Step, todos: readonly Todo[]): string {
  const [only, ...others] = done.map(originalOf);
  if (!only || others.length > 0) return t.many(done.length);
  if (only.kind === "complete") return t.many(only.ids.length);
  return sentenceOfEdit(only, (id) => todos.find((todo) => todo.id === id)?.title ?? "");
}

function originalOf({ edit, undoes }: Done): Edit {
  return undoes ? originalOf(undoes) : edit;
}

const OF_TODO = {
  delete: t.deleted,
  assign: t.assigned,
  move: t.moved,
  "move-away": t.movedAway,
};

function sentenceOfEdit(
  edit: Exclude<Edit, { kind: "complete" }>,
  titleOf: (id: string) => string,
): string {
  switch (edit.kind) {
    case "create":
      return t.created(edit.todo.title);
    case "update":
      return sentenceOfUpdate(edit.changes, titleOf(edit.id));
    case "restore":
    case "move-back":
      return t.restored(edit.todos[0]?.title ?? "");
    case "reorder":
      return t.reordered;
    case "claim":
      return sentenceOfClaim(edit.claimer, titleOf(edit.id));
    case "comment":
      return t.commented(titleOf(edit.todoId));
    case "delete-comment":
      return t.commentDeleted(titleOf(edit.todoId));
    case "undo":
      return t.undo;
    default:
      return OF_TODO[edit.kind](titleOf(edit.id));
  }
}

function sentenceOfClaim({ claimedBy }: Claimer, title: string): string {
  return claimedBy === null ? t.released(title) : t.claimed(title);
}

function sentenceOfUpdate(changes: TodoChanges, now: string): string {
  const { title, completed, sortOrder } = changes;
  if (title !== undefined) return t.renamed(title);
  if (completed === undefined) return sortOrder === undefined ? t.changed(now) : t.moved(now);
  return (completed ? t.completed : t.reopened)(now);
}

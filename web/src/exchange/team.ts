import type { Comment, Member, Todo } from "glint-client/wire";
import {
  lines,
  type ExchangedComment,
  type ExchangedDue,
  type ExchangedList,
  type ExchangedTodo,
} from "./model";

/** A comment as the export of a list has it. */
export interface CommentOfSet extends Comment {
  readonly todoId: string;
}

/** A todo as the import takes it: people are members' ids. */
export interface FileTodo {
  readonly title: string;
  readonly description?: string;
  readonly level: number;
  readonly completed: boolean;
  readonly claimedBy: string | null;
  readonly assignees: readonly string[];
  readonly dueOn?: string;
  readonly dueTime?: string;
  readonly dueZone?: string;
  readonly repeat?: unknown;
  readonly createdAt: string | null;
  readonly comments: readonly {
    readonly body: string;
    readonly writtenBy: string | null;
    readonly createdAt: string | null;
  }[];
}

/** What a file needs to say of a list: people by name, comments with their authors. */
export function listForFile(
  name: string,
  todos: readonly Todo[],
  comments: readonly CommentOfSet[],
  descriptions: ReadonlyMap<string, string>,
  members: readonly Member[],
): ExchangedList {
  const names = new Map(members.map(({ userId, displayName }) => [userId, displayName]));
  const threads = Map.groupBy(comments, ({ todoId }) => todoId);
  const children = Map.groupBy(todos, ({ parentId }) => parentId);
  const below = (parentId: string | null, level: number): readonly ExchangedTodo[] =>
    (children.get(parentId) ?? []).flatMap((todo) => [
      {
        title: lines(todo.title),
        description: descriptions.get(todo.id) ?? null,
        level,
        completed: todo.completed,
        claimedBy: todo.claimedByName,
        assignees: todo.assignees.flatMap((id) => names.get(id) ?? []),
        due: dueOf(todo),
        createdAt: todo.createdAt,
        comments: (threads.get(todo.id) ?? []).map(
          ({ body, writtenBy, displayName, createdAt }) => ({
            by: writtenBy ?? displayName,
            at: createdAt,
            text: lines(body),
          }),
        ),
        line: 0,
      },
      ...below(todo.id, level + 1),
    ]);
  return { name, todos: below(null, 0) };
}

/** What a list of a file is in a team. Names that stand for no member, or for several, are `unknown`. */
export interface ListForTeam {
  readonly todos: readonly FileTodo[];
  readonly unknown: readonly string[];
}

export function listForTeam(
  list: ExchangedList,
  members: readonly Member[],
  me: { readonly id: string; readonly displayName: string },
): ListForTeam {
  const unknown = new Set<string>();
  const byName = Map.groupBy(members, ({ displayName }) => displayName);
  const idOf = (name: string): string | null => {
    const [only, another] = byName.get(name) ?? [];
    if (only && !another) return only.userId;
    unknown.add(name);
    return null;
  };
  const todos = list.todos.map(
    ({
      title,
      description,
      level,
      completed,
      claimedBy,
      assignees,
      due,
      createdAt,
      comments,
    }): FileTodo => ({
      title,
      ...(description === null ? {} : { description }), // which a server before them refuses
      level,
      completed,
      claimedBy: claimedBy === null ? null : idOf(claimedBy),
      assignees: [...new Set(assignees.flatMap((name) => idOf(name) ?? []))],
      ...due,
      createdAt,
      comments: comments.map((comment) => commentForTeam(comment, me.displayName)),
    }),
  );
  return { todos, unknown: [...unknown] };
}

function commentForTeam(
  { by, at, text }: ExchangedComment,
  myName: string,
): FileTodo["comments"][number] {
  return { body: text, writtenBy: by === myName ? null : by, createdAt: at };
}

function dueOf({ dueOn, dueTime, dueZone, repeat }: Todo): ExchangedDue | null {
  if (!dueOn) return null;
  return {
    dueOn,
    ...(dueTime ? { dueTime } : {}),
    ...(dueZone ? { dueZone } : {}),
    ...(repeat ? { repeat } : {}),
  };
}

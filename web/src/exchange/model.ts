import {
  COMMENT_MAX_CHARS,
  DESCRIPTION_MAX_CHARS,
  IMPORT_MAX_TODOS,
  SET_NAME_MAX_CHARS,
  SUBTODO_MAX_DEPTH,
  TITLE_MAX_CHARS,
  TODO_MAX_COMMENTS,
} from "glint-client/wire";

/** Lists as files carry them: people stand there by name, and a todo's place is its line and `level`, 0 at the top. */
export interface ExchangedComment {
  readonly by: string | null;
  /** ISO 8601, UTC. */
  readonly at: string | null;
  readonly text: string;
}

/** When a todo is due, as it is on the wire; the server checks what fits together. */
export interface ExchangedDue {
  readonly dueOn: string;
  readonly dueTime?: string;
  readonly dueZone?: string;
  readonly repeat?: unknown;
}

export interface ExchangedTodo {
  readonly title: string;
  readonly description: string | null;
  readonly level: number;
  readonly completed: boolean;
  readonly claimedBy: string | null;
  readonly assignees: readonly string[];
  readonly due: ExchangedDue | null;
  readonly createdAt: string | null;
  readonly comments: readonly ExchangedComment[];
  /** Where in the file it was read, from 1; 0 for one that was not. */
  readonly line: number;
}

export interface ExchangedList {
  /** Null where the file gives none. */
  readonly name: string | null;
  readonly todos: readonly ExchangedTodo[];
}

/** What is wrong with a file, and where. */
export class FileError extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

export function newTodo(title: string, line: number): ExchangedTodo {
  return {
    title,
    description: null,
    level: 0,
    completed: false,
    claimedBy: null,
    assignees: [],
    due: null,
    createdAt: null,
    comments: [],
    line,
  };
}

/** Throw a FileError for the first thing that the server would refuse. */
export function check(lists: readonly ExchangedList[], errors: FileErrors): void {
  for (const { name, todos } of lists) {
    const line = todos[0]?.line ?? 1;
    if (name !== null && length(name) > SET_NAME_MAX_CHARS)
      throw new FileError(line, errors.nameTooLong(SET_NAME_MAX_CHARS));
    if (todos.length > IMPORT_MAX_TODOS)
      throw new FileError(todos[IMPORT_MAX_TODOS]?.line ?? line, errors.tooMany(IMPORT_MAX_TODOS));
    todos.forEach((todo, index) => checkTodo(todo, todos[index - 1]?.level ?? -1, errors));
  }
}

function checkTodo(todo: ExchangedTodo, levelBefore: number, errors: FileErrors): void {
  const refuse = (message: string): never => {
    throw new FileError(todo.line, message);
  };
  if (todo.title.trim() === "") refuse(errors.noTitle);
  if (length(todo.title.trim()) > TITLE_MAX_CHARS) refuse(errors.titleTooLong(TITLE_MAX_CHARS));
  if (length(todo.description?.trim() ?? "") > DESCRIPTION_MAX_CHARS)
    refuse(errors.descriptionTooLong(DESCRIPTION_MAX_CHARS));
  if (todo.level > SUBTODO_MAX_DEPTH || todo.level > levelBefore + 1)
    refuse(errors.tooDeep(SUBTODO_MAX_DEPTH));
  if (todo.comments.length > TODO_MAX_COMMENTS) refuse(errors.tooManyComments(TODO_MAX_COMMENTS));
  for (const { text } of todo.comments) {
    if (text.trim() === "") refuse(errors.noComment);
    if (length(text.trim()) > COMMENT_MAX_CHARS) refuse(errors.commentTooLong(COMMENT_MAX_CHARS));
  }
}

/** The sentences of `check`. */
export interface FileErrors {
  readonly noTitle: string;
  readonly noComment: string;
  readonly nameTooLong: (most: number) => string;
  readonly titleTooLong: (most: number) => string;
  readonly descriptionTooLong: (most: number) => string;
  readonly tooMany: (most: number) => string;
  readonly tooDeep: (most: number) => string;
  readonly tooManyComments: (most: number) => string;
  readonly commentTooLong: (most: number) => string;
}

/** The length as the server counts it, in code points. */
const length = (text: string): number => Array.from(text).length;

/** With one kind of line end, which is all that Markdown keeps. */
export const lines = (text: string): string => text.replace(/\r\n?/g, "\n");

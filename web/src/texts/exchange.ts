import type { Format } from "./format";
import { inLanguage, translations } from "./language";

/** Texts of the import and the export, loaded with their dialogs. */
export const english = ({ commas, count, isolated, quoted }: Format) => ({
  exportTitle: (list: string) => `Export ${quoted(list)}`,
  format: "Format",
  formats: { markdown: "Markdown", yaml: "YAML", json: "JSON" },
  what: "What to export",
  thisList: "This list",
  allLists: "All lists of the team",
  complete: "With descriptions, sub-todos, claims, assignees and comments.",
  download: "Download",
  listsDone: (done: number, all: number) => `${done} of ${all} lists`,
  importTitle: "Import todos",
  choose: "Choose a file",
  kinds: "Markdown, YAML, JSON, or an export of Todoist or Microsoft To Do",
  paste: "Or paste text, one todo a line",
  found: (todos: number, lists: number) =>
    lists > 1
      ? `${count(todos, { one: "todo", other: "todos" })} in ${count(lists, { one: "list", other: "lists" })}`
      : count(todos, { one: "todo", other: "todos" }),
  where: "Import",
  asNew: "As a new list",
  asNewLists: "As new lists",
  atEnd: (list: string) => `At the end of ${quoted(list)}`,
  inPlace: (list: string) => `In place of all todos in ${quoted(list)}`,
  inPlaceText: "The todos of this list will be deleted. They can be restored.",
  nameless: "Imported list",
  unknown: (names: readonly string[]) =>
    `Not a member of this team, and left out: ${commas(names.map(isolated))}`,
  action: "Import",
  nothingYet: "Choose a file, or paste text, first",
  done: (n: number) => `Imported ${count(n, { one: "todo", other: "todos" })}`,
  inLine: (line: number, message: string) => `Line ${line}: ${message}`,
  pasteTitle: (n: number) => `Add ${count(n, { one: "todo", other: "todos" })}?`,
  pasteAll: (n: number) => `Add ${count(n, { one: "todo", other: "todos" })}`,
  pasteAsOne: "Paste as one",
  pasteTooMany: (most: number) =>
    `That is more than ${most} lines. Save them as a file, and import it from the menu of the list.`,
  errors: {
    noTitle: "This todo has no title.",
    noComment: "This comment has no text.",
    nameTooLong: (most: number) => `The name of a list can have ${most} characters at most.`,
    titleTooLong: (most: number) => `A todo can have ${most} characters at most.`,
    tooMany: (most: number) => `A list can be imported with ${most} todos at most.`,
    tooDeep: (most: number) => `Sub-todos go ${most} levels down at most, one level at a time.`,
    descriptionTooLong: (most: number) => `A description can have ${most} characters at most.`,
    tooManyComments: (most: number) => `A todo can have ${most} comments at most.`,
    commentTooLong: (most: number) => `A comment can have ${most} characters at most.`,
    notText: (field: string) => `“${field}” must be text.`,
    notYesOrNo: (field: string) => `“${field}” must be true or false.`,
    notAList: (field: string) => `“${field}” must be a list.`,
    notATodo: "This is not a todo. Write its title, or fields such as “title”.",
    unknown: (field: string) => `“${field}” is not a field that can be imported.`,
    tooLarge: (mebibytes: number) => `The file can have ${mebibytes} MiB at most.`,
    unknownTable: "This table is not an export of Todoist or of Microsoft To Do (Outlook).",
    empty: "There are no todos in it.",
  },
});

export const textsExchange = inLanguage(english, translations?.exchange);

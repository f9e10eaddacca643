import Papa from "papaparse";
import { FileError, lines, newTodo, type ExchangedList, type ExchangedTodo } from "./model";

type Row = Readonly<Record<string, string>>;

/** Which program wrote a table of tasks, by its columns. */
const READERS: readonly {
  readonly columns: readonly string[];
  readonly read: typeof readTodoist;
}[] = [
  { columns: ["TYPE", "CONTENT", "INDENT"], read: readTodoist },
  { columns: ["Subject", "Due Date"], read: readOutlook },
];

/**
 * Read a list from Todoist's backup of a project, or from the tasks that Outlook exports, where those of Microsoft To
 * Do are. Throws a FileError for any other table.
 */
export function readCsv(text: string, unknown: string): readonly ExchangedList[] {
  const { data, meta, errors } = Papa.parse<Row>(text, { header: true, skipEmptyLines: true });
  const reader = READERS.find(({ columns }) =>
    columns.every((column) => meta.fields?.includes(column)),
  );
  if (!reader) throw new FileError(1, unknown);
  const [quote] = errors.filter(({ type }) => type === "Quotes");
  if (quote) throw new FileError((quote.row ?? 0) + 2, quote.message);
  return [{ name: null, todos: reader.read(data) }];
}

/** Todoist: a section is a todo with its tasks below it, a note a comment on the task before it. */
function readTodoist(rows: readonly Row[]): readonly ExchangedTodo[] {
  const todos: ExchangedTodo[] = [];
  let inSection = 0;
  rows.forEach((row, index) => {
    const content = row["CONTENT"] ?? "";
    if (row["TYPE"] === "section") {
      inSection = 1;
      todos.push(newTodo(content, index + 2));
    } else if (row["TYPE"] === "task") {
      const level = Number(row["INDENT"] ?? 1) - 1 + inSection;
      todos.push({
        ...newTodo(content, index + 2),
        level,
        ...dated(row["DATE"], row["DESCRIPTION"]),
      });
    } else if (row["TYPE"] === "note" && todos.length > 0) {
      const last = todos.pop() as ExchangedTodo;
      const note = { by: person(row["AUTHOR"]), at: null, text: content };
      todos.push({ ...last, comments: [...last.comments, note] });
    }
  });
  return todos;
}

function readOutlook(rows: readonly Row[]): readonly ExchangedTodo[] {
  return rows.map((row, index) => ({
    ...newTodo(row["Subject"] ?? "", index + 2),
    completed: /^100/.test(row["% Complete"] ?? "") || row["Status"] === "Completed",
    ...dated(row["Due Date"], row["Notes"]),
  }));
}

/** A date that is none for us ("every friday", or in the order of some country) stays as a comment. */
function dated(
  date: string | undefined,
  note: string | undefined,
): Pick<ExchangedTodo, "description" | "due" | "comments"> {
  const iso = /^\d{4}-\d\d-\d\d/.exec(date ?? "")?.[0];
  const text = iso ? "" : date?.trim();
  return {
    description: lines(note ?? "").trim() || null,
    due: iso ? { dueOn: iso } : null,
    comments: text ? [{ by: null, at: null, text }] : [],
  };
}

/** Todoist writes `Ada (12345)`. */
const person = (author: string | undefined): string | null =>
  author?.replace(/ \(\d+\)$/, "").trim() || null;

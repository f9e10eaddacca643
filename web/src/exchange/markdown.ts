import { newTodo, type ExchangedComment, type ExchangedList, type ExchangedTodo } from "./model";

const INDENT = "  ";
const ITEM = /^([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[([ xX])\][ \t]+)?(.*)$/;
const HEADING = /^(#{1,6})[ \t]+(.+)$/;
const QUOTE = /^[ \t]*>[ ]?(.*)$/;
const COMMENT_HEAD = /^\*\*(.*)\*\*(?: (\S+))?$/;
/** What `writeMarkdown` puts into a line beyond title and completion. It is not shown where Markdown is. */
const EXTRAS = /[ \t]*(?<!\\)<!-- (\{.*\}) -->$/;

type Extras = Partial<Pick<ExchangedTodo, "claimedBy" | "assignees" | "due" | "createdAt">>;

/** Write lists as headings and check boxes, two spaces a level, comments as quotes; `readMarkdown` loses none of it. */
export function writeMarkdown(lists: readonly ExchangedList[]): string {
  return lists.map(writeList).join("\n");
}

function writeList({ name, todos }: ExchangedList): string {
  const heading = name === null ? "" : `# ${escaped(name)}\n\n`;
  return heading + todos.flatMap(writeTodo).join("");
}

function writeTodo(todo: ExchangedTodo): readonly string[] {
  const pad = INDENT.repeat(todo.level);
  const box = todo.completed ? "[x]" : "[ ]";
  return [
    `${pad}- ${box} ${escaped(todo.title)}${writeExtras(todo)}\n`,
    ...todo.comments.flatMap((comment) =>
      writeComment(comment).map((line) => `${pad}${INDENT}>${line && ` ${line}`}\n`),
    ),
  ];
}

function writeExtras({ claimedBy, assignees, due, createdAt }: ExchangedTodo): string {
  const extras: Extras = {
    ...(claimedBy === null ? {} : { claimedBy }),
    ...(assignees.length === 0 ? {} : { assignees }),
    ...(due === null ? {} : { due }),
    ...(createdAt === null ? {} : { createdAt }),
  };
  if (Object.keys(extras).length === 0) return "";
  return ` <!-- ${JSON.stringify(extras).replaceAll(">", "\\u003e")} -->`;
}

function writeComment({ by, at, text }: ExchangedComment): readonly string[] {
  const head = `**${escaped(by ?? "")}**${at === null ? "" : ` ${at}`}`;
  return [head, ...text.split("\n").map((line) => line.replace(/^(\\*\*\*)/, "\\$1"))];
}

/** A backslash keeps the next character as it is, as in Markdown; a new line within a title is written as `<br>`. */
function escaped(text: string): string {
  return text
    .replace(/\\(?=[!-/:-@[-`{-~\n])/g, "\\\\")
    .replace(/<(?=!--|br>)/g, "\\<")
    .replaceAll("\n", "<br>");
}

function plain(text: string): string {
  return text.replace(/<br>|\\([!-/:-@[-`{-~])/g, (found, kept: string | undefined) =>
    found === "<br>" ? "\n" : (kept ?? found),
  );
}

/**
 * Read lists from Markdown, or from any lines of text: a first-level heading begins a list, any other one a todo with
 * what follows below it; each further line is a todo, at the level of its indentation, and a quote a comment.
 */
export function readMarkdown(text: string): readonly ExchangedList[] {
  const reader = new Reader();
  text.split(/\r\n|\n|\r/).forEach((line, index) => reader.read(line, index + 1));
  return reader.lists.filter(({ name, todos }) => name !== null || todos.length > 0);
}

class Reader {
  readonly lists: { name: string | null; todos: ExchangedTodo[] }[] = [{ name: null, todos: [] }];
  /** The indentation of each level that is open, the outermost first. */
  #indents: readonly number[] = [];
  #belowHeading = 0;

  read(line: string, number: number): void {
    if (line.trim() === "") return;
    const heading = HEADING.exec(line);
    if (heading) this.#readHeading(heading[1] === "#", plain(heading[2] ?? ""), number);
    else if (!this.#readQuote(line)) this.#readTodo(line, number);
  }

  get #todos(): ExchangedTodo[] {
    return this.lists.at(-1)?.todos ?? [];
  }

  #readHeading(isFirstLevel: boolean, text: string, line: number): void {
    this.#indents = [];
    this.#belowHeading = isFirstLevel ? 0 : 1;
    if (isFirstLevel) this.lists.push({ name: text, todos: [] });
    else this.#todos.push(newTodo(text, line));
  }

  #readQuote(line: string): boolean {
    const quote = QUOTE.exec(line);
    const todo = this.#todos.at(-1);
    if (!quote || !todo) return false;
    this.#todos[this.#todos.length - 1] = {
      ...todo,
      comments: withLine(todo.comments, quote[1] ?? ""),
    };
    return true;
  }

  #readTodo(line: string, number: number): void {
    const [, indent = "", box, text = ""] = ITEM.exec(line) ?? [
      "",
      /^[ \t]*/.exec(line)?.[0] ?? "",
      undefined,
      line.trim(),
    ];
    const extras = readExtras(text);
    this.#todos.push({
      ...newTodo(plain(extras ? text.replace(EXTRAS, "") : text), number),
      ...extras,
      level: this.#belowHeading + this.#levelOf(width(indent)),
      completed: box !== undefined && box !== " ",
    });
  }

  #levelOf(indent: number): number {
    const outer = this.#indents.filter((each) => each < indent);
    this.#indents = [...outer, indent];
    return outer.length;
  }
}

const width = (indent: string): number => indent.replaceAll("\t", "    ").length;

function readExtras(text: string): Extras | null {
  const found = EXTRAS.exec(text);
  if (!found) return null;
  try {
    return JSON.parse(found[1] ?? "") as Extras;
  } catch {
    return null; // someone's own remark, which is part of the title
  }
}

function withLine(comments: readonly ExchangedComment[], line: string): ExchangedComment[] {
  const head = COMMENT_HEAD.exec(line);
  if (head)
    return [...comments, { by: plain(head[1] ?? "") || null, at: head[2] ?? null, text: "" }];
  const text = line.replace(/^\\(\\*\*\*)/, "$1");
  const last = comments.at(-1);
  if (!last) return [{ by: null, at: null, text }];
  // Right after its head a comment has no text yet.
  const joined = last.text === "" ? text : `${last.text}\n${text}`;
  return [...comments.slice(0, -1), { ...last, text: joined }];
}

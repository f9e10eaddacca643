import { newTodo, type ExchangedComment, type ExchangedList, type ExchangedTodo } from "./model";

const INDENT = "  ";
const ITEM = /^([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[([ xX])\][ \t]+)?(.*)$/;
const HEADING = /^(#{1,6})[ \t]+(.+)$/;
const QUOTE = /^[ \t]*>[ ]?(.*)$/;
const COMMENT_HEAD = /^\*\*(.*)\*\*(?: (\S+))?$/;
/** What `writeMarkdown` puts into a line beyond title and completion. It is not shown where Markdown is. */
const EXTRAS = /[ \t]*(?<!\\)<!-- (\{.*\}) -->$/;

type Extras = Partial<Pick<ExchangedTodo, "claimedBy" | "assignees" | "due" | "createdAt">>;

/**
 * Write lists as headings and check boxes, two spaces a level; `readMarkdown` loses none of it. A description is a quote
 * below its todo, a comment one with a line that says who and when.
 */
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
  const quoted = [
    ...(todo.description === null ? [] : quotedLines(todo.description)),
    ...todo.comments.flatMap(writeComment),
  ];
  return [
    `${pad}- ${box} ${escaped(todo.title)}${writeExtras(todo)}\n`,
    ...quoted.map((line) => `${pad}${INDENT}>${line && ` ${line}`}\n`),
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
  return [head, ...quotedLines(text)];
}

/** Its lines, none of which is taken for the head of a comment. */
function quotedLines(text: string): readonly string[] {
  return text.split("\n").map((line) => line.replace(/^(\\*\*\*)/, "\\$1"));
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
 * what follows below it; each further line is a todo, at the level of its indentation, and a quote its description, or,
 * from a line in bold on, a comment.
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
    this.#todos[this.#todos.length - 1] = withLine(todo, quote[1] ?? "");
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

function withLine(todo: ExchangedTodo, line: string): ExchangedTodo {
  const { comments, description } = todo;
  const head = COMMENT_HEAD.exec(line);
  if (head) {
    const comment = { by: plain(head[1] ?? "") || null, at: head[2] ?? null, text: "" };
    return { ...todo, comments: [...comments, comment] };
  }
  const text = line.replace(/^\\(\\*\*\*)/, "$1");
  const last = comments.at(-1);
  if (!last) return { ...todo, description: joined(description ?? "", text) };
  return {
    ...todo,
    comments: [...comments.slice(0, -1), { ...last, text: joined(last.text, text) }],
  };
}

/** There is no text yet right after a head. */
const joined = (before: string, line: string): string =>
  before === "" ? line : `${before}\n${line}`;

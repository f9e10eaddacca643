import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  stringify,
  type Node,
  type YAMLMap,
} from "yaml";
import {
  FileError,
  newTodo,
  type ExchangedComment,
  type ExchangedDue,
  type ExchangedList,
  type ExchangedTodo,
} from "./model";

/** The sentences about files of the wrong shape. */
export interface ShapeErrors {
  readonly notText: (field: string) => string;
  readonly notYesOrNo: (field: string) => string;
  readonly notAList: (field: string) => string;
  readonly notATodo: string;
  readonly unknown: (field: string) => string;
}

interface Nested
  extends
    Partial<ExchangedDue>,
    Partial<Omit<ExchangedTodo, "level" | "line" | "comments" | "due">> {
  readonly comments?: readonly object[];
  readonly todos?: readonly Nested[];
}

/** What stands in a file: sub-todos within their parent, and only what says something. */
function nested(lists: readonly ExchangedList[]): object {
  const shown = lists.map(({ name, todos }) => ({ name, todos: below(todos, 0) }));
  return shown.length === 1 ? { ...shown[0] } : { lists: shown };
}

/** The todos of one level, each with those that follow it on deeper ones. */
function below(todos: readonly ExchangedTodo[], level: number): readonly Nested[] {
  const starts = todos.flatMap((todo, index) => (todo.level === level ? [index] : []));
  return starts.map((start, index) => {
    const [todo, ...inside] = todos.slice(start, starts[index + 1]);
    return {
      ...said(todo as ExchangedTodo),
      ...(inside.length > 0 ? { todos: below(inside, level + 1) } : {}),
    };
  });
}

function said({
  title,
  description,
  completed,
  claimedBy,
  assignees,
  due,
  createdAt,
  comments,
}: ExchangedTodo): Nested {
  return {
    title,
    ...(description === null ? {} : { description }),
    ...(completed ? { completed } : {}),
    ...(claimedBy === null ? {} : { claimedBy }),
    ...(assignees.length > 0 ? { assignees } : {}),
    ...due,
    ...(createdAt === null ? {} : { createdAt }),
    ...(comments.length > 0 ? { comments: comments.map(saidOfComment) } : {}),
  };
}

const saidOfComment = ({ by, at, text }: ExchangedComment): object => ({
  ...(by === null ? {} : { by }),
  ...(at === null ? {} : { at }),
  text,
});

export function writeJson(lists: readonly ExchangedList[]): string {
  return `${JSON.stringify(nested(lists), null, 2)}\n`;
}

export function writeYaml(lists: readonly ExchangedList[]): string {
  return stringify(nested(lists), { lineWidth: 0, aliasDuplicateObjects: false });
}

/**
 * Read lists from YAML, and so from JSON, which is YAML too: a list, several as `lists`, or todos by themselves. A todo
 * may be no more than its title. Throws a FileError, with the line.
 */
export function readStructured(text: string, errors: ShapeErrors): readonly ExchangedList[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, schema: "core" });
  const [error] = document.errors;
  if (error) throw new FileError(lines.linePos(error.pos[0]).line, error.message);
  return new Reader(lines, errors).readFile(document.contents);
}

const TODO_FIELDS = [
  ...[
    "title",
    "description",
    "completed",
    "claimedBy",
    "assignees",
    "comments",
    "todos",
    "createdAt",
  ],
  ...["dueOn", "dueTime", "dueZone", "repeat"],
];

class Reader {
  readonly lines: LineCounter;
  readonly errors: ShapeErrors;

  constructor(lines: LineCounter, errors: ShapeErrors) {
    this.lines = lines;
    this.errors = errors;
  }

  readFile(node: Node | null): readonly ExchangedList[] {
    if (isSeq(node)) return [{ name: null, todos: this.#readTodos(node.items, 0) }];
    if (!isMap(node)) throw this.#error(node, this.errors.notAList("todos"));
    if (!node.has("lists")) return [this.#readList(node)];
    this.#allow(node, ["lists", "team"]);
    return this.#items(node, "lists").map((list) => {
      if (!isMap(list)) throw this.#error(list, this.errors.notAList("lists"));
      return this.#readList(list);
    });
  }

  #readList(map: YAMLMap): ExchangedList {
    this.#allow(map, ["name", "todos"]);
    return { name: this.#text(map, "name"), todos: this.#readTodos(this.#items(map, "todos"), 0) };
  }

  #readTodos(items: readonly unknown[], level: number): readonly ExchangedTodo[] {
    return items.flatMap((item) => this.#readTodo(item, level));
  }

  #readTodo(item: unknown, level: number): readonly ExchangedTodo[] {
    const line = this.#lineOf(item);
    if (isScalar(item)) return [{ ...newTodo(String(item.source ?? item.value), line), level }];
    if (!isMap(item)) throw this.#error(item, this.errors.notATodo);
    this.#allow(item, TODO_FIELDS);
    const todo: ExchangedTodo = {
      title: this.#text(item, "title") ?? "",
      description: this.#text(item, "description"),
      level,
      completed: this.#yesOrNo(item, "completed"),
      claimedBy: this.#text(item, "claimedBy"),
      assignees: this.#items(item, "assignees").map((name) => this.#textOf(name, "assignees")),
      due: this.#readDue(item),
      createdAt: this.#text(item, "createdAt"),
      comments: this.#items(item, "comments").map((comment) => this.#readComment(comment)),
      line,
    };
    return [todo, ...this.#readTodos(this.#items(item, "todos"), level + 1)];
  }

  #readDue(item: YAMLMap): ExchangedDue | null {
    const [dueOn, dueTime, dueZone] = ["dueOn", "dueTime", "dueZone"].map((field) =>
      this.#text(item, field),
    );
    const repeat = item.get("repeat", true) as Node | undefined;
    if (dueOn == null) return null;
    return {
      dueOn,
      ...(dueTime == null ? {} : { dueTime }),
      ...(dueZone == null ? {} : { dueZone }),
      ...(isMap(repeat) ? { repeat: repeat.toJSON() as unknown } : {}),
    };
  }

  #readComment(item: unknown): ExchangedComment {
    if (isScalar(item)) return { by: null, at: null, text: this.#textOf(item, "comments") };
    if (!isMap(item)) throw this.#error(item, this.errors.notAList("comments"));
    this.#allow(item, ["by", "at", "text"]);
    return {
      by: this.#text(item, "by"),
      at: this.#text(item, "at"),
      text: this.#text(item, "text") ?? "",
    };
  }

  #allow(map: YAMLMap, fields: readonly string[]): void {
    for (const { key } of map.items) {
      const name = isScalar(key) ? String(key.value) : "";
      if (!fields.includes(name)) throw this.#error(key, this.errors.unknown(name));
    }
  }

  #items(map: YAMLMap, field: string): readonly unknown[] {
    const value = map.get(field, true);
    if (value === undefined || isNull(value)) return [];
    if (!isSeq(value)) throw this.#error(value, this.errors.notAList(field));
    return value.items;
  }

  #text(map: YAMLMap, field: string): string | null {
    const value = map.get(field, true);
    return value === undefined || isNull(value) ? null : this.#textOf(value, field);
  }

  /** A title that looks like a number or a date is the text that stands there. */
  #textOf(value: unknown, field: string): string {
    if (!isScalar(value)) throw this.#error(value, this.errors.notText(field));
    return typeof value.value === "string" ? value.value : String(value.source ?? value.value);
  }

  #yesOrNo(map: YAMLMap, field: string): boolean {
    const value = map.get(field, true);
    if (value === undefined) return false;
    if (!isScalar(value) || typeof value.value !== "boolean")
      throw this.#error(value, this.errors.notYesOrNo(field));
    return value.value;
  }

  #lineOf(node: unknown): number {
    const range = (node as Node | null)?.range;
    return range ? this.lines.linePos(range[0]).line : 1;
  }

  #error(node: unknown, message: string): FileError {
    return new FileError(this.#lineOf(node), message);
  }
}

const isNull = (value: unknown): boolean => isScalar(value) && value.value === null;

import fc from "fast-check";
import { expect, test } from "vitest";
import { FORMATS, readFile, type Format, type ReadErrors } from "./files";
import { FileError, newTodo, type ExchangedList, type ExchangedTodo } from "./model";
import { listForTeam } from "./team";

const errors: ReadErrors = {
  noTitle: "no title",
  noComment: "no comment",
  nameTooLong: (most) => `name over ${most}`,
  titleTooLong: (most) => `title over ${most}`,
  tooMany: (most) => `over ${most}`,
  tooDeep: (most) => `deeper than ${most}`,
  descriptionTooLong: (most) => `description over ${most}`,
  tooManyComments: (most) => `comments over ${most}`,
  commentTooLong: (most) => `comment over ${most}`,
  notText: (field) => `${field} is no text`,
  notYesOrNo: (field) => `${field} is neither`,
  notAList: (field) => `${field} is no list`,
  notATodo: "no todo",
  unknown: (field) => `${field} unknown`,
  tooLarge: (mebibytes) => `over ${mebibytes}`,
  unknownTable: "unknown table",
  empty: "empty",
};

/** Text as the server stores it: trimmed, visible; and with what each format gives a meaning to. */
const text = fc
  .oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.stringMatching(/^[-*#>`<!&|: \\[\]{}xX"'0-9~\n]{0,20}$/),
    fc.constantFrom(
      "- [x] a",
      "<!-- {} -->",
      'a <!-- {"x":1} -->',
      "**b** c",
      "**b**",
      "\\**",
      "1.5",
      "true",
      "~",
      "a\n\n> b",
      "# x",
      "<br>",
      "\\",
      "no: yes",
    ),
  )
  .map((raw) => raw.replace(/[\r\0\u0085\u2028\u2029\ud800-\udfff\ufeff]/gu, "").trim())
  .filter((raw) => raw !== "");
const name = text.map((raw) => raw.replaceAll("\n", " ").trim());
const instant = fc
  .date({ min: new Date(0), max: new Date("2030-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());
const comment = fc.record({ by: name, at: instant, text });
const todo = fc.record({
  title: text,
  description: fc.option(text),
  completed: fc.boolean(),
  claimedBy: fc.option(name),
  assignees: fc.uniqueArray(name, { maxLength: 3 }),
  due: fc.option(
    fc.record(
      {
        dueOn: instant.map((at) => at.slice(0, 10)),
        dueTime: fc.constantFrom("00:00", "17:30"),
        dueZone: fc.constantFrom("Europe/Berlin", "UTC"),
        repeat: fc.constantFrom(
          { unit: "day", every: 2 },
          { unit: "week", every: 1, weekdays: ["mon", "fri"] },
        ),
      },
      { requiredKeys: ["dueOn"] },
    ),
  ),
  createdAt: fc.option(instant),
  comments: fc.array(comment, { maxLength: 3 }),
  deeper: fc.integer({ min: -8, max: 1 }),
});
const list: fc.Arbitrary<ExchangedList> = fc.record({
  name: name,
  todos: fc.array(todo, { minLength: 1, maxLength: 8 }).map((drawn) => {
    let level = -1;
    return drawn.map(({ deeper, ...rest }): ExchangedTodo => {
      level = Math.min(8, Math.max(0, level + deeper));
      return { ...rest, level, line: 0 };
    });
  }),
});

const withoutLines = (lists: readonly ExchangedList[]) =>
  lists.map(({ name: of, todos }) => ({
    name: of,
    todos: todos.map((each) => ({ ...each, line: 0 })),
  }));

test.each(Object.keys(FORMATS) as Format[])(
  "what is written as %s is read again, whole",
  (format) => {
    const { write, ending } = FORMATS[format];
    fc.assert(
      fc.property(fc.array(list, { minLength: 1, maxLength: 2 }), (lists) => {
        const file = write(lists);
        expect(withoutLines(readFile(`x.${ending}`, file, errors))).toEqual(lists);
      }),
      { numRuns: 200 },
    );
  },
  20_000,
);

const titles = (file: string, as: string) =>
  readFile(as, file, errors).map((each) =>
    each.todos.map((found) => `${"-".repeat(found.level)}${found.title}`),
  );

test("plain lines are todos, at the level of their indentation", () => {
  expect(titles("Milk\n\n\tOat\n    Soy\n      Bio\nBread", "pasted")).toEqual([
    ["Milk", "-Oat", "-Soy", "--Bio", "Bread"],
  ]);
});

test("any kind of list of Markdown is read, its headings as lists and todos", () => {
  const file = "Intro\n# A\n* Milk\n  1. Oat\n## Later\n- [X] Bread\n# B\n+ Tea\n> hot";
  expect(titles(file, "x.md")).toEqual([["Intro"], ["Milk", "-Oat", "Later", "-Bread"], ["Tea"]]);
  expect(readFile("x.md", file, errors)[2]?.todos[0]?.description).toBe("hot");
});

test("YAML may be no more than titles, and a title may look like something else", () => {
  expect(
    titles("- Milk\n- 1.50\n- 2026-12-02\n- title: yes\n  todos:\n    - no", "x.yaml"),
  ).toEqual([["Milk", "1.50", "2026-12-02", "yes", "-no"]]);
});

test("Todoist's sections, indents, descriptions and notes", () => {
  const file = `\ufeffTYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,DATE\ntask,Milk,"Oat,\nplease",4,1,Ada (1),2026-12-02\ntask,Soy,,4,2,,every friday\nnote,Which?,,,,Ben (22),\nsection,Later,,,,,\ntask,Bread,,4,1,,\n,,,,,,`;
  expect(titles(file, "x.csv")).toEqual([["Milk", "-Soy", "Later", "-Bread"]]);
  const [milk, soy] = readFile("x.csv", file, errors)[0]?.todos ?? [];
  expect(milk?.description).toBe("Oat,\nplease");
  expect(milk?.due).toEqual({ dueOn: "2026-12-02" });
  expect(soy?.comments).toEqual([
    { by: null, at: null, text: "every friday" },
    { by: "Ben", at: null, text: "Which?" },
  ]);
});

test("Microsoft To Do by way of Outlook, and of Graph", () => {
  const table = "Subject,Start Date,Due Date,% Complete,Notes\nMilk,,,100.00%,\nBread,,,0.00%,Rye";
  expect(readFile("x.csv", table, errors)[0]?.todos.map((each) => each.completed)).toEqual([
    true,
    false,
  ]);
  const graph = JSON.stringify([
    {
      displayName: "Groceries",
      tasks: [
        {
          title: "Milk",
          status: "completed",
          createdDateTime: "2026-01-02T03:04:05.1234567Z",
          dueDateTime: { dateTime: "2026-12-02T00:00:00.0000000", timeZone: "UTC" },
          checklistItems: [{ displayName: "Oat", isChecked: true }],
        },
      ],
    },
  ]);
  expect(readFile("x.json", graph, errors)).toEqual([
    {
      name: "Groceries",
      todos: [
        {
          ...newTodo("Milk", 1),
          completed: true,
          createdAt: "2026-01-02T03:04:05.123Z",
          due: { dueOn: "2026-12-02" },
        },
        { ...newTodo("Oat", 1), level: 1, completed: true },
      ],
    },
  ]);
});

test.each([
  ["x.yaml", "name: A\ntodos:\n  - title: x\n    done: true", 4, "done unknown"],
  ["x.yaml", "todos:\n  - title: x\n    completed: maybe", 3, "completed is neither"],
  ["x.yaml", "todos:\n  - [x]", 2, "no todo"],
  ["x.json", '{"todos": [\n{"title": "x"},\n{"title": ""}]}', 3, "no title"],
  ["x.json", '{"todos": [\n{"title": "x",\n}}', 3, ""],
  ["x.md", `- a\n- ${"b".repeat(501)}`, 2, "title over 500"],
  ["x.csv", "a,b\n1,2", 1, "unknown table"],
  ["x.md", "\n", 1, "empty"],
  ["x.md", "x\n".repeat(2001), 2001, "over 2000"],
  ["x.md", "x".repeat(2 ** 20 + 1), 1, "over 1"],
])("%s is refused with the line, %#", (as, file, line, message) => {
  const found = (() => {
    try {
      return readFile(as, file, errors);
    } catch (error) {
      return error;
    }
  })();
  expect(found).toBeInstanceOf(FileError);
  expect((found as FileError).line).toBe(line);
  expect((found as FileError).message).toContain(message);
});

test("a todo without a description is imported as by a client that knows none", () => {
  const { todos } = listForTeam({ name: null, todos: [newTodo("Milk", 1)] }, [], {
    id: "1",
    displayName: "Ann",
  });
  expect(todos).toHaveLength(1);
  expect(todos[0]).not.toHaveProperty("description");
});

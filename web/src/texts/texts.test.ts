import { describe, expect, test } from "vitest";
import { formatOf, isolated, quoted, type Format } from "./format";
import { failureSentence, preferredLanguage, type Language } from "./language";
import * as zh from "./zh";

type Module = { readonly english?: (format: Format) => object };

const modules = Object.values(import.meta.glob<Module>("./*.ts", { eager: true }));
const english = modules.flatMap((module) => module.english ?? []);
const makers: Readonly<Record<Language, readonly ((format: Format) => object)[]>> = {
  en: english,
  "zh-CN": Object.values(zh).filter((module) => typeof module === "function"),
};

function textsOf(language: Language): readonly object[] {
  return makers[language].map((make) => make(formatOf(language)));
}

test("a title from left to right stands in a sentence as it is", () => {
  expect(quoted("Oil the lamp, twice (№ 2) 🪔")).toBe("“Oil the lamp, twice (№ 2) 🪔”");
});

test.each(["שמן", "مصباح", "𞤀𞤣𞤤𞤢𞤥"])("%s is isolated in a sentence", (title) => {
  expect(isolated(title)).toBe(`\u2068${title}\u2069`);
});

test("a title cannot end its isolation, nor turn what follows", () => {
  expect(isolated("a\u2069\u202egnp.exe")).toBe("\u2068agnp.exe\u2069");
});

/** The parameters that hold what people have typed. Others are numbers, or sentences that are ready. */
const TYPED = [
  ...["name", "title", "who", "theirs", "team", "set", "list", "query", "of", "parent", "token"],
];

/** Every sentence of the app into which something typed is put, made with a Hebrew one. */
function sentences(tree: object, path: string): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, text]: [string, unknown]) => {
    const here = `${path}.${key}`;
    if (typeof text === "object" && text !== null) return sentences(text, here);
    if (typeof text !== "function") return [];
    const [, parameters = ""] = /^\(([^)]*)\)/.exec(String(text)) ?? [];
    const names = parameters.split(",").map((name) => name.replace(/=.*/, "").trim());
    const make = text as (...values: readonly unknown[]) => string;
    const values = names.map((name) =>
      name === "names" ? ["שמן"] : TYPED.includes(name) ? "שמן" : 1,
    );
    return values.every((value) => value === 1) ? [] : [[here, make(...values)]];
  });
}

describe.each(Object.keys(makers) as Language[])("in %s", (language) => {
  test.each(sentences(textsOf(language), ""))("%s isolates what is typed", (_path, sentence) => {
    expect(sentence).toContain("\u2068שמן\u2069");
    expect(sentence.replaceAll("\u2068שמן\u2069", "")).not.toContain("שמן");
  });
});

/** Every text without gaps. */
function plainTexts(tree: object): readonly string[] {
  return Object.values(tree).flatMap((text: unknown) => {
    if (typeof text === "string") return [text];
    return typeof text === "object" && text !== null ? plainTexts(text) : [];
  });
}

/** Names, keys and addresses: they are the same in every language. */
const UNTRANSLATED =
  /^(Glint|Webhook|Markdown|YAML|JSON|English|ada|https:.*|[↑↓↵→← ]+|[a-z/?]|(Ctrl|Shift|Alt|Tab|Esc|Enter|Space|Delete)( \S+)*)$/;

test("every text is translated", () => {
  const translated = plainTexts(textsOf("zh-CN")).filter((text) => !UNTRANSLATED.test(text));
  expect(translated.filter((text) => !/\p{Script=Han}/u.test(text))).toEqual([]);
  expect(translated.length).toBeGreaterThan(400);
});

test("every module is translated", () => expect(makers["zh-CN"].length).toBe(english.length));

/** The parameters that hold several things. */
const LISTS = ["names", "parts", "rights", "scopes", "verbs", "days", "by"];

/** Every text, with something in its gaps. */
function filledTexts(tree: object): readonly string[] {
  return Object.values(tree).flatMap((text: unknown): readonly string[] => {
    if (typeof text === "string") return [text];
    if (typeof text === "function") {
      const [, parameters = ""] = /^\(([^)]*)\)/.exec(String(text)) ?? [];
      const names = parameters.split(",").map((name) => name.trim());
      const make = text as (...values: readonly unknown[]) => unknown;
      return filledTexts([
        make(...names.map((name) => (LISTS.includes(name) ? ["甲", "乙"] : "甲"))),
      ]);
    }
    return typeof text === "object" && text !== null ? filledTexts(text) : [];
  });
}

test("no space follows punctuation in Chinese, between two sentences above all", () => {
  const texts = [...filledTexts(textsOf("zh-CN")), ...filledTexts(zh.errors)];
  expect(texts.filter((text) => /[，。、；：？！）] /u.test(text))).toEqual([]);
  expect(texts.length).toBeGreaterThan(600);
});

test.each([
  ["limit_reached", "You already own 200 teams. Delete one first.", "已达到数量上限（200）。"],
  [
    "set_full",
    "This list is full: it can hold 5,000 todos.",
    "此清单已满，不能再添加待办（最多 5,000 个）。",
  ],
  ["body_too_large", "The request is too large: 64 KiB at most.", "请求太大：最多 64 KiB。"],
  ["body_too_large", "The request is too large.", "请求太大。"],
  ["forbidden", "You are not allowed to do this 2 times.", "你没有权限这样做。"],
  ["unheard_of", "Something else.", undefined],
])("%s is told with the limit of “%s”", (code, english, sentence) => {
  expect(failureSentence(code, english, zh.errors)).toBe(sentence);
});

test("in English a failure has the server's sentence", () => {
  expect(failureSentence("limit_reached", "You already own 200 teams.")).toBeUndefined();
});

test("what is counted follows the plural rules of the language", () => {
  const words = { one: "todo", other: "todos" };
  const { count } = formatOf("en");
  expect([0, 1, 2000].map((n) => count(n, words))).toEqual(["0 todos", "1 todo", "2,000 todos"]);
  expect(formatOf("zh-CN").count(1, { one: "never", other: "个待办" })).toBe("1 个待办");
  expect(formatOf("pl").count(3, { few: "zadania", other: "zadań" })).toBe("3 zadania");
});

test.each([
  [["zh-TW", "en"], "zh-CN"],
  [["de-CH", "zh-Hans-CN"], "zh-CN"],
  [["en-GB", "zh-CN"], "en"],
  [["fr"], "en"],
  [[], "en"],
])("a browser with %j gets %s", (languages, language) => {
  expect(preferredLanguage(languages)).toBe(language);
});

test("people are someone, everyone and anyone", () => {
  const dated = /\b(some|every|any)body\b/iu;
  expect(plainTexts(textsOf("en")).filter((text) => dated.test(text))).toEqual([]);
});

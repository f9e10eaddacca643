import { expect, test } from "vitest";
import { isolated, quoted, texts } from "./texts";
import { textsOfAccessTokens } from "./texts-access-tokens";
import { textsCommands } from "./texts-commands";
import { textsDates } from "./texts-dates";
import { textsExchange } from "./texts-exchange";
import { textsOfHistory } from "./texts-history";
import { textsLater } from "./texts-later";
import { textsOfTrash } from "./texts-trash";
import { textsOfWebhooks } from "./texts-webhooks";

const all = {
  texts,
  textsLater,
  textsCommands,
  textsOfHistory,
  textsExchange,
  textsDates,
  textsOfTrash,
  textsOfAccessTokens,
  textsOfWebhooks,
};

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
    if (names.includes("names")) return [[here, make(["שמן"], 1)]];
    if (!names.some((name) => TYPED.includes(name))) return [];
    return [[here, make(...names.map((name) => (TYPED.includes(name) ? "שמן" : 1)))]];
  });
}

test.each(sentences(all, ""))("%s isolates what people have typed", (_path, sentence) => {
  expect(sentence).toContain("\u2068שמן\u2069");
  expect(sentence.replaceAll("\u2068שמן\u2069", "")).not.toContain("שמן");
});

/** Every text without gaps. */
function plainTexts(tree: object): readonly string[] {
  return Object.values(tree).flatMap((text: unknown) => {
    if (typeof text === "string") return [text];
    return typeof text === "object" && text !== null ? plainTexts(text) : [];
  });
}

test("people are someone, everyone and anyone", () => {
  const dated = /\b(some|every|any)body\b/iu;
  expect(plainTexts(all).filter((text) => dated.test(text))).toEqual([]);
});

import { describe, expect, test } from "vitest";
import { beginningMention, mentionedIn, partsOf } from "./mentions";

const person = (userId: string, displayName: string) => ({ userId, displayName });
const people = [person("1", "Ann"), person("2", "Anna Li"), person("3", "Bob"), person("4", "Bob")];

describe("whom a comment mentions", () => {
  test.each([
    ["@Ann and @Bob", ["1"]],
    ["@Anna Li, @Anna", ["1", "2"]],
    ["ann @ home", []],
    ["@Bob", []],
  ])("%s mentions %j, if nobody was chosen", (text, ids) => {
    expect(mentionedIn(text, people, new Set())).toEqual(ids);
  });

  test("of several of one name it is who was chosen", () => {
    expect(mentionedIn("@Bob", people, new Set(["4", "1"]))).toEqual(["4"]);
  });

  test("the longest name is emphasised, and the text stays the same", () => {
    const parts = partsOf("Hi @Anna Li!", people);
    expect(parts.map(({ text }) => text)).toEqual(["Hi ", "@Anna Li", "!"]);
    expect(parts.map(({ isMention }) => isMention)).toEqual([false, true, false]);
  });
});

describe("whom the word before the caret may mention", () => {
  test.each([
    ["@", ["1", "2", "3", "4"]],
    ["see @an", ["1", "2"]],
    ["@LI", ["2"]],
    ["a@bo", []],
    ["@bob is", []],
  ])("after %s", (text, ids) => {
    const found = beginningMention(text, text.length, people)?.people ?? [];
    expect(found.map(({ userId }) => userId)).toEqual(ids);
  });
});

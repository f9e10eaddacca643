import { describe, expect, test } from "vitest";
import { beginningMention, mentionedIn, partsOf, withMention } from "./mentions";

const person = (userId: string, displayName: string) => ({ userId, displayName });
const people = [
  person("1", "Ann"),
  person("2", "Anna Li"),
  person("3", "Bob"),
  person("4", "Bob"),
  person("5", "小明"),
  person("6", "Me Ann"),
  person("7", "Me"),
];

describe("whom a comment mentions", () => {
  test.each([
    ["@Ann and @Bob", ["1"]],
    ["@Anna Li, @Ann", ["1", "2"]],
    ["ann @ home", []],
    ["@Bob", []],
    ["@Annabel, @Ann_2, me@Ann.example", []],
    ["(@Ann), @Ann's", ["1"]],
    ["请@小明看一下", ["5"]],
    ["@Me Ann", []],
  ])("%s mentions %j, if nobody was chosen", (text, ids) => {
    expect(mentionedIn(text, people, { myId: "6", chosen: new Set() })).toEqual(ids);
  });

  test("of several of one name it is who was chosen", () => {
    const chosen = new Set(["4", "1"]);
    expect(mentionedIn("@Bob", people, { myId: "6", chosen })).toEqual(["4"]);
    expect(mentionedIn("@Bob", people, { myId: "4", chosen: new Set() })).toEqual(["3"]);
  });

  test("the longest name is emphasised, and the text stays the same", () => {
    const parts = partsOf("Hi @Anna Li!", people);
    expect(parts.map(({ text }) => text)).toEqual(["Hi ", "@Anna Li", "!"]);
    expect(parts.map(({ isMention }) => isMention)).toEqual([false, true, false]);
  });
});

describe("whom the word before the caret may mention", () => {
  test.each([
    ["@", ["1", "2", "3", "4", "5", "6"]],
    ["see @an", ["1", "2", "6"]],
    ["请@小", ["5"]],
    ["@LI", ["2"]],
    ["a@bo", []],
    ["@bob is", []],
  ])("after %s", (text, ids) => {
    const found = beginningMention(text, text.length, people)?.people ?? [];
    expect(found.map(({ userId }) => userId)).toEqual(ids);
  });

  test.each([
    ["Ask @an", "Ask @Ann "],
    ["Ask @an today", "Ask @Ann today"],
    ["Ask @an\n\nToday", "Ask @Ann \n\nToday"],
  ])("in %j the name that is chosen makes %j", (text, expected) => {
    const written = withMention(text, { start: 4, end: 7, name: "Ann" });
    expect(written).toEqual({ text: expected, caret: 9 });
  });
});

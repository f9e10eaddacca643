import { expect, test } from "vitest";
import { foldForSearch } from "../todos/search";
import { placeIn, ranked } from "./ranking";

const NAMES = [
  "Renew the lamp",
  "Overclamp",
  "Lamp oil, 20 litres",
  "Oil for the lamp",
  "Ropes",
  "Straße fegen",
  "买牛奶",
];

const found = (typed: string, max = 10) => ranked(NAMES, typed, foldForSearch, max).items;

test("what starts so comes first, then what has a word that does, then what has it anywhere", () => {
  expect(found("lamp")).toEqual([
    "Lamp oil, 20 litres",
    "Renew the lamp",
    "Oil for the lamp",
    "Overclamp",
  ]);
});

test("words are found in any order, and all of them have to be", () => {
  expect(found("lamp  oil")).toEqual(["Lamp oil, 20 litres", "Oil for the lamp"]);
  expect(found("lamp rope")).toEqual([]);
});

test("case and spelling are folded, and there need be no spaces", () => {
  expect(found("STRASSE")).toEqual(["Straße fegen"]);
  expect(found("牛奶")).toEqual(["买牛奶"]);
});

test("without a text all fit, and only so many are returned", () => {
  expect(found(" ", 2)).toEqual(NAMES.slice(0, 2));
  expect(ranked(NAMES, "x", foldForSearch, 2)).toEqual({ rank: Infinity, items: [] });
});

test("the text is marked where it stands as it was typed", () => {
  expect(placeIn("Oil the Lamp", "lamp ")).toEqual([8, 12]);
  expect(placeIn("Straße", "strasse")).toBeNull();
  expect(placeIn("Lamp", "")).toBeNull();
});

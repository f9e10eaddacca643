import { expect, test } from "vitest";
import { isolated, quoted } from "./texts";

test("a title from left to right stands in a sentence as it is", () => {
  expect(quoted("Oil the lamp, twice (№ 2) 🪔")).toBe("“Oil the lamp, twice (№ 2) 🪔”");
});

test.each(["שמן", "مصباح", "𞤀𞤣𞤤𞤢𞤥"])("%s is isolated in a sentence", (title) => {
  expect(isolated(title)).toBe(`\u2068${title}\u2069`);
});

test("a title cannot end its isolation, nor turn what follows", () => {
  expect(isolated("a\u2069\u202egnp.exe")).toBe("\u2068agnp.exe\u2069");
});

import { expect, test } from "vitest";
import { foldForSearch } from "./search";

test.each([
  ["Café", "cafe\u0301", "composed or not"],
  ["Straße", "STRASSE", "letters whose upper case is longer"],
  ["ΟΔΟΣ", "οδος", "a final sigma"],
  ["İstanbul", "istanbul", "a dotted capital I"],
  ["ﬁle", "file", "ligatures"],
  ["ＡＢＣ", "abc", "full width"],
  ["so\u00adft\u200b", "soft", "characters that cannot be seen"],
])("R98 %s is found by %s: %o", (title, query) => {
  expect(foldForSearch(title)).toBe(foldForSearch(query));
});

test("R98 accents count", () => {
  expect(foldForSearch("café")).not.toContain(foldForSearch("cafe"));
});

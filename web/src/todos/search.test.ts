import { expect, test } from "vitest";
import { foldForSearch } from "./search";
import cases from "./search-cases.json";

// tests/unit/test_text.py reads the same cases.
test.each(cases)("R98 %s is found by %s: %o", (title, query) => {
  expect(foldForSearch(title)).toBe(foldForSearch(query));
});

test("R98 accents count", () => {
  expect(foldForSearch("café")).not.toContain(foldForSearch("cafe"));
});

import { expect, test } from "vitest";
import { partsOf } from "./addresses";

/** The addresses that become links, in order. */
function linksIn(title: string): readonly string[] {
  const parts = partsOf(title);
  expect(parts.map((part) => part.text).join("")).toBe(title);
  return parts.flatMap((part) => (part.href === null ? [] : [part.href]));
}

test.each([
  ["Read https://example.com/a?b=c#d today", ["https://example.com/a?b=c#d"]],
  ["http://example.com", ["http://example.com/"]],
  ["HTTPS://EXAMPLE.COM/Path", ["https://example.com/Path"]],
  ["https://a.example https://b.example", ["https://a.example/", "https://b.example/"]],
  ["見る：https://例え.jp/道。後で", ["https://xn--r8jz45g.jp/%E9%81%93"]],
])("the addresses in %j are links", (title, hrefs) => {
  expect(linksIn(title)).toEqual(hrefs);
});

test.each([
  ["(see https://example.com/a).", "https://example.com/a"],
  ["“https://example.com/a”, then", "https://example.com/a"],
  ["<https://example.com/a>", "https://example.com/a"],
  ["https://example.com/a!?", "https://example.com/a"],
  ["https://en.wikipedia.org/wiki/Lamp_(oil)", "https://en.wikipedia.org/wiki/Lamp_(oil)"],
  ["(https://en.wikipedia.org/wiki/Lamp_(oil))", "https://en.wikipedia.org/wiki/Lamp_(oil)"],
])("the punctuation around the address in %j is not part of it", (title, href) => {
  expect(linksIn(title)).toEqual([href]);
});

test.each([
  "Buy milk",
  "javascript:alert(1)",
  "data:text/html,x",
  "ftp://example.com",
  "xhttps://example.com",
  "https://",
  "https://:80",
  "https:// example.com",
])("%j has no link", (title) => {
  expect(linksIn(title)).toEqual([]);
});

test("a control character that would turn the address ends it", () => {
  expect(linksIn("https://example.com/\u202egnp.exe")).toEqual(["https://example.com/"]);
});

import { COMMENT_MAX_MENTIONS } from "glint-client/wire";
import type { Member } from "glint-client/wire";
import { foldForSearch } from "./search";

const SHOWN_MAX = 6;
/** A character that makes a name, or the `@`, a part of a longer word; some scripts have no spaces between words. */
const IN_WORD =
  "(?![\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}])[\\p{L}\\p{M}\\p{N}_]";
const BEGUN = new RegExp(`(?<!${IN_WORD})@([^@\\n]*)$`, "u");
const ENDS_IN_WORD = new RegExp(`${IN_WORD}$`, "u");
const BEGINS_IN_WORD = new RegExp(`^${IN_WORD}`, "u");

type Person = Pick<Member, "userId" | "displayName">;

/** A part of a comment: plain, or a mention of someone. */
export interface Part {
  readonly text: string;
  readonly isMention: boolean;
}

/** Return whom the word before the caret may mention, and where it begins with its `@`; null if it mentions nobody. */
export function beginningMention<P extends Person>(
  text: string,
  caret: number,
  people: readonly P[],
): { readonly start: number; readonly people: readonly P[] } | null {
  const typed = BEGUN.exec(text.slice(0, caret))?.[1];
  if (typed === undefined) return null;
  const query = foldForSearch(typed);
  const found = people.filter(({ displayName }) => {
    const name = foldForSearch(displayName);
    return name.startsWith(query) || (query !== "" && name.includes(` ${query}`));
  });
  return found.length === 0
    ? null
    : { start: caret - typed.length - 1, people: found.slice(0, SHOWN_MAX) };
}

/** Return the text with someone's name in the place of what was typed of it, and where the caret is then. */
export function withMention(
  text: string,
  { start, end, name }: { readonly start: number; readonly end: number; readonly name: string },
): { readonly text: string; readonly caret: number } {
  const before = `${text.slice(0, start)}@${name} `;
  return { text: before + text.slice(end).replace(/^ /, ""), caret: before.length };
}

/** Return the ids of the others whom a comment of `myId` mentions; of several of one name those who were `chosen`. */
export function mentionedIn(
  text: string,
  people: readonly Person[],
  { myId, chosen }: { readonly myId: string; readonly chosen: ReadonlySet<string> },
): readonly string[] {
  const names = new Set(
    partsOf(text, people).flatMap((part) => (part.isMention ? part.text.slice(1) : [])),
  );
  const named = people.filter(
    ({ userId, displayName }) => userId !== myId && names.has(displayName),
  );
  const isAlone = ({ displayName }: Person) =>
    named.filter((other) => other.displayName === displayName).length === 1;
  return named
    .filter((person) => chosen.has(person.userId) || isAlone(person))
    .map(({ userId }) => userId)
    .slice(0, COMMENT_MAX_MENTIONS);
}

/** Split a comment where it has whole names of people after `@`; of names that begin alike the longest one counts. */
export function partsOf(text: string, people: readonly Person[]): readonly Part[] {
  const names = people.map(({ displayName }) => displayName).sort((a, b) => b.length - a.length);
  const parts: Part[] = [];
  let end = 0;
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", Math.max(at + 1, end))) {
    const name = names.find((each) => isNamed(each, text, at));
    if (name === undefined) continue;
    if (at > end) parts.push({ text: text.slice(end, at), isMention: false });
    end = at + 1 + name.length;
    parts.push({ text: text.slice(at, end), isMention: true });
  }
  return end < text.length ? [...parts, { text: text.slice(end), isMention: false }] : parts;
}

/** Whether a whole name stands after this `@`, which is none of an address. */
function isNamed(name: string, text: string, at: number): boolean {
  return (
    text.startsWith(name, at + 1) &&
    !ENDS_IN_WORD.test(text.slice(0, at)) &&
    !BEGINS_IN_WORD.test(text.slice(at + 1 + name.length))
  );
}

import { COMMENT_MAX_MENTIONS } from "glint-client/wire";
import type { Member } from "glint-client/wire";
import { foldForSearch } from "./search";

const SHOWN_MAX = 6;
/** A word before it makes it part of something else, as in an address. */
const BEGUN = /(?<![\p{L}\p{N}])@([^@\n]*)$/u;

type Person = Pick<Member, "userId" | "displayName">;

/** A part of a comment: plain, or a mention of somebody. */
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

/** Return the ids of the people whom a comment mentions; of several of one name those who were `chosen`. */
export function mentionedIn(
  text: string,
  people: readonly Person[],
  chosen: ReadonlySet<string>,
): readonly string[] {
  const names = new Set(
    partsOf(text, people).flatMap((part) => (part.isMention ? part.text.slice(1) : [])),
  );
  const named = people.filter(({ displayName }) => names.has(displayName));
  const isAlone = ({ displayName }: Person) =>
    named.filter((other) => other.displayName === displayName).length === 1;
  return named
    .filter((person) => chosen.has(person.userId) || isAlone(person))
    .map(({ userId }) => userId)
    .slice(0, COMMENT_MAX_MENTIONS);
}

/** Split a comment where it names people after `@`; of names that begin alike the longest one counts. */
export function partsOf(text: string, people: readonly Person[]): readonly Part[] {
  const names = people.map(({ displayName }) => displayName).sort((a, b) => b.length - a.length);
  const parts: Part[] = [];
  let end = 0;
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", Math.max(at + 1, end))) {
    const name = names.find((each) => text.startsWith(each, at + 1));
    if (name === undefined) continue;
    if (at > end) parts.push({ text: text.slice(end, at), isMention: false });
    end = at + 1 + name.length;
    parts.push({ text: text.slice(at, end), isMention: true });
  }
  return end < text.length ? [...parts, { text: text.slice(end), isMention: false }] : parts;
}

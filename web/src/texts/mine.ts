import type { Format } from "./format";
import { inLanguage, translations } from "./language";

/** Texts about whose todos are, of the page of one's own, and of the search over all lists, loaded with these. */
export const english = ({ commas, count, isolated, quoted }: Format) => ({
  title: "Mine",
  count: (n: number, more: boolean) => (more ? `${n}+` : `${n}`),
  link: (n: number) => `Mine, ${count(n, { one: "open todo", other: "open todos" })}`,
  none: "Nothing is waiting for you",
  noneText: "What you claim, and what others assign to you, is listed here, from all teams.",
  failed: (reason: string) => `This may be out of date. ${reason}`,
  views: { label: "Show", list: "By list", date: "By date" },
  inTeam: (team: string) => `in ${isolated(team)}`,
  more: "Only the first ones are shown. Complete some of them to see the others.",
  elsewhere: "In other lists",
  noneElsewhere: (query: string) => `Nothing in other lists matches ${quoted(query)}`,
  searching: "Searching the other lists",
  failedElsewhere: (reason: string) => `The other lists could not be searched. ${reason}`,
  moreElsewhere: "There are more. Type more to narrow them down.",
  assignees: {
    label: "Assigned to",
    nobody: "No one",
    me: "you",
    who: (names: readonly string[]) => commas(names.map(isolated)) || "No one",
    to: (names: readonly string[]) => `Assigned to ${commas(names.map(isolated))}`,
    change: (names: readonly string[]) =>
      `Assigned to ${commas(names.map(isolated)) || "no one"}. Change`,
    choose: (title: string) => `Assign ${isolated(title)} to`,
    mayNot: "You may not assign todos in this list",
    full: (n: number) => `A todo can be assigned to ${n} people.`,
  },
});

export const textsMine = inLanguage(english, translations?.mine);

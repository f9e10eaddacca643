import type { Format } from "./format";
import { inLanguage, translations } from "./language";

/** Texts about what happened in a list, and what can be brought back: loaded when they are needed. */
export const english = ({ count, isolated, listed, quoted }: Format) => ({
  undo: {
    redo: "Redo",
    undone: (what: string) => `Undone: ${what}`,
    redone: (what: string) => `Done again: ${what}`,
    nothing: "You have changed nothing here that can be undone. The history has older changes.",
    nothingToRedo: "There is nothing to do again.",
    created: (title: string) => `${quoted(title)} added`,
    renamed: (title: string) => `renamed to ${quoted(title)}`,
    completed: (title: string) => `${quoted(title)} completed`,
    reopened: (title: string) => `${quoted(title)} reopened`,
    moved: (title: string) => `${quoted(title)} moved`,
    changed: (title: string) => `change of ${quoted(title)}`,
    movedAway: (title: string) => `${quoted(title)} moved to another list`,
    reordered: "new order",
    deleted: (title: string) => `${quoted(title)} deleted`,
    restored: (title: string) => `${quoted(title)} restored`,
    claimed: (title: string) => `${quoted(title)} claimed`,
    released: (title: string) => `${quoted(title)} released`,
    assigned: (title: string) => `${quoted(title)} assigned`,
    commented: (title: string) => `comment on ${quoted(title)}`,
    commentDeleted: (title: string) => `comment on ${quoted(title)} deleted`,
    undo: "an undo",
    many: (n: number) => `${n} changes`,
  },
  history: {
    title: (list: string) => `History of ${quoted(list)}`,
    heading: "What happened",
    more: "Show older changes",
    end: "That is all. Changes are kept for 30 days.",
    system: "Glint",
    undo: (sentence: string) => `Undo: ${sentence}`,
    unreachable: "The history will appear when you are online.",
    notUpToDate: "You are offline. This is what happened until then.",
    failed: (reason: string) => `The history could not be loaded. ${reason}`,
  },
  sinceThen: {
    changed: (n: number, since: string, by: readonly string[]) =>
      `${count(n, { one: "change", other: "changes" })} since ${since}, by ${listed(by)}`,
    someone: "someone",
    others: (n: number) => count(n, { one: "other", other: "others" }),
    gone: (n: number) => count(n, { one: "todo is gone", other: "todos are gone" }),
    renewed: (since: string) =>
      `The list was renewed since ${since}: what was completed then is open again`,
    alsoRenewed: "the list was renewed",
    noRecord: (since: string) => `There is no full record of what changed since ${since}.`,
    all: (parts: readonly string[]) => parts.join("; "),
    dismiss: "Dismiss",
  },
  entry: {
    via: (who: string, token: string) => `${isolated(who)} via ${isolated(token)}`,
    created: (who: string, title: string) => `${isolated(who)} added ${quoted(title)}`,
    completed: (who: string, title: string) => `${isolated(who)} completed ${quoted(title)}`,
    reopened: (who: string, title: string) => `${isolated(who)} reopened ${quoted(title)}`,
    renamed: (who: string, title: string, name: string) =>
      `${isolated(who)} renamed ${quoted(title)} to ${quoted(name)}`,
    described: (who: string, title: string) =>
      `${isolated(who)} changed the description of ${quoted(title)}`,
    completedMany: (who: string, n: number) =>
      `${isolated(who)} completed ${count(n, { one: "todo", other: "todos" })}`,
    reopenedMany: (who: string, n: number) =>
      `${isolated(who)} reopened ${count(n, { one: "todo", other: "todos" })}`,
    rescheduled: (who: string, title: string) =>
      `${isolated(who)} changed when ${quoted(title)} is due`,
    renewed: (n: number) =>
      `The daily renewal opened ${count(n, { one: "todo", other: "todos" })} again`,
    moved: (who: string, title: string) => `${isolated(who)} moved ${quoted(title)}`,
    movedTo: (who: string, title: string, list = "") =>
      `${isolated(who)} moved ${quoted(title)} to ${list ? quoted(list) : "another list"}`,
    movedHere: (who: string, title: string) => `${isolated(who)} moved ${quoted(title)} here`,
    deleted: (who: string, title: string) => `${isolated(who)} deleted ${quoted(title)}`,
    restored: (who: string, title: string, below: number) =>
      below > 0
        ? `${isolated(who)} brought back ${quoted(title)} and ${count(below, { one: "sub-todo", other: "sub-todos" })}`
        : `${isolated(who)} brought back ${quoted(title)}`,
    claimed: (who: string, title: string) => `${isolated(who)} claimed ${quoted(title)}`,
    released: (who: string, title: string) => `${isolated(who)} released ${quoted(title)}`,
    assigned: (who: string, title: string, names: readonly string[]) =>
      `${isolated(who)} assigned ${quoted(title)} to ${listed(names.map(isolated))}`,
    unassigned: (who: string, title: string) =>
      `${isolated(who)} assigned ${quoted(title)} to no one`,
    commented: (who: string, title: string) => `${isolated(who)} commented on ${quoted(title)}`,
    commentDeleted: (who: string, title: string) =>
      `${isolated(who)} deleted a comment on ${quoted(title)}`,
    reordered: (who: string, n: number) =>
      `${isolated(who)} changed the order of ${count(n, { one: "todo", other: "todos" })}`,
    changed: (who: string, title: string) => `${isolated(who)} changed ${quoted(title)}`,
    changedMany: (who: string, n: number) =>
      `${isolated(who)} changed ${count(n, { one: "todo", other: "todos" })}`,
  },
});

export const textsOfHistory = inLanguage(english, translations?.history);

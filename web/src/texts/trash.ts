import type { Format } from "./format";
import { inLanguage, translations } from "./language";

/** Texts about what was deleted, loaded with the trash. */
export const english = ({ count, isolated, quoted }: Format) => ({
  ofList: (list: string) => `Trash of ${quoted(list)}`,
  todos: "Deleted todos",
  todosHint: "A deleted todo is kept here for 30 days, with its sub-todos and comments.",
  noTodos: "Nothing was deleted here in the last 30 days.",
  listsHint: "A deleted list is kept here for 30 days, with its todos.",
  noLists: "There is no deleted list that you can restore.",
  todoCount: (n: number) => count(n, { one: "todo", other: "todos" }),
  deletedBy: (who: string) => `Deleted by ${isolated(who)}`,
  deletedByYou: "Deleted by you",
  keptUntil: (date: string) => `kept until ${date}`,
  restore: "Restore",
  restoreOne: (title: string) => `Restore ${quoted(title)}`,
  restored: (title: string) => `${quoted(title)} is back.`,
  open: "Open",
  mayNot: "You may not delete this todo, so you may not restore it either.",
  forGood: "Delete for good",
  forGoodOne: (title: string) => `Delete ${quoted(title)} for good`,
  forGoodTitle: (title: string) => `Delete ${quoted(title)} for good?`,
  todoForGood:
    "It goes for everyone, with its sub-todos and comments, and its text leaves the history too. This cannot be undone.",
  listForGood:
    "It goes for everyone, with all its todos and its history, and its text is nowhere kept. This cannot be undone.",
  gone: (title: string) => `${quoted(title)} is deleted for good.`,
  missing: (title: string) => `${quoted(title)} is no longer in the trash.`,
  more: "Show older ones",
  unreachable: "The trash will appear when you are online.",
  notUpToDate: "You are offline. This is what was here until then.",
  failed: (reason: string) => `The trash could not be loaded. ${reason}`,
});

export const textsOfTrash = inLanguage(english, translations?.trash);

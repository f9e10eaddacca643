import { quoted } from "./texts";

/** Texts about what happened in a list, and what can be brought back: loaded when they are needed. */
export const textsOfHistory = {
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
};

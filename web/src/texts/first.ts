import { SUBTODO_MAX_DEPTH } from "glint-client/wire";
import type { Format } from "./format";
import { inLanguage, translations } from "./language";

/** Texts of the first load. What only a dialog or a later screen shows is in the other modules, loaded with these. */
export const english = ({ commas, count, isolated, quoted }: Format) => ({
  common: {
    aside: (text: string) => ` (${text})`,
    cancel: "Cancel",
    close: "Close",
    done: "Done",
    facts: (parts: readonly string[]) => parts.join(", "),
    loading: "Loading",
    moreActions: "More actions",
    save: "Save",
    sentences: (parts: readonly string[]) => parts.join(". "),
    tryAgain: "Try again",
    unsaved: "Not saved yet",
  },
  errors: {
    crashTitle: "Something went wrong",
    crashText: "Your lists are safe. Reload the page to continue.",
    newerTitle: "A new version is available",
    newerText: "Reload the page to continue. Your lists are safe.",
    reload: "Reload",
    notFoundTitle: "Page not found",
    notFoundText: "The address may be mistyped, or the page no longer exists.",
    toStart: "Go to your lists",
    unreachable: "Glint cannot be reached",
  },
  signIn: {
    action: "Sign in again",
  },
  tab: {
    list: (list: string, team: string) => `${isolated(list)} · ${isolated(team)}`,
    page: (heading: string) => `${heading} · Glint`,
    withMissed: (n: number, tab: string) => (n > 0 ? `(${n}) ${tab}` : tab),
  },
  shell: {
    sidebar: "Teams and lists",
    openSidebar: "Show teams and lists",
    skipToList: "Skip to the list",
    search: "Search",
    searchAlso: "and commands",
    searchKeys: "Ctrl K",
  },
  account: {
    menu: "Account",
    button: (name: string) => `Account of ${isolated(name)}`,
    sessions: "Active sessions",
    tokens: "Access tokens",
    data: "Your data",
    signOut: "Sign out",
    settings: "Settings",
    settingsFor: "Language, theme, density, sound",
  },
  teams: {
    personal: "Personal",
    menu: "Team",
    switcher: (name: string) => `Team: ${isolated(name)}. Switch or manage`,
    newTitle: "New team",
    settings: "Team settings",
  },
  members: {
    menu: "Members and invitations",
  },
  permissions: {
    menu: "Permissions",
  },
  webhooks: {
    menu: "Webhooks",
  },
  sets: {
    heading: "Lists",
    newTitle: "New list",
    drag: (name: string) => `Move the list ${isolated(name)}`,
    rename: "Rename list",
    open: (n: number) => `${n} open`,
    split: "Move completed to the bottom",
    unsplit: "Leave completed in place",
    renewal: "Daily renewal",
    share: "Share",
    links: "Share links",
    delete: "Delete list",
    export: "Export",
    import: "Import",
    trash: "Trash",
    deleted: "Deleted lists",
    none: "No lists yet",
    noneText: "Someone who can create lists in this team has to create the first one.",
    gone: "This list is gone",
    goneText: "Someone deleted it, or it was never in this team.",
    toOthers: "Go to the other lists",
    notKept: "This list is not available offline",
    notKeptText:
      "You have not opened it on this device before. It appears as soon as you are back online.",
  },
  todos: {
    add: "Add a todo",
    addBelow: (title: string) => `Add a sub-todo to ${quoted(title)}`,
    parentGone: (title: string) =>
      `${quoted(title)} was deleted. This will be added at the top level.`,
    addAction: "Add",
    addSubtodo: "Add sub-todo",
    addOnFirstLevel: "Cancel sub-todo",
    mayNotAdd: "You can view this list, but not add to it.",
    completeOne: (title: string) => `Completed: ${isolated(title)}`,
    changed: "Changed since you were here",
    complete: "Complete",
    reopen: "Reopen",
    edit: "Edit",
    dueDate: "Due date",
    assign: "Assign",
    editOne: (title: string) => `Edit ${quoted(title)}`,
    drag: (title: string) => `Move ${isolated(title)}`,
    expand: "Expand",
    collapse: "Collapse",
    below: (title: string) => `below ${isolated(title)}`,
    sortByDate: "Sort by date",
    sortAsArranged: "Sort as arranged",
    sortedByDate: "The list is sorted by date. Sort it as arranged to move todos.",
    moveWithin: "Move within the list",
    moveUp: "Move up",
    moveDown: "Move down",
    mayNotComplete: "You may not complete this todo",
    claim: "Claim",
    claimOne: (title: string) => `Claim ${isolated(title)}`,
    release: "Release",
    releaseOne: (title: string) => `Claimed by you. Release ${isolated(title)}`,
    claimedBy: (name: string) => `Claimed by ${isolated(name)}`,
    you: "You",
    someone: "Someone",
    delete: "Delete",
    deleted: (title: string) => `Deleted ${quoted(title)}`,
    deletedMany: (n: number) => `Deleted ${count(n, { one: "todo", other: "todos" })}`,
    completedWith: (title: string, n: number) =>
      `Completed ${quoted(title)} and ${count(n, { one: "sub-todo", other: "sub-todos" })}`,
    completedOnce: (title: string) =>
      `Completed ${quoted(title)} for this time. It will be due again.`,
    completedMany: (n: number) => `Completed ${count(n, { one: "todo", other: "todos" })}`,
    undo: "Undo",
    history: "History",
    undoLast: "Undo your last change",
    notUndone: (reason: string) => `This could not be undone. ${reason}`,
    refused: (reason: string) => `Your change could not be saved. ${reason}`,
    notMoved: (title: string, list: string, reason: string) =>
      `${quoted(title)} could not be moved and is still in ${quoted(list)}. ${reason}`,
    leftTeam: "Someone among them is no longer in this team.",
    fitsNoLonger: "It no longer fits where you moved it.",
    refusedElsewhere: (list: string | undefined, reason: string) =>
      `Your change in ${list ? quoted(list) : "another list"} could not be saved. ${reason}`,
    notDurable: "This browser cannot store your changes. Stay on this page until they are saved.",
    stuck: (n: number) =>
      `One of your changes keeps failing on the server. ${count(n, { one: "change is", other: "changes are" })} waiting.`,
    discard: "Discard this change",
    progress: (done: number, all: number) => `${done} of ${all}`,
    counts: (open: number, done: number) => `${open} open, ${done} done`,
    completedHeading: (n: number) => `Completed (${n})`,
  },
  moving: {
    nest: "Make a sub-todo of the one above",
    unnest: "Move one level up",
    toList: "Move to another list…",
    mayNotMove: "You may not move this todo away from its list.",
    nested: (title: string, parent: string) =>
      `${quoted(title)} is now a sub-todo of ${quoted(parent)}`,
    nestedMany: (n: number, parent: string) =>
      `${count(n, { one: "todo is", other: "todos are" })} now below ${quoted(parent)}`,
    atTop: (title: string) => `${quoted(title)} is no longer a sub-todo`,
    atTopMany: (n: number) =>
      `${count(n, { one: "todo is", other: "todos are" })} no longer below another one`,
    away: (title: string, list: string) => `Moved ${quoted(title)} to ${quoted(list)}`,
    awayMany: (n: number, list: string) =>
      `Moved ${count(n, { one: "todo", other: "todos" })} to ${quoted(list)}`,
    inside: "A todo cannot be moved below itself.",
    tooDeep: `Sub-todos go at most ${SUBTODO_MAX_DEPTH} levels down.`,
  },
  comments: {
    heading: "Comments",
    open: (n: number, title: string) =>
      `${count(n, { one: "comment", other: "comments" })} on ${isolated(title)}. Open`,
  },
  drafts: { mark: "Draft" },
  selection: {
    start: "Select several",
    stop: "Stop selecting",
    toolbar: "Actions for the selected todos",
    count: (n: number) => `${n} selected`,
    move: "Move",
    none: "Select todos first",
    notAllowed: "None of these can be changed so",
  },
  search: {
    label: "Search this list",
    placeholder: "Search this list",
    filter: "Search and filter",
    close: "Close the search",
  },
  presence: {
    here: (names: readonly string[], more: number) =>
      `Also here: ${commas([...names.map(isolated), ...(more > 0 ? [`${more} more`] : [])])}`,
  },
  connection: {
    loading: "Loading",
    live: "Live",
    catchingUp: "Catching up",
    saving: (n: number) => `Saving ${count(n, { one: "change", other: "changes" })}…`,
    retrying: (n: number) => `${count(n, { one: "change", other: "changes" })} waiting, retrying`,
    reconnecting: "Reconnecting",
    reconnectingWith: (n: number) =>
      `${count(n, { one: "change", other: "changes" })} waiting, reconnecting`,
    inSeconds: (seconds: number) => `in ${seconds} s`,
    offline: (n: number) =>
      n > 0 ? `Offline, ${count(n, { one: "change", other: "changes" })} waiting` : "Offline",
    lastState: (n: number) =>
      n > 0
        ? `Offline, showing the last state, ${count(n, { one: "change", other: "changes" })} waiting`
        : "Offline, showing the last state",
    polling: "Slow connection: updates every few seconds",
    signedOut: "Signed out",
    ended: "Not connected",
  },
  announce: {
    created: (who: string, title: string) => `${isolated(who)} added ${isolated(title)}`,
    completed: (who: string, title: string) => `${isolated(who)} completed ${isolated(title)}`,
    reopened: (who: string, title: string) => `${isolated(who)} reopened ${isolated(title)}`,
    renamed: (who: string, title: string) =>
      `${isolated(who)} renamed a todo to ${isolated(title)}`,
    described: (who: string, title: string) => `${isolated(who)} described ${isolated(title)}`,
    rescheduled: (who: string, title: string) =>
      `${isolated(who)} changed when ${isolated(title)} is due`,
    deleted: (who: string, title: string) => `${isolated(who)} deleted ${isolated(title)}`,
    moved: (who: string, title: string) => `${isolated(who)} moved ${isolated(title)}`,
    claimed: (who: string, title: string) => `${isolated(who)} claimed ${isolated(title)}`,
    released: (who: string, title: string) => `${isolated(who)} released ${isolated(title)}`,
    "todo:assigned": (who: string, title: string) =>
      `${isolated(who)} changed who ${isolated(title)} is assigned to`,
    "comment:created": (who: string, title: string) =>
      `${isolated(who)} commented on ${isolated(title)}`,
    "comment:deleted": (who: string, title: string) =>
      `${isolated(who)} deleted a comment on ${isolated(title)}`,
    reordered: (who: string) => `${isolated(who)} changed the order`,
    renewed: (n: number) =>
      `The daily renewal opened ${count(n, { one: "todo", other: "todos" })} again`,
    many: (n: number) => `${count(n, { one: "change", other: "changes" })} by others`,
    someone: "Someone",
  },
  shortcuts: { title: "Keyboard shortcuts" },
  toasts: { region: "Notifications", dismiss: "Dismiss" },
});

export const texts = inLanguage(english, translations?.first);

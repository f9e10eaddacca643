/**
 * Every text that the app shows, in one place: another language is another object of this shape.
 * What only a dialog shows, and is long, is in texts-later.ts, which is not part of the first load.
 */

export const language = "en";

export const count = (n: number, one: string, many: string): string =>
  `${n} ${n === 1 ? one : many}`;

const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const DIRECTION_CONTROLS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Prepare user text for use within a sentence: right-to-left text is isolated, so that it does not reorder the rest. */
export function isolated(text: string): string {
  const plain = text.replace(DIRECTION_CONTROLS, "");
  return plain === text && !RIGHT_TO_LEFT.test(text) ? text : `\u2068${plain}\u2069`;
}

export const quoted = (text: string): string => `“${isolated(text)}”`;

export const texts = {
  common: {
    cancel: "Cancel",
    close: "Close",
    done: "Done",
    loading: "Loading",
    save: "Save",
    tryAgain: "Try again",
    unsaved: "Not saved yet",
  },
  errors: {
    crashTitle: "Something broke on this page",
    crashText: "Your lists are safe. Load the page again to go on.",
    newerTitle: "There is a newer Glint",
    newerText: "Load the page again to go on. Your lists are safe.",
    reload: "Load again",
    notFoundTitle: "There is nothing here",
    notFoundText: "The address may be mistyped, or what it led to is gone.",
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
  },
  account: {
    menu: "Account",
    button: (name: string) => `Account of ${isolated(name)}`,
    sessions: "Where you are signed in",
    data: "Your data",
    signOut: "Sign out",
    theme: { light: "Light", dark: "Dark", system: "Like the device" },
    chosen: (theme: string) => `${theme} (chosen)`,
  },
  teams: {
    personal: "Personal",
    menu: "Team",
    switcher: (name: string) => `Team: ${isolated(name)}. Switch or manage`,
    newTitle: "New team",
    settings: "Team settings",
    noLonger: "You no longer have access",
    noLongerText: "You have been removed from this team, or it was deleted.",
    notMember: "You are not in this team",
    notMemberText: "Ask somebody in it for an invitation link.",
  },
  members: {
    menu: "Members and invitations",
  },
  permissions: {
    menu: "Permissions",
  },
  sets: {
    heading: "Lists",
    newTitle: "New list",
    menu: (name: string) => `More for the list ${isolated(name)}`,
    drag: (name: string) => `Move the list ${isolated(name)}`,
    rename: "Rename list",
    split: "Keep completed apart",
    unsplit: "Keep completed in place",
    delete: "Delete list",
    none: "No lists yet",
    noneText: "Somebody who may create lists in this team has to make the first one.",
    gone: "This list is gone",
    goneText: "Somebody deleted it, or it was never in this team.",
    toOthers: "Go to the other lists",
    notKept: "This list is not on this device",
    notKeptText: "It was not opened here before. It appears as soon as the server can be reached.",
  },
  todos: {
    add: "Add a todo",
    addBelow: (title: string) => `Add below ${quoted(title)}`,
    parentGone: (title: string) => `${quoted(title)} is gone: this goes to the first level.`,
    addAction: "Add",
    addSubtodo: "Add sub-todo",
    addOnFirstLevel: "Stop adding below",
    mayNotAdd: "You may look at this list, but not add to it.",
    none: "Nothing to do",
    noneText: "Type the first todo below. Everybody in the team sees it at once.",
    nonePersonal: "Type the first todo below. Only you see this list.",
    noneReadOnly: "When somebody adds a todo, it appears here.",
    completeOne: (title: string) => `Completed: ${isolated(title)}`,
    complete: "Complete",
    reopen: "Reopen",
    edit: "Edit",
    editOne: (title: string) => `Edit ${quoted(title)}`,
    drag: (title: string) => `Move ${isolated(title)}`,
    moveUp: "Move up",
    moveDown: "Move down",
    menu: (title: string) => `More for ${isolated(title)}`,
    claim: "Claim",
    claimOne: (title: string) => `Claim ${isolated(title)}`,
    release: "Release",
    releaseOne: (title: string) => `Claimed by you. Release ${isolated(title)}`,
    claimedBy: (name: string) => `Claimed by ${isolated(name)}`,
    you: "You",
    somebody: "Somebody",
    delete: "Delete",
    deleted: (title: string) => `Deleted ${quoted(title)}`,
    deletedMany: (n: number) => `Deleted ${count(n, "todo", "todos")}`,
    undo: "Undo",
    refused: (reason: string) => `Your change was taken back. ${reason}`,
    refusedElsewhere: (list: string | undefined, reason: string) =>
      `Your change in ${list ? quoted(list) : "another list"} was taken back. ${reason}`,
    notKept: "The server no longer has the deleted todo.",
    notDurable:
      "This browser keeps nothing for Glint: stay on this page until your changes are saved.",
    stuck: (n: number) =>
      `The server keeps failing on one of your changes. ${count(n, "change waits", "changes wait")}.`,
    discard: "Give it up",
    progress: (done: number, all: number) => `${done}/${all}`,
    completedHeading: (n: number) => `Completed (${n})`,
  },
  drafts: { mark: "Draft" },
  selection: {
    start: "Select several",
    stop: "Stop selecting",
    toolbar: "Actions for the selected todos",
    count: (n: number) => `${n} selected`,
  },
  search: {
    label: "Search this list",
    placeholder: "Search this list",
    close: "Close the search",
    none: (query: string) => `Nothing matches ${quoted(query)}`,
  },
  presence: {
    here: (names: readonly string[], more: number) =>
      `Also here: ${[...names.map(isolated), ...(more > 0 ? [`${more} more`] : [])].join(", ")}`,
  },
  connection: {
    loading: "Loading",
    live: "Live",
    catchingUp: "Catching up",
    saving: (n: number) => `Saving ${count(n, "change", "changes")}…`,
    retrying: (n: number) => `${count(n, "change", "changes")} waiting, retrying`,
    reconnecting: "Reconnecting",
    reconnectingWith: (n: number) => `Reconnecting, ${count(n, "change", "changes")} waiting`,
    inSeconds: (seconds: number) => `in ${seconds} s`,
    offline: (n: number) =>
      n > 0 ? `Offline, ${count(n, "change", "changes")} waiting` : "Offline",
    lastState: (n: number) =>
      n > 0
        ? `Offline, showing the last state, ${count(n, "change", "changes")} waiting`
        : "Offline, showing the last state",
    polling: "Live push unavailable, checking every few seconds",
    signedOut: "Signed out",
    ended: "Not connected",
  },
  announce: {
    created: (who: string, title: string) => `${isolated(who)} added ${isolated(title)}`,
    completed: (who: string, title: string) => `${isolated(who)} completed ${isolated(title)}`,
    reopened: (who: string, title: string) => `${isolated(who)} reopened ${isolated(title)}`,
    renamed: (who: string, title: string) =>
      `${isolated(who)} renamed a todo to ${isolated(title)}`,
    deleted: (who: string, title: string) => `${isolated(who)} deleted ${isolated(title)}`,
    restored: (who: string, title: string) => `${isolated(who)} restored ${isolated(title)}`,
    claimed: (who: string, title: string) => `${isolated(who)} claimed ${isolated(title)}`,
    released: (who: string, title: string) => `${isolated(who)} released ${isolated(title)}`,
    commented: (who: string, title: string) => `${isolated(who)} commented on ${isolated(title)}`,
    commentDeleted: (who: string, title: string) =>
      `${isolated(who)} deleted a comment on ${isolated(title)}`,
    reordered: (who: string) => `${isolated(who)} changed the order`,
    many: (n: number) => `${count(n, "change", "changes")} by others`,
    somebody: "Somebody",
  },
  shortcuts: { title: "Keyboard shortcuts" },
  toasts: { region: "Notices", dismiss: "Dismiss" },
};

/**
 * Every text that the app shows, in one place: another language is another object of this shape.
 * What only a dialog shows, and is long, is in texts-later.ts, which is not part of the first load.
 */

export const language = "en";

export const count = (n: number, one: string, many: string): string =>
  `${n} ${n === 1 ? one : many}`;

/** What a person wrote, in quotes and isolated (U+2068): its direction must not turn the sentence around it. */
export const quoted = (text: string): string => `“\u2068${text}\u2069”`;

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
  shell: {
    sidebar: "Teams and lists",
    openSidebar: "Show teams and lists",
    skipToList: "Skip to the list",
  },
  account: {
    menu: "Account",
    button: (name: string) => `Account of ${name}`,
    sessions: "Where you are signed in",
    signOut: "Sign out",
    theme: { light: "Light", dark: "Dark", system: "Like the device" },
    chosen: (name: string) => `${name} (chosen)`,
  },
  teams: {
    personal: "Personal",
    menu: "Team",
    switcher: (name: string) => `Team: ${name}. Switch or manage`,
    newTitle: "New team",
    settings: "Team settings",
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
    menu: (name: string) => `More for the list ${name}`,
    drag: (name: string) => `Move the list ${name}`,
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
    addBelow: (title: string) => `Add below “${title}”`,
    addAction: "Add",
    addSubtodo: "Add sub-todo",
    addOnFirstLevel: "Stop adding below",
    mayNotAdd: "You may look at this list, but not add to it.",
    none: "Nothing to do",
    noneText: "Type the first todo below. Everybody in the team sees it at once.",
    noneReadOnly: "When somebody adds a todo, it appears here.",
    completeOne: (title: string) => `Completed: ${title}`,
    complete: "Complete",
    reopen: "Reopen",
    edit: "Edit",
    editOne: (title: string) => `Edit “${title}”`,
    drag: (title: string) => `Move ${title}`,
    moveUp: "Move up",
    moveDown: "Move down",
    menu: (title: string) => `More for ${title}`,
    claim: "Claim",
    claimOne: (title: string) => `Claim ${title}`,
    release: "Release",
    releaseOne: (title: string) => `Claimed by you. Release ${title}`,
    claimedBy: (name: string) => `Claimed by ${name}`,
    you: "You",
    somebody: "Somebody",
    delete: "Delete",
    deleted: (title: string) => `Deleted ${quoted(title)}`,
    deletedMany: (n: number) => `Deleted ${count(n, "todo", "todos")}`,
    undo: "Undo",
    refused: (reason: string) => `Your change was taken back. ${reason}`,
    refusedElsewhere: (list: string | undefined, reason: string) =>
      `Your change in ${list ? quoted(list) : "another list"} was taken back. ${reason}`,
    stuck: (n: number) =>
      `The server keeps failing on one of your changes. ${count(n, "change waits", "changes wait")}.`,
    discard: "Give it up",
    progress: (done: number, all: number) => `${done}/${all}`,
    completedHeading: (n: number) => `Completed (${n})`,
  },
  drafts: {
    mark: "Draft",
    changedMeanwhile: (theirs: string) =>
      `Someone changed this to ${quoted(theirs)} while you were typing.`,
    keepMine: "Keep mine",
    useTheirs: "Use theirs",
    deletedMeanwhile: "This todo was deleted while you were editing it. Your text: ",
    mayNotEdit: "You may not edit this todo any more. Your text: ",
    addAsNew: "Add as a new todo",
    copy: "Copy",
    discard: "Discard",
  },
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
    here: (names: string) => `Also here: ${names}`,
    more: (n: number) => `${n} more`,
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
  ended: {
    signedOut: "You are signed out",
    signedOutText: "Your session has ended. Sign in again to go on where you were.",
    removed: "You no longer have access",
    gone: "This list is gone",
    error: "The list cannot be loaded",
    toOthers: "Go to your lists",
  },
  announce: {
    created: (who: string, title: string) => `${who} added ${title}`,
    completed: (who: string, title: string) => `${who} completed ${title}`,
    reopened: (who: string, title: string) => `${who} reopened ${title}`,
    renamed: (who: string, title: string) => `${who} renamed a todo to ${title}`,
    deleted: (who: string, title: string) => `${who} deleted ${title}`,
    restored: (who: string, title: string) => `${who} restored ${title}`,
    claimed: (who: string, title: string) => `${who} claimed ${title}`,
    released: (who: string, title: string) => `${who} released ${title}`,
    reordered: (who: string) => `${who} changed the order`,
    many: (n: number) => `${count(n, "change", "changes")} by others`,
    somebody: "Somebody",
  },
  shortcuts: { title: "Keyboard shortcuts" },
  toasts: { region: "Notices", dismiss: "Dismiss" },
};

import type { Permission } from "./generated/wire";
import { count, isolated, quoted } from "./texts";

/** Texts that are loaded with the dialogs and screens that show them. */
export const textsLater = {
  ended: {
    signedOut: "You are signed out",
    signedOutText: "Your session has ended. Sign in again to go on where you were.",
    draftsKept: "What you have typed waits for you on this device.",
    removed: "You no longer have access",
    gone: "This list is gone",
    displaced: "This tab was disconnected",
    displacedText: "You have this team open in too many tabs, and newer ones are live.",
    reconnect: "Reconnect here",
    error: "The list cannot be loaded",
    toOthers: "Go to your lists",
  },
  signIn: {
    tab: "Sign in",
    title: "Get things done, together",
    pitch:
      "A todo list that your team works in at the same time. Everybody sees every change at once.",
    trialLabel: "Try it: type any name",
    trialPlaceholder: "ada",
    trialAction: "Start",
    or: "or",
    with: (provider: string) => `Sign in with ${provider}`,
  },
  join: {
    signInFirst: "You have been invited to a team. Sign in to join it.",
    title: (team = "a team") => `You have been invited to ${isolated(team)}`,
    as: (name: string) => `You will join as ${isolated(name)}.`,
    action: "Join the team",
    failed: "This invitation does not work",
  },
  teams: {
    nameLabel: "Team name",
    namePlaceholder: "Lighthouse crew",
    create: "Create team",
    settingsOf: (name: string) => `Settings of ${isolated(name)}`,
    leave: "Leave team",
    leaveTitle: (name: string) => `Leave ${isolated(name)}?`,
    leaveText: "You will no longer see its lists. Somebody must invite you to come back.",
    delete: "Delete team",
    deleteTitle: (name: string) => `Delete ${isolated(name)}?`,
    deleteText: "All its lists and todos are deleted, for everybody. This cannot be undone.",
  },
  members: {
    title: (team: string) => `Members of ${isolated(team)}`,
    you: "you",
    roleOf: (name: string) => `Role of ${isolated(name)}`,
    remove: (name: string) => `Remove ${isolated(name)}`,
    removeTitle: (name: string) => `Remove ${isolated(name)}?`,
    removeText: "Their access ends at once. What they have done stays.",
    removeAction: "Remove",
  },
  roles: { owner: "Owner", "co-owner": "Co-owner", admin: "Admin", member: "Member" },
  invites: {
    title: "Invite by link",
    role: "They join as",
    lifetime: "The link works for",
    days: (days: number) => count(days, "day", "days"),
    create: "Create link",
    link: "Invitation link",
    once: "Copy it now: it is not shown again.",
    open: "Open invitations",
    summary: (role: string, until: string, uses: number) =>
      `${role}, until ${until}, used ${count(uses, "time", "times")}`,
    usedBy: (names: readonly string[], uses: number) => {
      const others = uses - names.length;
      const more = others > 0 ? ` and ${count(others, "other", "others")}` : "";
      return `Joined: ${names.map(isolated).join(", ")}${more}`;
    },
    revoke: "Revoke this invitation",
    uses: "Open to",
    people: { any: "Anybody", "1": "1 person", "5": "5 people", "25": "25 people" },
  },
  permissions: {
    title: "Who may do what",
    titleOfSet: (set: string) => `Who may do what in ${quoted(set)}`,
    hint: "Owners and co-owners may do everything.",
    column: "May",
    cell: (role: string, permission: string) => `${role}: ${permission}`,
    reset: "Back to the defaults",
    names: {
      manage_settings: "change the team's settings",
      manage_permissions: "change permissions",
      manage_sets: "create and change lists",
      edit_any_todo: "edit todos of others",
      delete_any_todo: "delete todos of others",
      complete_any_todo: "complete todos of others",
      reorder_todos: "put todos in order",
      delete_any_comment: "delete comments of others",
      create_todos: "add todos",
      edit_own_todos: "edit own todos",
      delete_own_todos: "delete own todos",
      add_subtodos: "add sub-todos",
      claim_todos: "claim todos",
      comment: "comment",
      delete_own_comments: "delete own comments",
      view_todos: "see the list",
    } satisfies Readonly<Record<Permission, string>>,
    /** What they are called in the permissions of one list, where that differs. */
    namesInSet: { manage_sets: "change this list" } as Readonly<
      Partial<Record<Permission, string>>
    >,
  },
  sets: {
    nameLabel: "List name",
    namePlaceholder: "This week",
    create: "Create list",
    renameTitle: "Rename list",
    deleteTitle: (name: string) => `Delete ${quoted(name)}?`,
    deleteText: "The list and all its todos are deleted, for everybody. This cannot be undone.",
  },
  signOut: {
    title: "Sign out without saving?",
    text: (changes: number, drafts: number) => {
      const unsent = changes > 0 ? [count(changes, "unsent change", "unsent changes")] : [];
      const typed = drafts > 0 ? [count(drafts, "draft", "drafts")] : [];
      return `This device still has ${[...unsent, ...typed].join(" and ")}. Signing out deletes them.`;
    },
  },
  copy: { action: "Copy", done: "Copied" },
  drafts: {
    region: "Drafts",
    renamed: (who: string | null, theirs: string) =>
      who === null
        ? `This was changed to ${quoted(theirs)} while you were typing.`
        : `${isolated(who)} changed this to ${quoted(theirs)} while you were typing.`,
    deleted: (who: string | null) =>
      who === null
        ? "This was deleted while you were typing."
        : `${isolated(who)} deleted this while you were typing.`,
    mayNotEdit: "You may not edit this any more.",
    restored: "Draft, not saved yet.",
    keepMine: "Keep mine",
    useTheirs: "Use theirs",
    unsaved: (of: string) => `Your change of ${quoted(of)} is not saved:`,
    unsavedBelow: (title: string) => `Not added below ${quoted(title)} yet:`,
    todoDeleted: (title: string) => `${quoted(title)} was deleted. You had typed:`,
    todoLocked: (title: string) => `You may not edit ${quoted(title)} any more. You had typed:`,
    parentDeleted: "The todo above it was deleted. You had typed:",
    mayNotAdd: "You may not add this any more. You had typed:",
    refused: "This was not taken by the server:",
    left: "You had typed:",
    resume: "Continue",
    addAsNew: "Add as a new todo",
    discard: "Discard",
  },
  sessions: {
    current: "here",
    since: (time: string) => `Signed in ${time}`,
    used: (time: string) => `Last used ${time}, or up to an hour later`,
    end: (device: string) => `Sign out ${device}`,
    endOthers: "Sign out everywhere else",
  },
  data: {
    download: "Download",
    downloadText: "Everything that is stored about you, as a JSON file.",
    delete: "Delete account",
    deleteText: "Your account ends, and your personal lists are deleted.",
    deleteTitle: "Delete your account?",
    deleteWarning:
      "You are signed out everywhere and leave all teams. Your personal lists, teams that only you are in, and changes that are not saved yet are deleted. This cannot be undone.",
    fate: "What you wrote in teams",
    keep: "Stays, without your name",
    goes: "Is deleted as well",
    notYet: "Glint is being updated and cannot do this yet. Please try again in a few minutes.",
    confirm: (name: string) => `Type your name to confirm: ${isolated(name)}`,
  },
  shortcuts: {
    groups: [
      {
        name: "Anywhere",
        keys: [
          { keys: ["n"], does: "Add a todo" },
          { keys: ["/"], does: "Search this list" },
          { keys: ["?"], does: "Show this help" },
        ],
      },
      {
        name: "In the list",
        keys: [
          { keys: ["↑", "↓"], does: "Go to another todo" },
          { keys: ["→", "←"], does: "Open and close sub-todos" },
          { keys: ["Enter", "e"], does: "Edit" },
          { keys: ["c"], does: "Complete or reopen" },
          { keys: ["m"], does: "Claim or release" },
          { keys: ["s"], does: "Add a sub-todo" },
          { keys: ["Alt ↑", "Alt ↓"], does: "Move up or down" },
          { keys: ["Delete"], does: "Delete" },
        ],
      },
      {
        name: "Selecting",
        keys: [
          { keys: ["Shift ↑", "Shift ↓"], does: "Select several" },
          { keys: ["Ctrl A"], does: "Select all" },
          { keys: ["Esc"], does: "Select none" },
        ],
      },
      {
        name: "While editing",
        keys: [
          { keys: ["Enter"], does: "Save" },
          { keys: ["Esc"], does: "Stop, and keep a draft" },
        ],
      },
    ],
  },
};

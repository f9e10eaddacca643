import type { Permission, Role } from "glint-client/wire";
import type { Format } from "./format";
import { inLanguage, translations } from "./language";

const AS_ROLE: Record<Role, string> = {
  owner: "an owner",
  "co-owner": "a co-owner",
  admin: "an admin",
  member: "a member",
};

/** Texts that are loaded with the dialogs and screens that show them. */
export const english = ({ commas, count, isolated, listed, quoted }: Format) => ({
  ended: {
    signedOut: "You are signed out",
    signedOutText: "Your session has ended. Sign in again to continue where you left off.",
    draftsKept: "Your drafts are kept on this device.",
    removed: "You no longer have access",
    gone: "This list is gone",
    displaced: "This tab was disconnected",
    displacedText: "You have this team open in too many tabs. The newer ones stay live.",
    reconnect: "Reconnect here",
    error: "The list could not be loaded",
    toOthers: "Go to your lists",
  },
  empty: {
    none: "No todos yet",
    member: "Type the first one, or bring some along. Everyone in the team sees it immediately.",
    own: "Type the first one, or bring some along. Only you can see this list.",
    guest: "Type the first one. Everyone in the team sees it immediately.",
    readOnly: "When someone adds a todo, it appears here.",
    noneFound: (sought: string) => `Nothing in this list matches ${quoted(sought)}`,
    import: "Paste or import",
    invite: "Invite your team",
  },
  filters: {
    label: "Show only",
    mine: "Mine",
    claimed: "Claimed",
    due: "Due by today",
    found: (n: number) => `${n} found`,
  },
  signIn: {
    tab: "Sign in",
    title: "Get things done, together",
    pitch: "A shared todo list for your team. Everyone sees every change immediately.",
    trialLabel: "Your name",
    trialPlaceholder: "ada",
    trialAction: "Continue",
    or: "or",
    with: (provider: string) => `Sign in with ${provider}`,
  },
  join: {
    signInFirst: "You have been invited to a team. Sign in to join it.",
    title: (team = "a team") => `You have been invited to ${isolated(team)}`,
    invites: (who: string, role: Role, you: string) =>
      `${isolated(who)} invites you as ${AS_ROLE[role]}. ${you}`,
    as: (name: string) => `You will join as ${isolated(name)}.`,
    action: "Join the team",
    failed: "This invitation is not valid",
    failedText: "This invitation link is invalid, expired or already used. Ask for a new one.",
  },
  teams: {
    noLonger: "You no longer have access",
    noLongerText: "You have been removed from this team, or it was deleted.",
    notMember: "You are not a member of this team",
    notMemberText: "Ask one of its members for an invitation link.",
    nameLabel: "Team name",
    namePlaceholder: "Lighthouse crew",
    create: "Create team",
    settingsOf: (name: string) => `Settings of ${isolated(name)}`,
    leave: "Leave team",
    leaveTitle: (name: string) => `Leave ${isolated(name)}?`,
    leaveText: "You will lose access to its lists. To come back, you need an invitation.",
    delete: "Delete team",
    deleteTitle: (name: string) => `Delete ${isolated(name)}?`,
    deleteText: "All its lists and todos will be deleted for everyone. This cannot be undone.",
  },
  members: {
    title: (team: string) => `Members of ${isolated(team)}`,
    you: "you",
    roleOf: (name: string) => `Role of ${isolated(name)}`,
    remove: (name: string) => `Remove ${isolated(name)}`,
    removeTitle: (name: string) => `Remove ${isolated(name)}?`,
    removeText: "They will lose access immediately. Their todos will stay.",
    removeAction: "Remove",
  },
  roles: { owner: "Owner", "co-owner": "Co-owner", admin: "Admin", member: "Member" },
  access: {
    lifetime: "Expires after",
    days: (n: number) => count(n, { one: "day", other: "days" }),
    used: (time: string) => `Last used around ${time}`,
    expires: (day: string) => `Expires ${day}`,
  },
  invites: {
    title: "Invite by link",
    role: "Role",
    copy: "Copy invitation link",
    options: "Options",
    link: "Invitation link",
    once: "Copy it now. It will not be shown again.",
    open: "Open invitations",
    summary: (role: string, until: string, uses: number) =>
      `${role}, expires ${until}, used ${count(uses, { one: "time", other: "times" })}`,
    usedBy: (names: readonly string[], uses: number) => {
      const others = uses - names.length;
      const more = others > 0 ? ` and ${count(others, { one: "other", other: "others" })}` : "";
      return `Joined: ${commas(names.map(isolated))}${more}`;
    },
    revoke: "Revoke this invitation",
    uses: "Can be used by",
    people: { any: "Anyone with the link", "1": "1 person", "5": "5 people", "25": "25 people" },
  },
  permissions: {
    title: "Permissions",
    titleOfSet: (set: string) => `Permissions for ${quoted(set)}`,
    hint: "Owners and co-owners can do everything.",
    column: "Permission",
    cell: (role: string, permission: string) => `${role}: ${permission}`,
    reset: "Reset to defaults",
    asDefault: "All of these are the defaults",
    names: {
      manage_settings: "Change the team's settings and webhooks",
      manage_permissions: "Change permissions",
      manage_sets: "Create, change and delete lists, and manage their webhooks",
      manage_set_links: "Manage share links of lists",
      edit_any_todo: "Edit others' todos",
      delete_any_todo: "Delete others' todos",
      complete_any_todo: "Complete others' todos",
      reorder_todos: "Reorder todos",
      delete_any_comment: "Delete others' comments",
      create_todos: "Add todos",
      edit_own_todos: "Edit their own todos",
      delete_own_todos: "Delete their own todos",
      add_subtodos: "Add sub-todos",
      claim_todos: "Claim todos",
      assign_todos: "Assign todos",
      complete_assigned_todos: "Complete todos claimed by or assigned to them",
      comment: "Comment",
      delete_own_comments: "Delete their own comments",
      view_todos: "View the list",
    } satisfies Readonly<Record<Permission, string>>,
    /** What they are called in the permissions of one list, where that differs. */
    namesInSet: {
      manage_sets: "Change and delete this list, and manage its webhooks",
      manage_set_links: "Manage share links of this list",
    } as Readonly<Partial<Record<Permission, string>>>,
  },
  sets: {
    nameLabel: "List name",
    namePlaceholder: "This week",
    create: "Create list",
    renameTitle: "Rename list",
    deleteTitle: (name: string) => `Delete ${quoted(name)}?`,
    deleted: (name: string) => `Deleted the list ${quoted(name)}`,
    deleteText:
      "The list and all its todos will be deleted for everyone. It can be restored for 30 days.",
  },
  signOut: {
    title: "Sign out without saving?",
    text: (changes: number, drafts: number) => {
      const unsent =
        changes > 0 ? [count(changes, { one: "unsent change", other: "unsent changes" })] : [];
      const typed = drafts > 0 ? [count(drafts, { one: "draft", other: "drafts" })] : [];
      return `This device still has ${listed([...unsent, ...typed])}. Signing out will delete them.`;
    },
  },
  copy: { action: "Copy", done: "Copied" },
  moving: {
    title: (title: string) => `Move ${quoted(title)} to`,
    titleMany: (n: number) => `Move ${count(n, { one: "todo", other: "todos" })} to`,
    lists: "Lists of this team",
    mayNotAdd: "You may not add todos to this list.",
    noOther: "There is no other list in this team yet.",
  },
  panel: {
    label: (title: string) => `Details of ${quoted(title)}`,
    claimedBy: "Claimed by",
    gone: "This todo is no longer in this list.",
  },
  comments: {
    write: "Write a comment",
    imported: (name: string, who: string) => `${isolated(name)} (imported by ${isolated(who)})`,
    send: "Send",
    left: (n: number) => `${count(n, { one: "character", other: "characters" })} left`,
    none: "No comments yet.",
    unreachable: "The comments will appear when you are online.",
    failed: (reason: string) => `The comments could not be loaded. ${reason}`,
    mayNot: "You can read the comments, but not write any.",
    full: (n: number) => `This todo has ${n} comments. It cannot have more.`,
    delete: (name: string) => `Delete comment by ${isolated(name)}`,
    deleteTitle: "Delete comment?",
    deleteText: "The comment will be deleted for everyone. This cannot be undone.",
    deleteAction: "Delete",
  },
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
    mayNotEdit: "You can no longer edit this.",
    restored: "Draft, not saved yet.",
    keepMine: "Keep mine",
    useTheirs: "Use theirs",
    unsaved: (of: string) => `Your change to ${quoted(of)} is not saved:`,
    unsavedBelow: (title: string) => `Not yet added to ${quoted(title)}:`,
    todoDeleted: (title: string) => `${quoted(title)} was deleted. You had typed:`,
    todoLocked: (title: string) => `You can no longer edit ${quoted(title)}. You had typed:`,
    unsentComment: (title: string) => `Your comment on ${quoted(title)} is not sent:`,
    commentedDeleted: "The todo was deleted. You had typed:",
    mayNotComment: "You can no longer comment here. You had typed:",
    parentDeleted: "Its parent was deleted. You had typed:",
    mayNotAdd: "You can no longer add this. You had typed:",
    refused: "The server did not accept this:",
    left: "You had typed:",
    resume: "Continue",
    addAsNew: "Add as a new todo",
    discard: "Discard",
  },
  sessions: {
    current: "this device",
    since: (time: string) => `Signed in ${time}`,
    used: (time: string) => `Last active around ${time}`,
    end: (device: string) => `Sign out ${device}`,
    endOthers: "Sign out everywhere else",
  },
  data: {
    download: "Download",
    downloadText: "Everything that Glint stores about you, as a JSON file.",
    delete: "Delete account",
    deleteText: "Deletes your account and your personal lists.",
    deleteTitle: "Delete your account?",
    deleteWarning:
      "You will be signed out everywhere and leave all teams. Your personal lists, teams without other members, and unsaved changes will be deleted. This cannot be undone.",
    fate: "What you wrote in teams",
    keep: "Keep it, without your name",
    goes: "Delete it too",
    confirm: (name: string) => `Type your name to confirm: ${isolated(name)}`,
  },
});

export const textsLater = inLanguage(english, translations?.later);

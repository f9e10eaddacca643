/**
 * The models and events on the wire, generated from the Structs in src/domain.
 *
 * Do not edit: change the Structs and run `make types`.
 */

export type Role = "owner" | "co-owner" | "admin" | "member";

export type Permission =
  | "manage_settings"
  | "manage_permissions"
  | "manage_sets"
  | "manage_set_links"
  | "edit_any_todo"
  | "delete_any_todo"
  | "complete_any_todo"
  | "reorder_todos"
  | "delete_any_comment"
  | "create_todos"
  | "edit_own_todos"
  | "delete_own_todos"
  | "add_subtodos"
  | "claim_todos"
  | "assign_todos"
  | "complete_assigned_todos"
  | "comment"
  | "delete_own_comments"
  | "view_todos";

export type ErrorCode =
  | "already_claimed"
  | "body_too_large"
  | "cannot_undo"
  | "conflict"
  | "forbidden"
  | "id_taken"
  | "idempotency_key_reused"
  | "insufficient_scope"
  | "internal"
  | "invalid"
  | "invalid_json"
  | "invalid_token"
  | "last_owner"
  | "limit_reached"
  | "method_not_allowed"
  | "not_a_member"
  | "not_found"
  | "not_json"
  | "not_set_up"
  | "not_signed_in"
  | "origin_not_allowed"
  | "provider_unavailable"
  | "push_unavailable"
  | "quota_spent"
  | "rate_limited"
  | "resync"
  | "set_full"
  | "sign_in_denied"
  | "sign_in_failed"
  | "sign_in_misconfigured"
  | "upgrade_required";

export type Permissions = { readonly [key in Permission]: boolean };

export const TITLE_MAX_CHARS = 500;
export const SET_NAME_MAX_CHARS = 100;
export const TEAM_NAME_MAX_CHARS = 100;
export const USERNAME_MAX_CHARS = 40;
export const REORDER_MAX_ITEMS = 500;
export const SORT_ORDER_MAX = 1125899906842624;
export const SUBTODO_MAX_DEPTH = 8;
export const REPEAT_MAX_EVERY = 365;
export const COMMENT_MAX_CHARS = 2000;
export const TODO_MAX_COMMENTS = 500;
export const COMMENT_MAX_MENTIONS = 20;
export const DESCRIPTION_MAX_CHARS = 10000;
export const COMPLETE_MAX_TODOS = 200;
export const TODO_MAX_ASSIGNEES = 10;
export const TOKEN_NAME_MAX_CHARS = 60;
export const LINK_NAME_MAX_CHARS = 60;
export const LINKS_MAX = 20;
export const WEBHOOK_URL_MAX_CHARS = 2000;
export const IMPORT_MAX_TODOS = 2000;
export const IMPORT_MAX_BYTES = 1048576;
export const SESSION_OVER = 4401;
export const ACCESS_TAKEN = 4403;
export const SET_GONE = 4404;
export const TOO_MANY_SOCKETS = 4429;
export const HEAD_KEY_CHARS = 8;

/** A team as one of its members sees it: `role` is the reader's own. */
export interface Team {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly avatarUrl: string | null;
}

/** The signed-in person, with the teams joined; the personal space is not among them. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly avatarUrl: string | null;
  readonly teams: readonly Team[];
  readonly mayCreateTeams: boolean;
}

/** A member of a team. */
export interface Member {
  readonly userId: string;
  readonly username: string;
  readonly displayName: string;
  readonly avatarUrl: string | null;
  readonly role: Role;
  readonly joinedAt: string;
}

/** An active session. `device` summarizes the browser; `used_at` is accurate to the hour. */
export interface Session {
  readonly id: string;
  readonly device: string;
  readonly createdAt: string;
  readonly usedAt: string;
  readonly expiresAt: string;
  readonly current: boolean;
}

/** A program's way in, as its person: with these scopes, in one team or, where `team_id` is null, in all of theirs. */
export interface AccessToken {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly ("comment" | "manage" | "read" | "write")[];
  readonly teamId: string | null;
  readonly createdAt: string;
  readonly usedAt: string | null;
  readonly expiresAt: string;
}

/** An access token as its person sees it, once: with the secret itself. */
export interface NewAccessToken {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly ("comment" | "manage" | "read" | "write")[];
  readonly teamId: string | null;
  readonly createdAt: string;
  readonly usedAt: string | null;
  readonly expiresAt: string;
  readonly secret: string;
}

/** Someone joined by an invitation. */
export interface InviteUse {
  readonly userId: string;
  readonly displayName: string;
  readonly avatarUrl: string | null;
  readonly usedAt: string;
}

/** An open invitation: its token grants `role`; `max_uses` null means unlimited. */
export interface Invite {
  readonly id: string;
  readonly role: Role;
  readonly expiresAt: string;
  readonly maxUses: number | null;
  readonly uses: number;
  readonly usedBy: readonly InviteUse[];
  readonly createdAt: string;
}

/** An invitation as its author sees it, once: with the token and the link that carries it. */
export interface NewInvite {
  readonly id: string;
  readonly role: Role;
  readonly expiresAt: string;
  readonly maxUses: number | null;
  readonly uses: number;
  readonly usedBy: readonly InviteUse[];
  readonly createdAt: string;
  readonly token: string;
  readonly url: string;
}

/** A link by which a list is seen without signing in, and changed as far as it `allows`. */
export interface ShareLink {
  readonly id: string;
  readonly name: string;
  readonly allows: readonly ("comment" | "complete" | "create" | "edit")[];
  readonly createdAt: string;
  readonly usedAt: string | null;
  readonly expiresAt: string;
}

/** A share link as who made it sees it, once: with its token, and the address of its page. */
export interface NewShareLink {
  readonly id: string;
  readonly name: string;
  readonly allows: readonly ("comment" | "complete" | "create" | "edit")[];
  readonly createdAt: string;
  readonly usedAt: string | null;
  readonly expiresAt: string;
  readonly token: string;
  readonly url: string;
}

/** What shows a list as an image to whoever has its address, and nothing else. */
export interface ListImage {
  readonly kind: "badge" | "checklist";
  readonly createdAt: string;
}

/** An image as who made it sees it, once: with its token, and its address. */
export interface NewListImage {
  readonly kind: "badge" | "checklist";
  readonly createdAt: string;
  readonly token: string;
  readonly url: string;
}

/** An address to which the events of a list are sent, or, where `set_id` is null, of all lists of the team. */
export interface Webhook {
  readonly id: string;
  readonly setId: string | null;
  readonly url: string;
  readonly createdAt: string;
  readonly deliveredAt: string | null;
  readonly failures: number;
  readonly failingSince: string | null;
  readonly lastStatus: number | null;
  readonly lastFailure: "address" | "status" | "timeout" | "unreachable" | null;
  readonly nextAttemptAt: string | null;
  readonly pausedAt: string | null;
}

/** A webhook as who made it sees it, once: with its secret. */
export interface NewWebhook {
  readonly id: string;
  readonly setId: string | null;
  readonly url: string;
  readonly createdAt: string;
  readonly deliveredAt: string | null;
  readonly failures: number;
  readonly failingSince: string | null;
  readonly lastStatus: number | null;
  readonly lastFailure: "address" | "status" | "timeout" | "unreachable" | null;
  readonly nextAttemptAt: string | null;
  readonly pausedAt: string | null;
  readonly secret: string;
}

/** A list of todos. `user_id` is who made it. */
export interface TodoSet {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly sortOrder: number;
  readonly splitCompleted: boolean;
  readonly autoRenew?: boolean;
  readonly renewTime?: string | null;
  readonly timezone?: string | null;
  readonly lastRenewedAt?: string | null;
  readonly createdAt: string;
}

/** Due every so many days. */
export interface DailyRepeat {
  readonly unit: "day";
  readonly every: number;
}

/** Due on these days of every so many weeks. */
export interface WeeklyRepeat {
  readonly unit: "week";
  readonly every: number;
  readonly weekdays: readonly ("fri" | "mon" | "sat" | "sun" | "thu" | "tue" | "wed")[];
}

/** Due on this day of every so many months, on the last one of a month that is shorter. */
export interface MonthlyRepeat {
  readonly unit: "month";
  readonly every: number;
  readonly day: number;
}

/** A todo, whole. `claimed_by…` are all null, or all of the claimer. */
export interface Todo {
  readonly id: string;
  readonly userId: string;
  readonly parentId: string | null;
  readonly title: string;
  readonly completed: boolean;
  readonly sortOrder: number;
  readonly commentCount: number;
  readonly claimedBy: string | null;
  readonly claimedByName: string | null;
  readonly claimedByAvatar: string | null;
  readonly assignees: readonly string[];
  readonly dueOn?: string | null;
  readonly dueTime?: string | null;
  readonly dueZone?: string | null;
  readonly repeat?: DailyRepeat | WeeklyRepeat | MonthlyRepeat | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly hasDescription?: true;
}

/** A comment on a todo, with the name and picture of its author as they are now, or were when it was logged. */
export interface Comment {
  readonly id: string;
  readonly userId: string;
  readonly displayName: string;
  readonly avatarUrl: string | null;
  readonly body: string;
  readonly writtenBy?: string | null;
  readonly createdAt: string;
}

/** Who holds a todo, as answers and events say it; all null when nobody does. */
export interface Claimer {
  readonly claimedBy: string | null;
  readonly claimedByName: string | null;
  readonly claimedByAvatar: string | null;
}

/** The position of a todo or list: smaller comes first. */
export interface Position {
  readonly id: string;
  readonly sortOrder: number;
}

/** Someone who has the set open. */
export interface PresentUser {
  readonly id: string;
  readonly name: string;
  readonly avatarUrl: string | null;
}

/** The fields of a todo that changed; `updated_at` always is among them. */
export interface TodoPatch {
  readonly id: string;
  readonly title?: string;
  readonly description?: string | null;
  readonly completed?: boolean;
  readonly sortOrder?: number;
  readonly parentId?: string | null;
  readonly dueOn?: string | null;
  readonly dueTime?: string | null;
  readonly dueZone?: string | null;
  readonly repeat?: DailyRepeat | WeeklyRepeat | MonthlyRepeat | null;
  readonly updatedAt: string;
}

/** A todo is new. */
export interface TodoCreated {
  readonly type: "todo:created";
  readonly setId: string;
  readonly seq: number;
  readonly mutationId?: string;
  readonly actorId?: string;
  readonly via?: string;
  readonly cause?: "left" | "renamed" | "renewed" | "renumbered";
  readonly todo: Todo;
}

/** Fields of a todo changed. */
export interface TodoUpdated {
  readonly type: "todo:updated";
  readonly setId: string;
  readonly seq: number;
  readonly mutationId?: string;
  readonly actorId?: string;
  readonly via?: string;
  readonly cause?: "left" | "renamed" | "renewed" | "renumbered";
  readonly todo: TodoPatch;
}

/** A todo is gone, and its sub-todos with it; `moved_to` is the list where they are now, if they were moved. */
export interface TodoDeleted {
  readonly type: "todo:deleted";
  readonly setId: string;
  readonly seq: number;
  readonly mutationId?: string;
  readonly actorId?: string;
  readonly via?: string;
  readonly cause?: "left" | "renamed" | "renewed" | "renumbered";
  readonly id: string;
  readonly movedTo?: string;
}

/** Todos stand elsewhere. */
export interface TodoReordered {
  readonly type: "todo:reordered";
  readonly setId: string;
  readonly seq: number;
  readonly mutationId?: string;
  readonly actorId?: string;
  readonly via?: string;
  readonly cause?: "left" | "renamed" | "renewed" | "renumbered";
  readonly items: readonly Position[];
}

/** A todo was claimed, or released when all of the claimer is null. */
export interface TodoClaimed {
  readonly type: "todo:claimed";
  readonly setId: string;
  readonly seq: number;
  readonly mutationId?: string;
  readonly actorId?: string;
  readonly via?: string;
  readonly cause?: "left" | "renamed" | "renewed" | "renumbered";
  readonly id: string;
  readonly claimedBy: string | null;
  readonly claimedByName: string | null;
  readonly claimedByAvatar: string | null;
}

/** A todo has these assignees from now on, who are ids of members. */
export interface TodoAssigned {
  readonly type: "todo:assigned";
  readonly setId: string;
  readonly seq: number;
  readonly mutationId?: string;
  readonly actorId?: string;
  readonly via?: string;
  readonly cause?: "left" | "renamed" | "renewed" | "renumbered";
  readonly id: string;
  readonly assignees: readonly string[];
}

/** A todo has one more comment, and `comment_count` in all. */
export interface CommentCreated {
  readonly type: "comment:created";
  readonly setId: string;
  readonly seq: number;
  readonly mutationId?: string;
  readonly actorId?: string;
  readonly via?: string;
  readonly cause?: "left" | "renamed" | "renewed" | "renumbered";
  readonly todoId: string;
  readonly comment: Comment;
  readonly commentCount: number;
}

/** A comment is gone; its todo has `comment_count` left. */
export interface CommentDeleted {
  readonly type: "comment:deleted";
  readonly setId: string;
  readonly seq: number;
  readonly mutationId?: string;
  readonly actorId?: string;
  readonly via?: string;
  readonly cause?: "left" | "renamed" | "renewed" | "renumbered";
  readonly todoId: string;
  readonly id: string;
  readonly commentCount: number;
}

/** Several todos are in the list again, parents before their sub-todos. */
export interface TodosAdded {
  readonly type: "todos:added";
  readonly setId: string;
  readonly seq: number;
  readonly mutationId?: string;
  readonly actorId?: string;
  readonly via?: string;
  readonly cause?: "left" | "renamed" | "renewed" | "renumbered";
  readonly todos: readonly Todo[];
}

/** Fields of several todos changed; `id` is the one because of which the others did. */
export interface TodosChanged {
  readonly type: "todos:changed";
  readonly setId: string;
  readonly seq: number;
  readonly mutationId?: string;
  readonly actorId?: string;
  readonly via?: string;
  readonly cause?: "left" | "renamed" | "renewed" | "renumbered";
  readonly id?: string;
  readonly completedOn?: string;
  readonly items: readonly TodoPatch[];
}

/** The first frame on every socket: from here on nothing is missed; `seq` is the head as known here. */
export interface RealtimeReady {
  readonly type: "realtime:ready";
  readonly setId: string;
  readonly seq: number;
}

/** Who has the set open, a person once; `more` counts those beyond the listed ones. */
export interface Presence {
  readonly type: "presence";
  readonly setId: string;
  readonly users: readonly PresentUser[];
  readonly more?: number;
}

/** The answer to a ping: the newest `seq` by the first `HEAD_KEY_CHARS` characters of a set's id. */
export interface Pong {
  readonly type: "pong";
  readonly heads: { readonly [key: string]: number };
}

/** A hint: the team's lists, its members or what they may do are not as before. It has no place in any log. */
export interface TeamChanged {
  readonly type: "team:changed";
  readonly teamId: string;
  readonly setId?: string;
}

/** A hint: what is open of what its receiver is assigned to or has claimed, or a notification, is not as before. */
export interface MineChanged {
  readonly type: "mine:changed";
}

/** A hint for guests: the list's name or look, or what their link allows, may have changed. It is in no log. */
export interface SharedChanged {
  readonly type: "shared:changed";
}

/** Who did something, under their name of now. */
export interface Actor {
  readonly id: string;
  readonly displayName: string;
  readonly avatarUrl: string | null;
}

/** What a change was about: of an update the fields that changed, else the holder or the assignees. */
export interface HistoryValues {
  readonly title?: string;
  readonly description?: string | null;
  readonly completed?: boolean;
  readonly sortOrder?: number;
  readonly parentId?: string | null;
  readonly dueOn?: string | null;
  readonly dueTime?: string | null;
  readonly dueZone?: string | null;
  readonly repeat?: DailyRepeat | WeeklyRepeat | MonthlyRepeat | null;
  readonly completedOn?: string;
  readonly claimedBy?: string | null;
  readonly claimedByName?: string | null;
  readonly assignees?: readonly Actor[];
}

/** One change of `count` todos. `title` is the todo's, before the change where that is known. */
export interface HistoryEntry {
  readonly seq: number;
  readonly at: string;
  readonly type: "comment:created" | "comment:deleted" | "todo:assigned" | "todo:claimed" | "todo:created" | "todo:deleted" | "todo:reordered" | "todo:updated" | "todos:added" | "todos:changed";
  readonly actor: Actor | null;
  readonly via: string | null;
  readonly cause: "left" | "renamed" | "renewed" | "renumbered" | null;
  readonly todoId: string | null;
  readonly title: string | null;
  readonly count: number;
  readonly movedTo: string | null;
  readonly movedFrom: string | null;
  readonly before: HistoryValues | null;
  readonly after: HistoryValues | null;
}

/** What happened, newest first; `next` is the `before` of the following page, or null. */
export interface History {
  readonly entries: readonly HistoryEntry[];
  readonly next: number | null;
}

/** A todo that can be restored until `kept_until`, with its sub-todos. */
export interface DeletedTodo {
  readonly id: string;
  readonly userId: string;
  readonly title: string;
  readonly deletedAt: string;
  readonly keptUntil: string;
  readonly deletedBy: Actor;
}

/** Todos in a list's trash, newest deletion first; `next` is the `before` of the following page, or null. */
export interface DeletedTodos {
  readonly todos: readonly DeletedTodo[];
  readonly next: number | null;
}

/** A list that can be restored until `kept_until`, with `todo_count` todos. */
export interface DeletedSet {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly todoCount: number;
  readonly createdAt: string;
  readonly deletedAt: string;
  readonly keptUntil: string;
  readonly deletedBy: Actor;
}

/** Lists in the trash, the one that was deleted last first. */
export interface DeletedSets {
  readonly sets: readonly DeletedSet[];
}

/** A list with todos of the reader's. */
export interface MyList {
  readonly teamId: string;
  readonly teamName: string;
  readonly setId: string;
  readonly setName: string;
  readonly todos: readonly Todo[];
}

/** Todos of the reader's, by list; `next` is the `after` of the following ones, maybe of the last list, or null. */
export interface MyTodos {
  readonly lists: readonly MyList[];
  readonly next: string | null;
}

/** Something that concerns the reader: where, of which todo, and by whom, null of one that is due. */
export interface Notification {
  readonly id: string;
  readonly kind: "assigned" | "due" | "mentioned";
  readonly at: string;
  readonly read: boolean;
  readonly teamId: string;
  readonly teamName: string;
  readonly setId: string;
  readonly setName: string;
  readonly todoId: string;
  readonly title: string;
  readonly completed: boolean;
  readonly dueOn: string | null;
  readonly dueTime: string | null;
  readonly dueZone: string | null;
  readonly commentId: string | null;
  readonly excerpt: string | null;
  readonly actor: Actor | null;
}

/** What concerns the reader, the newest first, and how many of these are unread. */
export interface Notifications {
  readonly notifications: readonly Notification[];
  readonly unread: number;
}

/** A todo that was searched for, and its list. */
export interface FoundTodo {
  readonly id: string;
  readonly setId: string;
  readonly setName: string;
  readonly title: string;
  readonly completed: boolean;
}

/** Todos that were found; `next` is the `after` with which the search goes on, or null. */
export interface FoundTodos {
  readonly todos: readonly FoundTodo[];
  readonly next: string | null;
}

/** What is shown of a list itself to whoever has a link to it. */
export interface SharedSet {
  readonly id: string;
  readonly name: string;
  readonly splitCompleted: boolean;
}

/** A list by its share link: its todos, what the link allows, and the `seq` that all of it is exact for. */
export interface SharedTodos {
  readonly set: SharedSet;
  readonly todos: readonly Todo[];
  readonly permissions: { readonly [key: string]: boolean };
  readonly seq: number;
}

/** Every error on the wire: a sentence for a person, a code for programs. */
export interface ErrorBody {
  readonly error: string;
  readonly code: string;
}

export type TodoEvent = TodoCreated | TodoUpdated | TodoDeleted | TodoReordered | TodoClaimed | TodoAssigned | CommentCreated | CommentDeleted | TodosChanged | TodosAdded;

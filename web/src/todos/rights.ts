import { SUBTODO_MAX_DEPTH, type Comment, type Permissions, type Todo } from "glint-client/wire";

type Owned = Pick<Todo, "userId">;

/** What the user may do with todos; nothing until the permissions are known. */
export interface Rights {
  readonly create: boolean;
  readonly reorder: boolean;
  readonly comment: boolean;
  edit(todo: Todo): boolean;
  complete(todo: Todo): boolean;
  remove(todo: Owned): boolean;
  /** Whether the user may say whose todos are. */
  readonly assign: boolean;
  /** Whether the user may claim it, or release their own claim. */
  claim(todo: Todo): boolean;
  addBelow(depth: number): boolean;
  removeComment(comment: Comment): boolean;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * The same rules as on the server, so that nothing is offered that it would refuse. `wrote` has the ids of comments
 * that are the user's own though their author is not said.
 */
export function rightsOf(
  permissions: Permissions | null,
  myId: string,
  wrote: ReadonlySet<string> = NONE,
): Rights {
  const may = (key: keyof Permissions): boolean => permissions?.[key] === true;
  const own = (todo: Owned): boolean => todo.userId === myId;
  return {
    create: may("create_todos"),
    reorder: may("reorder_todos"),
    assign: may("assign_todos"),
    comment: may("comment"),
    edit: (todo) => may(own(todo) ? "edit_own_todos" : "edit_any_todo"),
    complete: (todo) =>
      permissions !== null &&
      (own(todo) ||
        may("complete_any_todo") ||
        (isHeldBy(todo, myId) && may("complete_assigned_todos"))),
    remove: (todo) => may(own(todo) ? "delete_own_todos" : "delete_any_todo"),
    claim: (todo) => may("claim_todos") && (todo.claimedBy === null || todo.claimedBy === myId),
    addBelow: (depth) => may("add_subtodos") && depth < SUBTODO_MAX_DEPTH,
    removeComment: (comment) =>
      may(own(comment) || wrote.has(comment.id) ? "delete_own_comments" : "delete_any_comment"),
  };
}

/** Whether they have claimed it or are assigned to it. */
export function isHeldBy(todo: Todo, userId: string): boolean {
  return todo.claimedBy === userId || todo.assignees.includes(userId);
}

import type { Comment, Position, Todo, TodoEvent, TodoPatch } from "../wire.ts";

export type Body<E extends TodoEvent = TodoEvent> = E extends TodoEvent
  ? Omit<E, "setId" | "seq">
  : never;

/** A set as a server keeps it: the todos and the log, changed together. */
export class FakeSet {
  readonly id: string;
  readonly todos = new Map<string, Todo>();
  /** What each deletion removed, parents first. */
  readonly trash = new Map<string, readonly Todo[]>();
  /** By todo. */
  readonly comments = new Map<string, readonly Comment[]>();
  /** By todo. */
  readonly descriptions = new Map<string, string | null>();
  readonly log: TodoEvent[] = [];
  /** The todos before each event, by its `seq`. */
  readonly before = new Map<number, ReadonlyMap<string, Todo>>();
  /** The descriptions before each event, likewise. */
  readonly descriptionsBefore = new Map<number, ReadonlyMap<string, string | null>>();
  /** Events up to this one are not kept any more. */
  prunedTo = 0;

  constructor(id: string) {
    this.id = id;
  }

  get seq(): number {
    return this.log.at(-1)?.seq ?? 0;
  }

  /** In the order in which the server lists them. */
  get list(): readonly Todo[] {
    return [...this.todos.values()].sort(
      (a, b) => a.sortOrder - b.sortOrder || (a.id < b.id ? -1 : 1),
    );
  }

  /** The event of a new comment. */
  commented(todoId: string, comment: Comment): Body {
    const commentCount = this.commentsOf(todoId).length + 1;
    return { type: "comment:created", todoId, comment, commentCount };
  }

  /** The event of a deleted comment; null if there is none, or its todo is gone. */
  uncommented(id: string): Body | null {
    for (const [todoId, comments] of this.comments) {
      const isThere = this.todos.has(todoId) && comments.some((comment) => comment.id === id);
      if (!isThere) continue;
      return { type: "comment:deleted", todoId, id, commentCount: comments.length - 1 };
    }
    return null;
  }

  commentsOf(todoId: string): readonly Comment[] {
    return this.comments.get(todoId) ?? [];
  }

  descriptionOf(todoId: string): string | null {
    return this.descriptions.get(todoId) ?? null;
  }

  /** Change the todos and write the event. */
  commit(body: Body, origin: { mutationId?: string; actorId?: string } = {}): TodoEvent {
    const event = { ...body, ...origin, setId: this.id, seq: this.seq + 1 };
    this.before.set(event.seq, new Map(this.todos));
    this.descriptionsBefore.set(event.seq, new Map(this.descriptions));
    this.#change(event);
    this.log.push(event);
    return event;
  }

  #change(event: TodoEvent): void {
    switch (event.type) {
      case "todo:created":
        this.todos.set(event.todo.id, event.todo);
        break;
      case "todo:updated":
        this.#update(event.todo);
        break;
      case "todos:added":
        for (const todo of event.todos) this.todos.set(todo.id, todo);
        break;
      case "todo:deleted":
        this.trash.set(event.id, this.#delete(event.id));
        break;
      case "todo:reordered":
      case "todos:changed":
        this.#mergeAll(event.items);
        break;
      case "todo:claimed": {
        const { claimedBy, claimedByName, claimedByAvatar } = event;
        this.#merge(event.id, { claimedBy, claimedByName, claimedByAvatar });
        break;
      }
      case "todo:assigned":
        this.#merge(event.id, { assignees: event.assignees });
        break;
      case "comment:created":
        this.comments.set(event.todoId, [...this.commentsOf(event.todoId), event.comment]);
        this.#merge(event.todoId, { commentCount: event.commentCount });
        break;
      case "comment:deleted": {
        const left = this.commentsOf(event.todoId).filter(({ id }) => id !== event.id);
        this.comments.set(event.todoId, left);
        this.#merge(event.todoId, { commentCount: event.commentCount });
      }
    }
  }

  #update({ description, ...fields }: TodoPatch): void {
    const { id } = fields;
    this.#merge(id, fields);
    const todo = this.todos.get(id);
    if (description === undefined || todo === undefined) return;
    this.descriptions.set(id, description);
    const { hasDescription = false, ...rest } = todo;
    if (hasDescription === (description !== null)) return;
    this.todos.set(id, hasDescription ? rest : { ...rest, hasDescription: true });
  }

  #mergeAll(items: readonly (Partial<Todo> & { readonly id: string })[]): void {
    for (const item of items) this.#merge(item.id, item);
  }

  #merge(id: string, fields: Partial<Todo>): void {
    const todo = this.todos.get(id);
    if (todo !== undefined) this.todos.set(id, { ...todo, ...fields });
  }

  #delete(id: string): readonly Todo[] {
    const todo = this.todos.get(id);
    this.todos.delete(id);
    const below = [...this.todos.values()].filter(({ parentId }) => parentId === id);
    return [...(todo ? [todo] : []), ...below.flatMap((child) => this.#delete(child.id))];
  }
}

let made = 0;

/** A todo with the given fields, and something sensible for the rest. */
export function aTodo(fields: Partial<Todo> = {}): Todo {
  made += 1;
  return {
    id: `todo-${made}`,
    userId: "ada",
    parentId: null,
    title: `Todo ${made}`,
    completed: false,
    sortOrder: made,
    commentCount: 0,
    claimedBy: null,
    claimedByName: null,
    claimedByAvatar: null,
    assignees: [],
    dueOn: null,
    dueTime: null,
    dueZone: null,
    repeat: null,
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
    ...fields,
  };
}

/** A comment of Bob's with the given fields, and something sensible for the rest. */
export function aComment(fields: Partial<Comment> = {}): Comment {
  made += 1;
  return {
    id: `comment-${made}`,
    userId: "bob",
    displayName: "Bob",
    avatarUrl: null,
    body: `Comment ${made}`,
    createdAt: "2026-01-01T00:00:00.000Z",
    ...fields,
  };
}

export function positions(...items: readonly (readonly [string, number])[]): readonly Position[] {
  return items.map(([id, sortOrder]) => ({ id, sortOrder }));
}

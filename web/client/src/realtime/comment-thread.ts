import { failureOf } from "../api-error.ts";
import { retryDelayMs } from "../backoff.ts";
import { Timer } from "../clock.ts";
import type { Platform } from "../platform.ts";
import type { Comment, Todo } from "../wire.ts";
import type { ShownEdit } from "../outbox/edit.ts";
import type { SequencedEvent } from "./decode.ts";
import type { Applied } from "./replica.ts";
import type { SetFeed } from "./set-feed.ts";

/**
 * An answer with comments, oldest first, and the `seq` that they are exact for; `next` leads to the following ones. The
 * first one has the todo's description.
 */
export interface CommentPage {
  readonly comments: readonly Comment[];
  readonly next: string | null;
  readonly seq: number;
  readonly description?: string | null;
}

/**
 * The comments as the server has them, null until they are loaded, and then the todo's description as well. `error` is
 * why they are not up to date.
 */
export interface Thread {
  readonly comments: readonly Comment[] | null;
  readonly description: string | null;
  readonly error: unknown;
}

export interface CommentThreadOptions {
  readonly todoId: string;
  readonly feed: SetFeed;
  readonly page: (after: string | null) => Promise<CommentPage>;
  readonly platform: Pick<Platform, "clock" | "random" | "surroundings">;
}

/** What is read of a todo when it is opened. */
interface Contents {
  readonly comments: readonly Comment[];
  readonly description: string | null;
}

/** Pages that were loaded: exact from `until` on, once the events after `seq` are applied. */
interface Loaded {
  readonly contents: Contents;
  readonly seq: number;
  readonly until: number;
}

/**
 * The comments of one todo, and its description: all pages, and then the events of the list after the first one. It is shown
 * only as of the `seq` of the list, so that it always agrees with the todo's number of comments.
 */
export class CommentThread {
  readonly #options: CommentThreadOptions;
  readonly #subscribers = new Set<() => void>();
  readonly #unsubscribe: () => void;
  readonly #unwatch: () => void;
  readonly #retry: Timer;
  #thread: Thread = { comments: null, description: null, error: null };
  /** The list's `seq` as of the last event. */
  #seq: number;
  /** What is being loaded; a newer load takes its place. */
  #load: object | null = null;
  /** The events since the load began. */
  #since: SequencedEvent[] = [];
  /** Pages that are ahead of the list. */
  #ahead: Loaded | null = null;
  #failures = 0;

  constructor(options: CommentThreadOptions) {
    this.#options = options;
    const { feed, platform } = options;
    this.#retry = new Timer(platform.clock);
    this.#seq = feed.seq();
    this.#unsubscribe = feed.subscribe((applied) => this.#applied(applied));
    this.#unwatch = platform.surroundings.watch((what) => {
      if (what === "online" && this.#retry.running) this.reload();
    });
    this.reload();
  }

  /** The same object until something changes. */
  readonly getSnapshot = (): Thread => this.#thread;

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#subscribers.add(changed);
    return () => this.#subscribers.delete(changed);
  };

  /** Load all pages again; what is shown stays until they are there. */
  reload(): void {
    const load = {};
    this.#load = load;
    this.#since = [];
    this.#ahead = null;
    this.#retry.cancel();
    const current = (): boolean => this.#load === load;
    this.#pages(current).then(
      (loaded) => {
        if (current()) this.#arrived(loaded);
      },
      (error: unknown) => {
        if (current()) this.#failed(error);
      },
    );
  }

  close(): void {
    this.#load = null;
    this.#unsubscribe();
    this.#unwatch();
    this.#retry.cancel();
  }

  async #pages(current: () => boolean): Promise<Loaded> {
    const first = await this.#options.page(null);
    const comments = [...first.comments];
    const { description = null } = first;
    let { next, seq: until } = first;
    while (next !== null && current()) {
      const page = await this.#options.page(next);
      comments.push(...page.comments);
      next = page.next;
      until = Math.max(until, page.seq);
    }
    return { contents: { comments, description }, seq: first.seq, until };
  }

  #arrived(loaded: Loaded): void {
    this.#failures = 0;
    this.#ahead = this.#advanced(loaded, this.#since);
    this.#since = [];
    if (!this.#catchUp()) this.#options.feed.catchUp();
  }

  /** Show the loaded pages once the list has come as far. */
  #catchUp(): boolean {
    if (this.#ahead === null || this.#seq < this.#ahead.until) return false;
    const { contents } = this.#ahead;
    this.#ahead = null;
    this.#load = null;
    this.#show({ ...contents, error: null });
    return true;
  }

  #failed(error: unknown): void {
    this.#load = null;
    this.#since = [];
    this.#show({ ...this.#thread, error });
    if (failureOf(error) !== "transient") return;
    const { platform } = this.#options;
    this.#failures += 1;
    this.#retry.set(retryDelayMs(this.#failures, platform.random()), () => this.reload());
  }

  /** Events that were left out, because the list was loaded as a whole, are in a new load. */
  #applied({ before, after, events }: Applied): void {
    const missed = before.seq !== this.#seq;
    this.#seq = after.seq;
    if (missed || events.some((event) => this.#returns(event))) this.reload();
    if (this.#ahead) this.#ahead = this.#advanced(this.#ahead, events);
    else if (this.#load) this.#since.push(...events);
    if (this.#catchUp()) return;
    const { comments, description, error } = this.#thread;
    if (comments === null) return;
    const contents = { comments, description };
    const changed = this.#with(contents, before.seq, events);
    if (changed !== contents) this.#show({ ...changed, error });
  }

  /** Whether the todo is in the list now, perhaps with comments that no event names. */
  #returns(event: SequencedEvent): boolean {
    const { todoId } = this.#options;
    if (event.type === "todo:created") return event.todo.id === todoId;
    return event.type === "todos:added" && event.todos.some(({ id }) => id === todoId);
  }

  #advanced(loaded: Loaded, events: readonly SequencedEvent[]): Loaded {
    return { ...loaded, contents: this.#with(loaded.contents, loaded.seq, events) };
  }

  /** What there is after those of the events that come after `seq`; the same object if they change nothing. */
  #with(contents: Contents, seq: number, events: readonly SequencedEvent[]): Contents {
    const { todoId } = this.#options;
    return events
      .filter((event) => event.seq > seq)
      .reduce((before, event) => afterEvent(before, event, todoId), contents);
  }

  #show(thread: Thread): void {
    this.#thread = thread;
    const { comments } = thread;
    if (comments !== null) this.#dropIncluded(new Set(comments.map(({ id }) => id)));
    for (const subscriber of this.#subscribers) subscriber();
  }

  /** An edit whose answer was lost, or that someone else made as well, would count twice. */
  #dropIncluded(ids: ReadonlySet<string>): void {
    const { todoId, feed } = this.#options;
    const coming = new Set<string>();
    feed.dropIncluded((edit) => {
      if (edit.kind === "delete-comment")
        return edit.todoId === todoId && !ids.has(edit.id) && !coming.has(edit.id);
      if (edit.kind !== "comment" || edit.todoId !== todoId) return false;
      coming.add(edit.comment.id);
      return ids.has(edit.comment.id);
    });
  }
}

function afterEvent(contents: Contents, event: SequencedEvent, todoId: string): Contents {
  if (event.type === "todo:updated") {
    const { id, description } = event.todo;
    return id === todoId && description !== undefined ? { ...contents, description } : contents;
  }
  const comments = commentsAfter(contents.comments, event, todoId);
  return comments === contents.comments ? contents : { ...contents, comments };
}

function commentsAfter(
  comments: readonly Comment[],
  event: SequencedEvent,
  todoId: string,
): readonly Comment[] {
  if (event.type === "comment:created" && event.todoId === todoId) {
    const { comment } = event;
    return comments.some(({ id }) => id === comment.id) ? comments : [...comments, comment];
  }
  if (event.type !== "comment:deleted" || event.todoId !== todoId) return comments;
  return comments.some(({ id }) => id === event.id)
    ? comments.filter(({ id }) => id !== event.id)
    : comments;
}

/**
 * Return which description to show: the server's, or the user's if it is not included yet; undefined while it is not
 * known. `todo` is shown with the same edits.
 */
export function shownDescription(
  { comments, description }: Thread,
  todo: Pick<Todo, "id" | "hasDescription">,
  edits: readonly ShownEdit[],
): string | null | undefined {
  const own = edits.findLast(
    (edit): edit is Extract<ShownEdit, { kind: "update" }> =>
      edit.kind === "update" && edit.id === todo.id && edit.changes.description !== undefined,
  );
  if (own) return own.changes.description;
  if (comments !== null) return description;
  return todo.hasDescription ? undefined : null;
}

/** Return what to show: the server's comments with the user's edits that it does not include yet. */
export function shownComments(
  { comments }: Thread,
  todoId: string,
  edits: readonly ShownEdit[],
): readonly Comment[] {
  const shown = new Map((comments ?? []).map((comment) => [comment.id, comment]));
  for (const edit of edits) {
    if (edit.kind === "delete-comment") shown.delete(edit.id);
    else if (edit.kind === "comment" && edit.todoId === todoId && !shown.has(edit.comment.id))
      shown.set(edit.comment.id, edit.comment);
  }
  return [...shown.values()];
}

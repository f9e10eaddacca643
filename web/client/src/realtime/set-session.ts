import type { Http } from "../http.ts";
import { SetApi } from "./set-api.ts";
import type { Edit, TodoChanges, UndoneEvent } from "../outbox/edit.ts";
import { LiveSet, type Hint } from "./live-set.ts";
import { newTodo, orderedTodos, type ListState } from "./list-state.ts";
import { completeEdits } from "./complete-edits.ts";
import { moveEdits, reorderEdits } from "./move-edits.ts";
import type { Platform } from "../platform.ts";
import { changesByOthers, type RemoteChange } from "./remote-change.ts";
import type { ListKeeper } from "./list-keeping.ts";
import { ListKeeping } from "./list-keeping.ts";
import type { Applied } from "./replica.ts";
import { SetEdits } from "./set-edits.ts";
import type { SetFeed } from "./set-feed.ts";
import { SnapshotSource, type SetSnapshot } from "./snapshot.ts";
import type { Claimer, Position, User } from "../wire.ts";
import type { Refusal, Scope } from "../outbox/entry.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Step } from "../outbox/undo-steps.ts";
import { updateEdit } from "./update-edit.ts";

const NOBODY: Claimer = { claimedBy: null, claimedByName: null, claimedByAvatar: null };

/** The part of a user that their edits show. */
export type Author = Pick<User, "id" | "displayName" | "avatarUrl">;

export interface SetSessionOptions {
  /** The set, and whose edits are sent. */
  readonly scope: Scope;
  readonly user: Author;
  readonly http: Http;
  readonly outbox: Outbox;
  readonly platform: Platform;
  /** Where the list is stored between visits. */
  readonly keeper?: ListKeeper;
  /** Reads the list; one of its own unless given. */
  readonly api?: SetApi;
}

/** One open set: what to show, and what the user can do. Every action shows and returns at once. */
export interface SetSession {
  /** Call back after the snapshot has changed; returns a function that unsubscribes. */
  readonly subscribe: (changed: () => void) => () => void;
  /** The same object until something changes. */
  readonly getSnapshot: () => SetSnapshot;
  /** Call back with what others did; changes that came together are passed together. */
  subscribeToChanges(listener: (changes: readonly RemoteChange[]) => void): () => void;
  /** Call back at a hint of what may have changed in the team. */
  subscribeToTeam(listener: (hint: Hint) => void): () => void;
  /** Add a todo at the end and return its id. */
  createTodo(todo: { readonly title: string; readonly parentId?: string | null }): string;
  updateTodo(id: string, changes: TodoChanges): void;
  /** Delete a todo with its sub-todos. Returns a function that undoes what was done at once with it, even if the set is no longer open. */
  deleteTodo(id: string): () => void;
  /** Complete or reopen todos. Returns a function that undoes it, even if the list is no longer open. */
  completeTodos(ids: readonly string[], completed: boolean): () => void;
  reorder(items: readonly Position[]): void;
  /**
   * Put todos below another one, or on the top level, each at its position; siblings that make room are among the items.
   * Returns a function that undoes it, even if the list is no longer open.
   */
  moveTodos(parentId: string | null, items: readonly Position[]): () => void;
  /** Move todos, with all below them, to the end of another list. Returns a function that undoes it likewise. */
  moveAway(ids: readonly string[], toSetId: string): () => void;
  claim(id: string, claimed: boolean): void;
  /** Say whose a todo is. */
  assign(id: string, assignees: readonly string[]): void;
  /** Add a comment to a todo, which mentions the people of these ids, and return its id. */
  comment(todoId: string, body: string, mentions?: readonly string[]): string;
  deleteComment(todoId: string, id: string): void;
  /** Fetch comments of a todo, as `SetApi` does. */
  readonly commentPage: SetApi["commentPage"];
  /** Undo what the user did last in this set, or this step of it. Returns what that was; null if there is nothing. */
  undo(step?: Step): Step | null;
  /** Undo the last undo. */
  redo(): Step | null;
  /** Undo the change of any event. While the set is open, `refused` is told why that was not done. */
  undoEvent(event: UndoneEvent, refused: (reason: string) => void): void;
  /** The server's state of the list, event by event, for what depends on it. */
  readonly feed: SetFeed;
  dismissRefusal(): void;
  /** Discard the edit on which the server keeps failing. */
  discardStuck(): void;
  /** Retry now whatever would be retried later. */
  retry(): void;
  /** Close the socket cleanly; unsent edits are still sent. */
  close(): void;
}

export function openSetSession(options: SetSessionOptions): SetSession {
  return new OpenSet(options);
}

class OpenSet implements SetSession {
  readonly #options: SetSessionOptions;
  readonly #api: SetApi;
  readonly #live: LiveSet;
  readonly #edits: SetEdits;
  readonly #source: SnapshotSource;
  readonly #keeping: ListKeeping | null;
  readonly #changeListeners = new Set<(changes: readonly RemoteChange[]) => void>();
  readonly #appliedListeners = new Set<(applied: Applied) => void>();
  readonly #teamListeners = new Set<(hint: Hint) => void>();
  readonly #refusedUndos = new Map<string, (reason: string) => void>();
  #lastRefusal: Refusal | null = null;

  constructor(options: SetSessionOptions) {
    this.#options = options;
    const { scope, user, http, outbox, platform, keeper } = options;
    this.#api = options.api ?? new SetApi(http, scope);
    this.#source = new SnapshotSource(() => this.#look());
    this.#live = new LiveSet(scope.setId, this.#api, platform, {
      changed: () => this.#changed(),
      applied: (applied) => {
        this.#edits.applied(applied);
        for (const listener of this.#appliedListeners) listener(applied);
        this.#notify(changesByOthers(applied, user.id, this.#edits.made));
      },
      connected: () => outbox.kick({ atOnce: true }),
      hinted: (hint) => {
        for (const listener of this.#teamListeners) listener(hint);
      },
    });
    this.#edits = new SetEdits({
      scope,
      outbox,
      live: this.#live,
      http,
      platform,
      changed: () => this.#source.changed(),
      refused: (refusal) => {
        const refused = this.#refusedUndos.get(refusal.id);
        if (refused) refused(refusal.message);
        else this.#lastRefusal = refusal;
      },
    });
    this.#keeping = keeper ? new ListKeeping(keeper, platform, this.#live) : null;
    outbox.resume();
    if (this.#keeping) this.#keeping.open();
    else this.#live.open();
  }

  readonly subscribe = (changed: () => void): (() => void) => this.#source.subscribe(changed);

  readonly getSnapshot = (): SetSnapshot => this.#source.snapshot;

  subscribeToChanges(listener: (changes: readonly RemoteChange[]) => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  readonly feed: SetFeed = {
    seq: () => this.#live.replica.seq,
    subscribe: (listener) => {
      this.#appliedListeners.add(listener);
      return () => this.#appliedListeners.delete(listener);
    },
    catchUp: () => void this.#live.catchUp(),
    dropIncluded: (isIncluded) => this.#edits.dropIncluded(isIncluded),
  };

  subscribeToTeam(listener: (hint: Hint) => void): () => void {
    this.#teamListeners.add(listener);
    return () => this.#teamListeners.delete(listener);
  }

  createTodo({ title, parentId = null }: { title: string; parentId?: string | null }): string {
    const { platform, user } = this.#options;
    const id = platform.uuid();
    const last = orderedTodos(this.#shown).at(-1)?.sortOrder ?? 0;
    const place = { parentId, sortOrder: last + 1, createdAt: this.#now() };
    const todo = newTodo({ id, userId: user.id, title: title.trim(), ...place });
    this.#edit({ kind: "create", todo });
    return todo.id;
  }

  updateTodo(id: string, changes: TodoChanges): void {
    const edit = updateEdit(id, changes, this.#shown.todos.get(id));
    if (edit) this.#edit(edit);
  }

  deleteTodo(id: string): () => void {
    return this.#editAll([{ kind: "delete", id }]);
  }

  completeTodos(ids: readonly string[], completed: boolean): () => void {
    const taken = completed ? [] : this.#edits.takeBack(ids);
    if (taken.length > 0) this.#shownAtOnce(null);
    const others = ids.filter((id) => !taken.includes(id));
    return this.#editAll(completeEdits(this.#shown, others, completed));
  }

  reorder(items: readonly Position[]): void {
    this.#editAll(reorderEdits(items));
  }

  moveTodos(parentId: string | null, items: readonly Position[]): () => void {
    return this.#editAll(moveEdits(this.#shown, parentId, items));
  }

  moveAway(ids: readonly string[], toSetId: string): () => void {
    return this.#editAll(ids.map((id) => ({ kind: "move-away", id, toSetId })));
  }

  claim(id: string, claimed: boolean): void {
    const { id: claimedBy, displayName, avatarUrl } = this.#options.user;
    const me = { claimedBy, claimedByName: displayName, claimedByAvatar: avatarUrl };
    this.#edit({ kind: "claim", id, claimer: claimed ? me : NOBODY });
  }

  assign(id: string, assignees: readonly string[]): void {
    this.#edit({ kind: "assign", id, assignees: [...assignees].sort() });
  }

  comment(todoId: string, body: string, mentions: readonly string[] = []): string {
    const { user, platform } = this.#options;
    const author = { userId: user.id, displayName: user.displayName, avatarUrl: user.avatarUrl };
    const comment = { id: platform.uuid(), ...author, body: body.trim(), createdAt: this.#now() };
    this.#edit({ kind: "comment", todoId, comment, mentions });
    return comment.id;
  }

  deleteComment(todoId: string, id: string): void {
    this.#edit({ kind: "delete-comment", todoId, id });
  }

  readonly commentPage: SetApi["commentPage"] = (todoId, after) =>
    this.#api.commentPage(todoId, after);

  undo(step?: Step): Step | null {
    return this.#shownAtOnce(this.#edits.undo(step));
  }

  redo(): Step | null {
    return this.#shownAtOnce(this.#edits.redo());
  }

  undoEvent(event: UndoneEvent, refused: (reason: string) => void): void {
    const { done } = this.#edit({ kind: "undo", of: null, ...event });
    for (const { key } of done) this.#refusedUndos.set(key, refused);
  }

  dismissRefusal(): void {
    this.#lastRefusal = null;
    this.#shownAtOnce(null);
  }

  discardStuck(): void {
    this.#edits.discardStuck();
  }

  retry(): void {
    this.#live.retry();
    this.#options.outbox.kick({ atOnce: true });
  }

  close(): void {
    this.#keeping?.close();
    this.#live.close();
    this.#edits.close();
    this.#source.close();
  }

  get #shown(): ListState {
    return this.#edits.shownOver(this.#live.replica.state);
  }

  #edit(edit: Edit): Step {
    return this.#shownAtOnce(this.#edits.add(edit));
  }

  #shownAtOnce<T>(result: T): T {
    this.#source.changed();
    this.#source.notify();
    return result;
  }

  /** Make these edits as one step. Returns a function that undoes it. */
  #editAll(edits: readonly Edit[]): () => void {
    const [step] = edits.map((edit) => this.#edit(edit));
    return () => {
      if (step) this.undo(step);
    };
  }

  #changed(): void {
    this.#edits.caughtUp();
    this.#keeping?.changed();
    this.#source.changed();
  }

  #notify(changes: readonly RemoteChange[]): void {
    if (changes.length > 0) for (const listener of this.#changeListeners) listener(changes);
  }

  #now(): string {
    return new Date(this.#options.platform.clock.now()).toISOString();
  }

  #look(): SetSnapshot {
    const { replica, rights, presence } = this.#live;
    return {
      status: this.#live.status(this.#edits.waiting),
      todos: replica.loaded ? orderedTodos(this.#shown) : null,
      presence: presence.users,
      presenceMore: presence.more,
      role: rights?.role ?? null,
      permissions: rights?.permissions ?? null,
      pending: this.#edits.waiting,
      stuck: this.#edits.stuck !== null,
      unconfirmed: this.#edits.shown,
      lastRefusal: this.#lastRefusal,
      durable: this.#options.outbox.durable,
      seq: replica.seq,
    };
  }
}

import { REORDER_MAX_ITEMS } from "../generated/wire";
import type { Http } from "../client/http";
import { SetApi } from "./set-api";
import type { Edit, TodoChanges } from "../outbox/edit";
import { LiveSet } from "./live-set";
import { orderedTodos, subtreeOf, type ListState } from "./list-state";
import type { Platform } from "../client/platform";
import { changesByOthers, type RemoteChange } from "./remote-change";
import type { ListKeeper } from "./list-keeping";
import { ListKeeping } from "./list-keeping";
import { SetEdits } from "./set-edits";
import { SnapshotSource, type SetSnapshot } from "./snapshot";
import type { Position, Todo, User } from "../generated/wire";
import type { Refusal } from "../outbox/entry";
import type { Outbox } from "../outbox/outbox";

/** The part of a user that an own edit shows. */
export type Author = Pick<User, "id" | "displayName" | "avatarUrl">;

export interface SetSessionOptions {
  readonly teamId: string;
  readonly setId: string;
  readonly user: Author;
  readonly http: Http;
  readonly outbox: Outbox;
  readonly platform: Platform;
  /** Where the list is kept between visits. */
  readonly keeper?: ListKeeper;
}

/** One open set: what to show, and what one can do. Every action shows at once and returns at once. */
export interface SetSession {
  /** Calls back after the snapshot has changed; returns how to stop that. */
  readonly subscribe: (changed: () => void) => () => void;
  /** The same object until something has changed. */
  readonly getSnapshot: () => SetSnapshot;
  /** Tells what others did, as many changes at once as came together. */
  subscribeToChanges(told: (changes: readonly RemoteChange[]) => void): () => void;
  /** Tells that the team's lists, its members or their permissions may be others now. */
  subscribeToTeam(told: () => void): () => void;
  /** Puts it last, and returns its id. */
  createTodo(todo: { readonly title: string; readonly parentId?: string | null }): string;
  updateTodo(id: string, changes: TodoChanges): void;
  /** With its sub-todos. Returns how to undo it, also when the set is not open any more. */
  deleteTodo(id: string): () => void;
  reorder(items: readonly Position[]): void;
  claim(id: string, claimed: boolean): void;
  dismissRefusal(): void;
  /** Gives up the edit on which the server keeps failing, so that the others go. */
  discardStuck(): void;
  /** Tries at once whatever would be tried later. */
  retry(): void;
  /** Closes the socket cleanly; what was not sent yet is sent all the same. */
  close(): void;
}

export function openSetSession(options: SetSessionOptions): SetSession {
  return new OpenSet(options);
}

class OpenSet implements SetSession {
  readonly #options: SetSessionOptions;
  readonly #live: LiveSet;
  readonly #edits: SetEdits;
  readonly #source: SnapshotSource;
  readonly #keeping: ListKeeping | null;
  readonly #told = new Set<(changes: readonly RemoteChange[]) => void>();
  readonly #toldOfTeam = new Set<() => void>();
  #lastRefusal: Refusal | null = null;

  constructor(options: SetSessionOptions) {
    this.#options = options;
    const { teamId, setId, user, http, outbox, platform, keeper } = options;
    this.#source = new SnapshotSource(() => this.#look());
    this.#live = new LiveSet(setId, new SetApi(http, teamId, setId), platform, {
      changed: () => this.#changed(),
      applied: (applied) => {
        this.#edits.applied(applied);
        this.#tell(changesByOthers(applied, user.id));
      },
      connected: () => outbox.kick({ atOnce: true }),
      teamChanged: () => {
        for (const told of this.#toldOfTeam) told();
      },
    });
    this.#edits = new SetEdits({
      scope: { userId: user.id, teamId, setId },
      outbox,
      live: this.#live,
      http,
      platform,
      changed: () => this.#source.changed(),
      refused: (refusal) => {
        this.#lastRefusal = refusal;
      },
    });
    this.#keeping = keeper ? new ListKeeping(keeper, platform, this.#live) : null;
    outbox.resume();
    if (this.#keeping) this.#keeping.open();
    else this.#live.open();
  }

  readonly subscribe = (changed: () => void): (() => void) => this.#source.subscribe(changed);

  readonly getSnapshot = (): SetSnapshot => this.#source.snapshot;

  subscribeToChanges(told: (changes: readonly RemoteChange[]) => void): () => void {
    this.#told.add(told);
    return () => this.#told.delete(told);
  }

  subscribeToTeam(told: () => void): () => void {
    this.#toldOfTeam.add(told);
    return () => this.#toldOfTeam.delete(told);
  }

  createTodo({ title, parentId = null }: { title: string; parentId?: string | null }): string {
    const todo = this.#newTodo(title.trim(), parentId);
    this.#edit({ kind: "create", todo });
    return todo.id;
  }

  updateTodo(id: string, changes: TodoChanges): void {
    const shown = this.#shown.todos.get(id);
    const given = Object.entries(
      changes.title === undefined ? changes : { ...changes, title: changes.title.trim() },
    ).filter(([field, value]) => value !== undefined && value !== shown?.[field as keyof Todo]);
    if (given.length > 0) this.#edit({ kind: "update", id, changes: Object.fromEntries(given) });
  }

  deleteTodo(id: string): () => void {
    const todos = subtreeOf(this.#shown, id);
    this.#edit({ kind: "delete", id });
    return () => this.#edit({ kind: "restore", id, todos });
  }

  reorder(items: readonly Position[]): void {
    for (let start = 0; start < items.length; start += REORDER_MAX_ITEMS) {
      this.#edit({ kind: "reorder", items: items.slice(start, start + REORDER_MAX_ITEMS) });
    }
  }

  claim(id: string, claimed: boolean): void {
    const {
      id: claimedBy,
      displayName: claimedByName,
      avatarUrl: claimedByAvatar,
    } = this.#options.user;
    const claimer = claimed
      ? { claimedBy, claimedByName, claimedByAvatar }
      : { claimedBy: null, claimedByName: null, claimedByAvatar: null };
    this.#edit({ kind: "claim", id, claimer });
  }

  dismissRefusal(): void {
    this.#lastRefusal = null;
    this.#source.changed();
    this.#source.tell();
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

  #edit(edit: Edit): void {
    this.#edits.add(edit);
    this.#source.changed();
    this.#source.tell();
  }

  #changed(): void {
    this.#edits.caughtUp();
    this.#keeping?.changed();
    this.#source.changed();
  }

  #tell(changes: readonly RemoteChange[]): void {
    if (changes.length > 0) for (const told of this.#told) told(changes);
  }

  #newTodo(title: string, parentId: string | null): Todo {
    const now = new Date(this.#options.platform.clock.now()).toISOString();
    const last = orderedTodos(this.#shown).at(-1)?.sortOrder ?? 0;
    return {
      id: this.#options.platform.uuid(),
      userId: this.#options.user.id,
      parentId,
      title,
      completed: false,
      sortOrder: last + 1,
      commentCount: 0,
      claimedBy: null,
      claimedByName: null,
      claimedByAvatar: null,
      createdAt: now,
      updatedAt: now,
    };
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

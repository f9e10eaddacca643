import { completesDate, shownOf, touchedIds, type Edit, type ShownEdit } from "../outbox/edit.ts";
import { oppositeOf } from "../outbox/opposite.ts";
import type { Http } from "../http.ts";
import { subtreeOf, upFrom, type ListState } from "./list-state.ts";
import type { LiveSet } from "./live-set.ts";
import { overlay } from "./overlay.ts";
import { PendingEdits } from "./pending-edits.ts";
import type { Platform } from "../platform.ts";
import type { Applied } from "./replica.ts";
import type { OutboxEntry, Refusal, Scope } from "../outbox/entry.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Step, UndoSteps } from "../outbox/undo-steps.ts";
import type { Outcome } from "../outbox/entry.ts";

/** How long the push of the user's own edit may take after the answer. */
export const HEAL_AFTER_MS = 2_000;

export interface SetEditsOptions {
  readonly scope: Scope;
  readonly outbox: Outbox;
  readonly live: LiveSet;
  readonly http: Http;
  readonly platform: Platform;
  readonly changed: () => void;
  readonly refused: (refusal: Refusal) => void;
}

/** The user's edits of one set: shown at once, tracked until the replica has them or they are refused. */
export class SetEdits {
  readonly #options: SetEditsOptions;
  readonly #pending = new PendingEdits();
  readonly #steps: UndoSteps;
  readonly #cancelHeals = new Set<() => void>();
  readonly #made = new Set<string>();
  readonly #unsubscribe: () => void;
  /** By key, the catch-up after which an edit of unknown `seq` is certainly included. */
  readonly #tickets = new Map<string, number>();
  #shown: {
    readonly server: ListState;
    readonly edits: readonly ShownEdit[];
    readonly state: ListState;
  } | null = null;

  constructor(options: SetEditsOptions) {
    this.#options = options;
    const { live, outbox, scope } = options;
    this.#steps = outbox.steps(scope);
    this.#unsubscribe = outbox.subscribe({
      changed: () => this.#sync(),
      settled: (outcome, sent) => this.#settled(outcome, sent),
      signedOut: () => live.end({ kind: "signed-out" }),
    });
    this.#sync();
  }

  /** Return what to show: the server's state with these edits. The same object for the same input. */
  shownOver(server: ListState): ListState {
    const { edits } = this.#pending;
    if (this.#shown?.server !== server || this.#shown.edits !== edits) {
      this.#shown = { server, edits, state: overlay(server, edits) };
    }
    return this.#shown.state;
  }

  /** The keys of all edits that were made in this page. */
  get made(): ReadonlySet<string> {
    return this.#made;
  }

  /** How many edits the server has not answered. */
  get waiting(): number {
    return this.#pending.queued;
  }

  /** The key of the edit on which the server keeps failing. */
  get stuck(): string | null {
    return this.#options.outbox.stuck(this.#options.scope);
  }

  /** Give that edit up. */
  discardStuck(): void {
    const { outbox, scope } = this.#options;
    const key = this.stuck;
    if (key !== null) void outbox.discard(scope, key);
  }

  /** The edits that are shown but not included yet. */
  get shown(): readonly ShownEdit[] {
    return this.#pending.edits;
  }

  /** Queue the edit. Returns the step that it is part of. */
  add(edit: Edit): Step {
    const opposite = this.#oppositeOf(edit);
    return this.#steps.record(this.#enqueue(edit), edit, opposite);
  }

  /** Undo a step, by default the last one. Returns it; null if there is none. */
  undo(step?: Step): Step | null {
    return this.#steps.undo(this.#enqueue, step);
  }

  /** Undo those completions of repeating todos that still wait: their dates would pass. Returns of which todos. */
  takeBack(ids: readonly string[]): readonly string[] {
    return ids.filter((id) =>
      this.#steps.undoWaiting((edit) => completesDate(edit, id), this.#enqueue),
    );
  }

  redo(): Step | null {
    return this.#steps.redo(this.#enqueue);
  }

  /** Returns the key. */
  readonly #enqueue = (edit: Edit): string => {
    const { outbox, scope, platform } = this.#options;
    const key = platform.uuid();
    this.#made.add(key);
    outbox.enqueue(scope, key, edit, ancestorsOf(edit, this.#state));
    return key;
  };

  /** Return the edit that looks as if this one, which is about to be queued, were not made; null if that is not known. */
  #oppositeOf(edit: Edit): ShownEdit | null {
    const state = this.#state;
    const [shown] = shownOf([edit]);
    if (shown === undefined) return null;
    const ids = touchedIds(shown);
    const todos = ids.flatMap((id) => state.todos.get(id) ?? []);
    return oppositeOf(shown, isRemoval(shown) ? subtreeOf(state, shown.id) : todos);
  }

  get #state(): ListState {
    return this.shownOver(this.#options.live.replica.state);
  }

  /** The replica has applied events. */
  applied({ events, after }: Applied): void {
    this.#pending.included(events, after.seq);
  }

  /** Drop the edits that the replica is known to include, although the server has not answered them. */
  dropIncluded(isIncluded: (edit: ShownEdit) => boolean): void {
    const keys = this.#pending.keysOf(isIncluded);
    if (keys.length === 0) return;
    this.#pending.drop(keys);
    this.#options.changed();
  }

  /** A catch-up may have finished, or a todo may be gone. */
  caughtUp(): void {
    const { state } = this.#options.live.replica;
    if (this.#pending.unplaced((edit) => !isIn(state, edit))) this.#followUnknown();
    for (const [key, ticket] of this.#tickets) {
      if (!this.#options.live.includes(ticket)) continue;
      this.#tickets.delete(key);
      this.#pending.drop([key]);
    }
  }

  close(): void {
    this.#unsubscribe();
    for (const cancel of this.#cancelHeals) cancel();
  }

  #sync(): void {
    const { outbox, scope, changed } = this.#options;
    if (this.#pending.sync(outbox.entries(scope))) this.#followUnknown();
    changed();
  }

  #settled(outcome: Outcome, sent: OutboxEntry | null): void {
    const { scope } = this.#options;
    if (outcome.scope.teamId !== scope.teamId || outcome.scope.setId !== scope.setId) return;
    if (outcome.kind === "answered") this.#answered(outcome.key, outcome.seq, sent);
    else if (outcome.kind === "withdrawn") this.#pending.drop(outcome.keys);
    else this.#refused(outcome.keys, outcome.refusal);
    this.#options.changed();
  }

  #answered(key: string, seq: number | null, sent: OutboxEntry | null): void {
    const { live } = this.#options;
    const { state } = live.replica;
    this.#pending.answered(key, seq);
    this.#pending.included([], state.seq);
    this.#pending.unplaced((edit) => !isIn(state, edit));
    if (seq === null || this.#pending.answeredSomewhere.includes(key)) this.#followUnknown();
    else if (!live.live) live.catchUp();
    if (sent !== null && seq !== null) this.#healLater(sent, seq);
  }

  #refused(keys: readonly string[], refusal: Refusal): void {
    const { live, refused } = this.#options;
    this.#pending.drop(keys);
    refused(refusal);
    live.catchUp();
    if (refusal.code === "forbidden") live.refreshRights();
  }

  #followUnknown(): void {
    for (const key of this.#pending.answeredSomewhere) {
      if (!this.#tickets.has(key)) this.#tickets.set(key, this.#options.live.catchUp());
    }
  }

  /**
   * If the push of the user's own edit is missing, others have probably not seen it either. The same request with the
   * same key makes the server push it again; this client catches up without waiting for that.
   */
  #healLater({ method, path, body, key }: OutboxEntry, seq: number): void {
    const { http, live, platform } = this.#options;
    if (!live.pushes.misses(seq)) return;
    const cancel = platform.clock.after(HEAL_AFTER_MS, () => {
      this.#cancelHeals.delete(cancel);
      if (!live.pushes.misses(seq)) return;
      http.send({ method, path, body, key }).catch(() => undefined);
      live.catchUp();
    });
    this.#cancelHeals.add(cancel);
  }
}

/** Whether what the edit changes is in this list, unless it adds it. */
function isIn({ todos }: ListState, edit: Edit): boolean {
  if (edit.kind === "create" || edit.kind === "restore") return true;
  const [id] = touchedIds(edit);
  return id === undefined || todos.has(id);
}

function isRemoval(edit: ShownEdit): edit is Extract<ShownEdit, { kind: "delete" | "move-away" }> {
  return edit.kind === "delete" || edit.kind === "move-away";
}

/** Return the ids of the ancestors of the todos that the edit changes, those that a moved one gets included. */
function ancestorsOf(edit: Edit, state: ListState): readonly string[] {
  if (edit.kind === "undo" && edit.shown) return ancestorsOf(edit.shown, state);
  if (edit.kind === "create") return upFrom(state, [edit.todo.parentId]);
  if (edit.kind === "restore" || edit.kind === "move-back") {
    return upFrom(state, [edit.todos[0]?.parentId ?? null]);
  }
  const parents = touchedIds(edit).map((id) => state.todos.get(id)?.parentId ?? null);
  return upFrom(state, edit.kind === "move" ? [...parents, edit.parentId] : parents);
}

import type { Comment, Position, Todo } from "../wire.ts";
import { errorAnswer, type FakeRequest, type FakeServer } from "./fake-server.ts";
import { completesDate, isPast, patched } from "./fake-dates.ts";
import { move, type Origin, type Outcome } from "./fake-moves.ts";
import { aComment, aTodo, type FakeSet } from "./fake-set.ts";
import { undoChange } from "./fake-undo.ts";

type Change = Parameters<FakeSet["commit"]>[0];

const COMMENTS_PER_PAGE = 2;

/** What each route of the contract answers. */
export class FakeRoutes {
  readonly #server: FakeServer;
  readonly #remembered = new Map<string, Outcome & { readonly request: string }>();

  constructor(server: FakeServer) {
    this.#server = server;
  }

  answer(request: FakeRequest): Response {
    const { user, path } = request;
    if (path === "/api/auth/me")
      return Response.json({ user: user === null ? null : { id: user } });
    if (user === null) return errorAnswer(401, "not_signed_in", "Please sign in first.");
    if (!this.#server.members.has(user))
      return errorAnswer(403, "not_a_member", "You are not a member of this team.");
    return request.method === "GET" ? this.#read(request) : this.#write(request, user);
  }

  #read({ path, query }: FakeRequest): Response {
    const rights = { role: "member", permissions: this.#server.permissions };
    if (path.endsWith("/permissions/me")) return Response.json(rights);
    const todoId = /todos\/([^/]+)\/comments$/.exec(path)?.[1];
    if (todoId !== undefined) return this.#comments(todoId, query.get("after"));
    const set = this.#server.sets.get(/sets\/([^/]+)\//.exec(path)?.[1] ?? "");
    if (set === undefined) return errorAnswer(404, "not_found", "This could not be found.");
    if (path.endsWith("/todos")) return Response.json({ todos: set.list, ...rights, seq: set.seq });
    if (path.endsWith("/events")) return events(set, Number(query.get("since")));
    return this.#server.pushOffered
      ? errorAnswer(426, "upgrade_required")
      : errorAnswer(503, "push_unavailable");
  }

  #comments(todoId: string, after: string | null): Response {
    const set = [...this.#server.sets.values()].find(({ todos }) => todos.has(todoId));
    if (set === undefined) return errorAnswer(404, "not_found", "This could not be found.");
    const all = set.commentsOf(todoId);
    const start = all.findIndex(({ id }) => id === after) + 1;
    const comments = all.slice(start, start + COMMENTS_PER_PAGE);
    const next = start + comments.length < all.length ? comments.at(-1)?.id : null;
    const description = after === null ? { description: set.descriptionOf(todoId) } : {};
    return Response.json({ comments, next, seq: set.seq, ...description });
  }

  #write(request: FakeRequest, user: string): Response {
    const name = `${user} ${request.key}`;
    const fingerprint = `${request.method} ${request.path} ${request.body}`;
    const before = this.#remembered.get(name);
    if (before !== undefined) {
      if (before.request !== fingerprint) return errorAnswer(422, "idempotency_key_reused");
      for (const event of before.events) this.#server.push(event);
      return Response.json(before.answer);
    }
    const origin = {
      actorId: user,
      ...(request.key === null ? {} : { mutationId: request.key }),
    };
    const outcome = this.#commit(request, user, origin);
    if (outcome instanceof Response) return outcome;
    this.#remembered.set(name, { request: fingerprint, ...outcome });
    for (const event of outcome.events) queueMicrotask(() => this.#server.push(event));
    return Response.json(outcome.answer);
  }

  /** Change what is asked; the answer is an error, or remembered. */
  #commit(request: FakeRequest, user: string, origin: Origin): Response | Outcome {
    if (request.path.endsWith("/move")) return move(this.#server.sets, request, origin);
    const set = this.#setOf(request);
    if (set && changesNothing(request, set))
      return { answer: { ok: true, seq: set.seq }, events: [] };
    const isUndo = request.path.endsWith("/undo");
    const undone = set && isUndo ? undoChange(set, fields(request.body)) : null;
    const change = set && !isUndo ? this.#changeOf(request, set, user) : undone;
    if (change === "refused") return errorAnswer(409, "cannot_undo", "This was changed since.");
    if (change === "invalid") return errorAnswer(422, "invalid", "One of them repeats.");
    if (!set || !change) return errorAnswer(404, "not_found", "This could not be found.");
    const event = set.commit(change, origin);
    return { answer: { ok: true, seq: event.seq }, events: [event] };
  }

  #setOf({ path, body }: FakeRequest): FakeSet | undefined {
    const named =
      /sets\/([^/]+)\/(?:todos|undo|todos\/complete)$/.exec(path)?.[1] ??
      (fields(body)["setId"] as string | undefined);
    if (named !== undefined) return this.#server.sets.get(named);
    const id = /todos\/([^/]+)/.exec(path)?.[1] ?? "";
    const comment = /comments\/([^/]+)$/.exec(path)?.[1] ?? "";
    const restores = path.endsWith("/restore");
    return [...this.#server.sets.values()].find(
      (set) =>
        set.todos.has(id) || set.uncommented(comment) !== null || (restores && set.trash.has(id)),
    );
  }

  #changeOf(
    { method, path, body }: FakeRequest,
    set: FakeSet,
    user: string,
  ): Change | "invalid" | null {
    const given = fields(body);
    const id = /todos\/([^/]+)/.exec(path)?.[1] ?? "";
    if (path.includes("/comments")) return commentChange(set, { id, path, given, user });
    if (/\/(reorder|complete)$/.test(path)) return changeOfSeveral(set, given);
    if (path.endsWith("/claim")) {
      const by = given["claimed"] === true ? user : null;
      return { type: "todo:claimed", id, claimedBy: by, claimedByName: by, claimedByAvatar: null };
    }
    if (path.endsWith("/assignees"))
      return { type: "todo:assigned", id, assignees: given["assignees"] as string[] };
    if (path.endsWith("/restore")) return restored(set, id);
    if (method === "POST") return { type: "todo:created", todo: created(given, set, user) };
    const todo = set.todos.get(id);
    if (!todo) return null;
    return method === "DELETE" ? { type: "todo:deleted", id } : patched(set, todo, given);
  }
}

/** Such a request has no event: its answer has the `seq` of another one. */
function changesNothing({ method, path, body }: FakeRequest, set: FakeSet): boolean {
  const [id = "", action] = path.split("/todos/").at(-1)?.split("/") ?? [];
  const todo = set.todos.get(id);
  if (action === "restore") return todo !== undefined;
  if (method !== "PATCH" || !todo) return false;
  const given = fields(body);
  if (isPast(todo, given)) return true;
  const now = { ...todo, description: set.descriptionOf(id) };
  return Object.entries(given).every(([name, value]) => isSame(now[name as keyof Todo], value));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

interface CommentRequest {
  readonly id: string;
  readonly path: string;
  readonly given: Partial<Comment>;
  readonly user: string;
}

function commentChange(set: FakeSet, { id, path, given, user }: CommentRequest): Change | null {
  if (!path.endsWith("/comments")) return set.uncommented(path.split("/").at(-1) ?? "");
  return set.commented(id, aComment({ ...given, userId: user, displayName: user }));
}

/** Null where all of them are gone; invalid where one repeats, which is completed by itself. */
function changeOfSeveral(set: FakeSet, given: Record<string, unknown>): Change | "invalid" | null {
  if ("items" in given) return { type: "todo:reordered", items: given["items"] as Position[] };
  const todos = (given["ids"] as string[]).flatMap((id) => set.todos.get(id) ?? []);
  const fields = { completed: given["completed"] === true, updatedAt: "2026-01-02T00:00:00.000Z" };
  if (todos.length === 0) return null;
  if (todos.some((todo) => completesDate(todo, fields))) return "invalid";
  return { type: "todos:changed", items: todos.map(({ id }) => ({ id, ...fields })) };
}

/** Null where it was never deleted, or what it stood below is gone. */
function restored(set: FakeSet, id: string): Change | null {
  const todos = set.trash.get(id) ?? [];
  const parentId = todos[0]?.parentId ?? null;
  const whole = todos.length > 0 && (parentId === null || set.todos.has(parentId));
  return whole ? { type: "todos:added", todos } : null;
}

function created(given: Partial<Todo>, set: FakeSet, userId: string): Todo {
  const last = Math.max(0, ...set.list.map(({ sortOrder }) => sortOrder));
  return aTodo({ ...given, userId, sortOrder: last + 1 });
}

function events(set: FakeSet, since: number): Response {
  if (since < set.prunedTo || since > set.seq) return errorAnswer(410, "resync");
  return Response.json({ events: set.log.filter(({ seq }) => seq > since), seq: set.seq });
}

function fields(body: string | null): Record<string, unknown> {
  return body === null ? {} : (JSON.parse(body) as Record<string, unknown>);
}

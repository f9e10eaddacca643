import { ApiError } from "../api-error.ts";
import { decodeEvent, isTodo } from "./decode.ts";
import type { Http } from "../http.ts";
import type { CommentPage } from "./comment-thread.ts";
import type { Permissions, Role, Todo } from "../wire.ts";
import { itemPath, setPath, type Scope } from "../outbox/entry.ts";
import type { SequencedEvent } from "./decode.ts";

/** What the user may do in a set; guests have no role. */
export interface Rights {
  readonly role: Role | null;
  readonly permissions: Permissions;
}

/** The list, and the `seq` that it is exact for. */
export interface ListAnswer extends Rights {
  readonly todos: readonly Todo[];
  readonly seq: number;
}

/** The events after the given `seq`, in order; null if this client cannot read them. */
export interface EventsAnswer {
  readonly events: readonly SequencedEvent[] | null;
  readonly seq: number;
}

/** The requests that live updates of one set need. Each throws as `Http.send` does. */
export class SetApi {
  readonly #http: Http;
  readonly #scope: Scope;

  constructor(http: Http, scope: Scope) {
    this.#http = http;
    this.#scope = scope;
  }

  /** The path of the set's socket. */
  get socketPath(): string {
    return setPath(this.#scope, "ws");
  }

  async list(signal?: AbortSignal): Promise<ListAnswer> {
    const { link } = this.#scope;
    const path = link === undefined ? setPath(this.#scope, "todos") : setPath(this.#scope);
    const answer = (await this.#get(path, signal)) as ListAnswer;
    return { ...answer, todos: answer.todos.filter(isTodo) };
  }

  async eventsSince(seq: number, signal?: AbortSignal): Promise<EventsAnswer> {
    const answer = await this.#get(`${setPath(this.#scope, "events")}?since=${seq}`, signal);
    const { events, seq: head } = answer as { events: readonly unknown[]; seq: number };
    const decoded = events.map(decodeEvent);
    return { events: decoded.every((event) => event !== null) ? decoded : null, seq: head };
  }

  async rights(signal?: AbortSignal): Promise<Rights> {
    const { setId } = this.#scope;
    const path = itemPath(this.#scope, "permissions", "me");
    return (await this.#get(`${path}?setId=${encodeURIComponent(setId)}`, signal)) as Rights;
  }

  /** Fetch comments of a todo: the first ones, or those that `after` of the answer before leads to. */
  async commentPage(todoId: string, after: string | null): Promise<CommentPage> {
    const query = after === null ? "" : `?after=${encodeURIComponent(after)}`;
    const path = itemPath(this.#scope, "todos", todoId, "comments");
    return (await this.#get(path + query)) as CommentPage;
  }

  async pushAvailable(signal?: AbortSignal): Promise<boolean> {
    return await pushAvailable(this.#http, this.socketPath, signal);
  }

  #get(path: string, signal?: AbortSignal): Promise<unknown> {
    return this.#http.send({ method: "GET", path, signal });
  }
}

/**
 * Ask whether this deployment pushes at all. A browser hides why an upgrade was refused, so the
 * socket's path is requested as a page: 426 means that push is available, 503 that it is not.
 */
export async function pushAvailable(
  http: Http,
  path: string,
  signal?: AbortSignal,
): Promise<boolean> {
  try {
    await http.send({ method: "GET", path, signal });
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 426) return true;
    if (error instanceof ApiError && error.code === "push_unavailable") return false;
    throw error;
  }
}

import { HEAD_KEY_CHARS } from "../wire.ts";
import type { SocketHandlers } from "../platform.ts";
import type { Permissions, Todo, TodoEvent } from "../wire.ts";
import { FakeRoutes } from "./fake-routes.ts";
import { FakeSet } from "./fake-set.ts";

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly key: string | null;
  readonly body: string | null;
  /** Who is signed in with the browser that sends it. */
  readonly user: string | null;
}

type Proceed = () => Promise<Response>;
/** May answer instead of the server, or before, or later; null to leave the request alone. */
export type Interceptor = (request: FakeRequest, proceed: Proceed) => Promise<Response> | null;

/** The server's end of a socket. */
export class ServerSocket {
  readonly setId: string;
  readonly user: string;
  readonly received: string[] = [];
  closedWith: number | null = null;
  readonly #handlers: SocketHandlers;
  readonly #server: FakeServer;
  /** A dead socket drops everything, in both directions. */
  dead = false;

  constructor(server: FakeServer, setId: string, user: string, handlers: SocketHandlers) {
    this.#server = server;
    this.setId = setId;
    this.user = user;
    this.#handlers = handlers;
  }

  send(frame: object): void {
    const text = JSON.stringify(frame);
    queueMicrotask(() => {
      if (!this.dead && this.closedWith === null) this.#handlers.received(text);
    });
  }

  /** The server closes it. */
  close(code: number): void {
    this.#server.sockets.delete(this);
    queueMicrotask(() => {
      if (this.closedWith === null) this.#handlers.closed(code);
    });
  }

  /** The client sends something. */
  hear(text: string): void {
    this.received.push(text);
    if (this.dead || text !== "ping" || !this.#server.answersPings) return;
    this.send({ type: "pong", heads: this.#server.heads });
  }

  /** The client closes it. */
  left(code: number): void {
    this.closedWith = code;
    this.#server.sockets.delete(this);
  }
}

/** Glint's protocol in memory, with everything that can go wrong in transit. */
export class FakeServer {
  readonly sets = new Map<string, FakeSet>();
  readonly sockets = new Set<ServerSocket>();
  /** Every request, in the order of arrival. */
  readonly requests: FakeRequest[] = [];
  /** Every socket there ever was, refused ones included. */
  upgrades = 0;
  down = false;
  pushOffered = true;
  socketsBlocked = false;
  answersPings = true;
  /** Sockets open, but `realtime:ready` is not sent. */
  silent = false;
  permissions: Partial<Permissions> = { create_todos: true };
  members = new Set(["ada", "bob"]);
  /** How a push to a socket is delivered; by default at once. */
  onPush: (event: TodoEvent, deliver: () => void, socket: ServerSocket) => void = (
    _event,
    deliver,
  ) => deliver();
  readonly #routes = new FakeRoutes(this);
  #interceptors: Interceptor[] = [];

  constructor(...setIds: readonly string[]) {
    for (const id of setIds) this.sets.set(id, new FakeSet(id));
  }

  /** The set with this id; the first one without. */
  set(id?: string): FakeSet {
    const set = id === undefined ? [...this.sets.values()][0] : this.sets.get(id);
    if (set === undefined) throw new Error(`There is no set ${id ?? ""}.`);
    return set;
  }

  /** The socket that is open; the first one if there are several. */
  get socket(): ServerSocket {
    const [first] = this.sockets;
    if (first === undefined) throw new Error("No socket is open.");
    return first;
  }

  /** How often this resource was asked for. */
  asked(resource: string): number {
    return this.requests.filter(asks(resource)).length;
  }

  get heads(): Record<string, number> {
    return Object.fromEntries(
      [...this.sets.values()].map((set) => [set.id.slice(0, HEAD_KEY_CHARS), set.seq]),
    );
  }

  /** Commit and push changes of another user. */
  async others(...changes: readonly Parameters<FakeSet["commit"]>[0][]): Promise<void> {
    for (const change of changes) this.push(this.set().commit(change, { actorId: "bob" }));
    await Promise.resolve();
  }

  /** Create a todo as another user. */
  async othersCreate(todo: Todo): Promise<Todo> {
    await this.others({ type: "todo:created", todo });
    return todo;
  }

  push(event: TodoEvent): void {
    if (!this.pushOffered) return;
    for (const socket of this.sockets) {
      if (socket.setId === event.setId) this.onPush(event, () => socket.send(event), socket);
    }
  }

  /** The interceptor sees each request first, until it is taken away by the returned function. */
  intercept(interceptor: Interceptor): () => void {
    this.#interceptors.push(interceptor);
    return () => {
      this.#interceptors = this.#interceptors.filter((other) => other !== interceptor);
    };
  }

  /** The next request that fits gets this answer; it never reaches the set. */
  answerOnce(fits: (request: FakeRequest) => boolean, response: () => Response): void {
    const stop = this.intercept((request) => {
      if (!fits(request)) return null;
      stop();
      return Promise.resolve(response());
    });
  }

  /** Hold the answer of the next request that fits, after it has had its effect, until `release`. */
  holdAnswer(fits: (request: FakeRequest) => boolean): { readonly release: () => void } {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const stop = this.intercept((request, proceed) => {
      if (!fits(request)) return null;
      stop();
      return proceed().then((response) => released.then(() => response));
    });
    return { release };
  }

  async handle(request: FakeRequest): Promise<Response> {
    this.requests.push(request);
    const proceed = (): Promise<Response> => Promise.resolve(this.#routes.answer(request));
    for (const interceptor of this.#interceptors) {
      const answer = interceptor(request, proceed);
      if (answer !== null) return await answer;
    }
    return await proceed();
  }

  /** Open a socket; null if refused. Handlers are called later, never synchronously. */
  upgrade(path: string, user: string | null, handlers: SocketHandlers): ServerSocket | null {
    this.upgrades += 1;
    const [, setId = ""] = /sets\/([^/]+)\/ws$/.exec(path) ?? [];
    const set = this.sets.get(setId);
    if (setId !== "" && !set) return null;
    if (!this.#welcomes(user)) return null;
    const socket = new ServerSocket(this, setId, user, handlers);
    this.sockets.add(socket);
    if (!this.silent) socket.send({ type: "realtime:ready", setId, seq: set?.seq ?? 0 });
    return socket;
  }

  #welcomes(user: string | null): user is string {
    const blocked = this.down || !this.pushOffered || this.socketsBlocked;
    return !blocked && user !== null && this.members.has(user);
  }
}

export function asks(resource: string): (request: FakeRequest) => boolean {
  return ({ method, path }) => method === "GET" && path.endsWith(resource);
}

export function errorAnswer(
  status: number,
  code: string,
  error = "No.",
  headers?: HeadersInit,
): Response {
  return Response.json({ error, code }, headers === undefined ? { status } : { status, headers });
}

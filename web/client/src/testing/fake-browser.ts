import type { Tabs } from "../outbox/browser-tabs.ts";
import { Outbox } from "../outbox/outbox.ts";
import { MemoryStore, type OutboxStore } from "../outbox/store.ts";
import { Http } from "../http.ts";
import type { OpenSocket, Platform, Surroundings } from "../platform.ts";
import { openSetSession, type SetSession } from "../realtime/set-session.ts";
import { FakeClock, settle } from "./fake-clock.ts";
import type { FakeServer, ServerSocket } from "./fake-server.ts";
import { FakeTabs } from "./fake-tabs.ts";

type Change = Parameters<Parameters<Surroundings["watch"]>[0]>[0];

/** What the tabs of one browser share: the cookie, the store, locks and channels. */
export class FakeBrowser {
  readonly server: FakeServer;
  readonly clock: FakeClock;
  readonly tabs = new FakeTabs();
  openStore: () => Promise<OutboxStore>;
  /** Who is signed in. */
  user: string | null;

  constructor(server: FakeServer, { clock = new FakeClock(), user = "ada" } = {}) {
    this.server = server;
    this.clock = clock;
    this.user = user;
    const store = new MemoryStore();
    this.openStore = () => Promise.resolve(store);
  }

  tab(): FakeTab {
    return new FakeTab(this);
  }
}

let uuids = 0;

/** One page, whose network can be cut. */
export class FakeTab implements Platform {
  readonly browser: FakeBrowser;
  readonly clock: FakeClock;
  readonly outbox: Outbox;
  readonly #tabs: Tabs & { readonly crash: () => void };
  readonly #watchers = new Set<(what: Change) => void>();
  readonly #sockets = new Set<ServerSocket>();
  #online = true;
  #visible = true;
  #crashed = false;
  /** What `random` returns. */
  luck = 0;

  constructor(browser: FakeBrowser) {
    this.browser = browser;
    this.clock = browser.clock;
    this.#tabs = browser.tabs.tab();
    this.outbox = new Outbox({
      userId: browser.user ?? "ada",
      http: new Http(this.fetch, this.clock),
      platform: this,
      tabs: this.#tabs,
      openStore: browser.openStore,
    });
  }

  readonly random = (): number => this.luck;

  readonly uuid = (): string => {
    uuids += 1;
    return `00000000-0000-4000-8000-${String(uuids).padStart(12, "0")}`;
  };

  readonly surroundings: Surroundings = {
    isOnline: () => this.#online,
    isVisible: () => this.#visible,
    watch: (changed) => {
      this.#watchers.add(changed);
      return () => this.#watchers.delete(changed);
    },
  };

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const { pathname: path, searchParams: query } = new URL(url, "https://glint.test");
    const { server, user } = this.browser;
    if (this.#crashed) return new Promise(() => undefined);
    if (!this.#online || server.down) throw new TypeError("Failed to fetch");
    const key = new Headers(init.headers).get("Idempotency-Key");
    const request = {
      method: init.method ?? "GET",
      path,
      query,
      key,
      body: init.body as string | null,
      user,
    };
    const answer = server.handle(request);
    const response = await Promise.race([answer, aborted(init.signal)]);
    if (this.#isGone()) return new Promise(() => undefined);
    if (!this.surroundings.isOnline()) throw new TypeError("Failed to fetch");
    return response;
  };

  readonly openSocket: OpenSocket = (path, handlers) => {
    const { server, user } = this.browser;
    const socket = this.#online ? server.upgrade(path, user, handlers) : null;
    if (socket === null) {
      let left = false;
      queueMicrotask(() => !left && handlers.closed(1006));
      return { send: () => undefined, close: () => (left = true) };
    }
    this.#sockets.add(socket);
    return { send: (text) => socket.hear(text), close: (code) => socket.left(code) };
  };

  /** Open a set, by default the server's first, and let it settle. */
  async open(setId = this.browser.server.set().id): Promise<SetSession> {
    const id = this.browser.user ?? "ada";
    const user = { id, displayName: id, avatarUrl: null };
    const session = openSetSession({
      scope: { userId: id, teamId: "team", setId },
      user,
      http: new Http(this.fetch, this.clock),
      outbox: this.outbox,
      platform: this,
    });
    await settle();
    return session;
  }

  /** The network is down and the browser knows it. */
  async goOffline(): Promise<void> {
    this.cut();
    this.#online = false;
    await this.#tell("offline");
  }

  async comeOnline(): Promise<void> {
    this.#online = true;
    await this.#tell("online");
  }

  /** The open sockets are dead, unnoticed. */
  cut(): void {
    for (const socket of this.#sockets) socket.dead = true;
  }

  async hide(): Promise<void> {
    this.#visible = false;
    await this.#tell("hidden");
  }

  async show(): Promise<void> {
    this.#visible = true;
    await this.#tell("visible");
  }

  /** The page is gone in the middle of what it was doing. */
  crash(): void {
    this.#crashed = true;
    this.cut();
    this.outbox.close();
    this.#tabs.crash();
  }

  #isGone(): boolean {
    return this.#crashed;
  }

  async #tell(what: Change): Promise<void> {
    for (const watcher of [...this.#watchers]) watcher(what);
    await settle();
  }
}

function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = (): void => reject(new DOMException("Aborted", "AbortError"));
    if (signal?.aborted === true) abort();
    signal?.addEventListener("abort", abort);
  });
}

import { describe, expect, test } from "vitest";
import { Http } from "../http.ts";
import { CommentThread, shownComments, type CommentPage } from "./comment-thread.ts";
import type { Due } from "../outbox/edit.ts";
import type { SetSession } from "./set-session.ts";
import { Chance } from "../testing/chance.ts";
import { FakeBrowser, type FakeTab } from "../testing/fake-browser.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { errorAnswer, FakeServer, type FakeRequest } from "../testing/fake-server.ts";
import { positions } from "../testing/fake-set.ts";

const STEPS = 120;
/** A retry at its longest, then the wait for a pong and a gap. */
const QUIET_MS = 36_000 + 35_000 + 5_000;

/** A page that is looked at, and what stands between it and the server. */
interface Page {
  readonly browser: FakeBrowser;
  tab: FakeTab;
  session: SetSession;
  /** The comments of the todo that is open. */
  thread: { readonly todoId: string; readonly live: CommentThread } | null;
}

class Chaos {
  readonly chance: Chance;
  readonly clock = new FakeClock();
  readonly server = new FakeServer("11111111-set", "22222222-set");
  readonly pages: Page[] = [];
  quiet = false;

  constructor(seed: number) {
    this.chance = new Chance(seed);
    this.server.onPush = (_event, deliver) => this.#push(deliver);
    this.server.intercept((request, proceed) =>
      this.quiet ? null : this.#answer(request, proceed),
    );
  }

  async open(browser: FakeBrowser): Promise<void> {
    const tab = browser.tab();
    this.pages.push({ browser, tab, session: await tab.open(), thread: null });
  }

  async step(): Promise<void> {
    const page = this.chance.pick(this.pages);
    if (this.chance.happens(0.05)) this.#goBack(page.session);
    else if (this.chance.happens(0.7)) this.#act(page);
    else await this.#disturb(page);
    if (this.chance.happens(0.5)) await this.clock.advance(this.chance.below(3_000));
  }

  /** Everything works again, and what was due gets done. */
  async settleDown(): Promise<void> {
    this.quiet = true;
    this.server.down = false;
    for (const { tab } of this.pages) {
      await tab.comeOnline();
      await tab.show();
    }
    await this.clock.advance(QUIET_MS);
  }

  #act(page: Page): void {
    const { chance } = this;
    const { session } = page;
    const shown = session.getSnapshot().todos ?? [];
    const some = shown.length === 0 ? undefined : chance.pick(shown);
    const what = chance.next();
    if (some === undefined || what < 0.35) {
      const parentId = some !== undefined && chance.happens(0.3) ? some.id : null;
      session.createTodo({ title: `Todo ${chance.below(1_000)}`, parentId });
    } else if (what < 0.45) {
      const undo = session.deleteTodo(some.id);
      if (chance.happens(0.5)) this.clock.after(chance.below(6_000), undo);
    } else if (what < 0.57) this.#hold(session, some.id);
    else if (what < 0.7) this.#move(session, some.id, chance.pick(shown).id);
    else if (what < 0.8) this.#comment(page, some.id);
    else this.#update(session, [some.id, chance.pick(shown).id]);
  }

  /** One of them, or when it is due, or whether all are done; and maybe back. */
  #update(session: SetSession, ids: readonly [string, string]): void {
    const { chance } = this;
    if (chance.happens(0.4)) {
      session.updateTodo(ids[0], this.#due());
      return;
    }
    if (chance.happens(0.3)) {
      const description = chance.happens(0.3) ? null : `Text ${chance.below(1_000)}`;
      session.updateTodo(ids[0], { description });
      return;
    }
    if (chance.happens(0.4)) {
      const title = `Title ${chance.below(1_000)}`;
      session.updateTodo(ids[0], { title, completed: chance.happens(0.5) });
      return;
    }
    const again = (session.getSnapshot().todos ?? []).filter(({ repeat }) => repeat);
    const more = again.length > 0 && chance.happens(0.7) ? [chance.pick(again).id] : [];
    const undo = session.completeTodos([...new Set([...ids, ...more])], chance.happens(0.8));
    if (chance.happens(0.4)) this.clock.after(chance.below(6_000), undo);
  }

  /** A date, with a time, and again; or none. */
  #due(): Due {
    const { chance } = this;
    if (chance.happens(0.2)) return { dueOn: null, dueTime: null, dueZone: null, repeat: null };
    return {
      dueOn: `2026-12-0${1 + chance.below(9)}`,
      dueTime: chance.happens(0.5) ? "17:30" : null,
      dueZone: "Europe/Berlin",
      repeat: chance.happens(0.7) ? { unit: "day", every: 1 + chance.below(3) } : null,
    };
  }

  #hold(session: SetSession, id: string): void {
    const { chance } = this;
    if (chance.happens(0.6)) session.claim(id, chance.happens(0.5));
    else session.assign(id, chance.happens(0.5) ? ["ada", "bob"] : ["bob"]);
  }

  /** Among others, below another one, maybe one that is below it by then, or to the other list; and maybe back. */
  #move(session: SetSession, id: string, otherId: string): void {
    const { chance } = this;
    const place = positions([id, chance.below(100)]);
    if (chance.happens(0.3)) session.reorder([...place, ...positions([otherId, 50])]);
    const parentId = otherId !== id && chance.happens(0.8) ? otherId : null;
    const undo = chance.happens(0.3)
      ? session.moveAway([id], "22222222-set")
      : session.moveTodos(parentId, place);
    if (chance.happens(0.4)) this.clock.after(chance.below(6_000), undo);
  }

  #goBack(session: SetSession): void {
    if (this.chance.happens(0.7)) session.undo();
    else session.redo();
  }

  #open(page: Page, todoId: string): void {
    const { tab, session } = page;
    const http = new Http(tab.fetch, tab.clock);
    const path = `/api/teams/team/todos/${todoId}/comments`;
    page.thread?.live.close();
    page.thread = {
      todoId,
      live: new CommentThread({
        todoId,
        feed: session.feed,
        platform: tab,
        page: async (after) => {
          const query = after === null ? "" : `?after=${after}`;
          return (await http.send({ method: "GET", path: path + query })) as CommentPage;
        },
      }),
    };
  }

  /** Open the comments of `todoId`, or write or delete one where they are open. */
  #comment(page: Page, todoId: string): void {
    if (page.thread === null || this.chance.happens(0.3)) this.#open(page, todoId);
    else this.#commentThere(page.session, page.thread);
  }

  #commentThere(session: SetSession, { todoId, live }: NonNullable<Page["thread"]>): void {
    const shown = shownComments(live.getSnapshot(), todoId, session.getSnapshot().unconfirmed);
    if (shown.length > 0 && this.chance.happens(0.3))
      session.deleteComment(todoId, this.chance.pick(shown).id);
    else session.comment(todoId, `Comment ${this.chance.below(1_000)}`);
  }

  async #disturb(page: Page): Promise<void> {
    const { tab, browser } = page;
    const disturbances: readonly (() => Promise<void> | void)[] = [
      () => tab.cut(),
      () => tab.goOffline(),
      () => tab.comeOnline(),
      () => tab.hide(),
      () => tab.show(),
      () => {
        this.server.down = !this.server.down;
      },
      () => {
        for (const socket of this.server.sockets) if (this.chance.happens(0.5)) socket.close(1012);
      },
      () => {
        const set = this.server.set();
        if (this.chance.happens(0.3)) set.prunedTo = this.chance.below(set.seq + 1);
      },
      async () => {
        tab.crash();
        page.tab = browser.tab();
        page.session = await page.tab.open();
        page.thread = null;
      },
    ];
    await this.chance.pick(disturbances)();
  }

  /** Pushes are lost, doubled, and overtake each other. */
  #push(deliver: () => void): void {
    if (this.quiet || this.chance.happens(0.5)) deliver();
    else if (this.chance.happens(0.3)) {
      deliver();
      deliver();
    } else if (this.chance.happens(0.6)) this.clock.after(this.chance.below(2_000), deliver);
  }

  #answer(request: FakeRequest, proceed: () => Promise<Response>): Promise<Response> | null {
    const { chance, clock } = this;
    if (request.path === "/api/auth/me" || chance.happens(0.7)) return null;
    if (chance.happens(0.3)) return Promise.resolve(errorAnswer(500, "internal"));
    const late = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));
    if (chance.happens(0.3)) return late(chance.below(20_000)).then(proceed);
    if (chance.happens(0.3))
      return proceed().then(() => Promise.reject(new TypeError("Failed to fetch")));
    return proceed().then((answer) => late(chance.below(20_000)).then(() => answer));
  }
}

async function chaos(seed: number): Promise<Chaos> {
  const world = new Chaos(seed);
  const ada = new FakeBrowser(world.server, { clock: world.clock, user: "ada" });
  const bob = new FakeBrowser(world.server, { clock: world.clock, user: "bob" });
  for (const browser of [ada, ada, bob]) await world.open(browser);
  for (let step = 0; step < STEPS; step += 1) await world.step();
  await world.settleDown();
  return world;
}

/** More of them: `CHAOS_SEEDS=1000 npx vitest run src/realtime/chaos.test.ts`. */
const SEEDS = Array.from({ length: Number(process.env["CHAOS_SEEDS"] ?? 25) }, (_, i) => i + 1);

describe("Eventually", () => {
  test.each(SEEDS)(
    "R44 every client has the server's list, and nothing waits (seed %i)",
    async (seed) => {
      const { server, pages } = await chaos(seed);
      for (const { session, thread } of pages) {
        const { status, todos, pending, unconfirmed, seq } = session.getSnapshot();
        expect({ status, pending, unconfirmed, seq }).toEqual({
          status: { kind: "live" },
          pending: 0,
          unconfirmed: [],
          seq: server.set().seq,
        });
        expect(new Map(todos?.map((todo) => [todo.id, todo]))).toEqual(server.set().todos);
        if (thread === null || !server.set().todos.has(thread.todoId)) continue;
        const there = server.set().commentsOf(thread.todoId);
        const description = server.set().descriptionOf(thread.todoId);
        expect(thread.live.getSnapshot()).toEqual({ comments: there, description, error: null });
        expect(server.set().todos.get(thread.todoId)?.commentCount).toBe(there.length);
      }
      const keys = server.set().log.map(({ mutationId }) => mutationId);
      expect(new Set(keys).size).toBe(keys.length);
    },
  );
});

import type { Tabs } from "../outbox/browser-tabs.ts";

interface Channel {
  readonly name: string;
  readonly tab: object;
  readonly received: (message: unknown) => void;
}

/** Locks and channels between the tabs of one browser. */
export class FakeTabs {
  readonly #channels = new Set<Channel>();
  readonly #holders = new Map<string, { readonly tab: object; readonly done: Promise<void> }>();
  readonly #crashes = new Map<object, () => void>();

  /** One tab's locks and channels. `crash` releases its locks and silences it. */
  tab(): Tabs & { readonly crash: () => void } {
    const tab = {};
    const crashed = new Promise<void>((resolve) => this.#crashes.set(tab, resolve));
    return {
      exclusively: (name, task) => this.#exclusively(name, tab, crashed, task),
      channel: (name, received) => {
        const channel = { name, tab, received };
        this.#channels.add(channel);
        return {
          post: (message) => this.#post(channel, structuredClone(message)),
          close: () => this.#channels.delete(channel),
        };
      },
      crash: () => {
        for (const channel of this.#channels)
          if (channel.tab === tab) this.#channels.delete(channel);
        this.#crashes.get(tab)?.();
      },
    };
  }

  async #exclusively(
    name: string,
    tab: object,
    crashed: Promise<void>,
    task: () => Promise<void>,
  ): Promise<void> {
    for (
      let holder = this.#holders.get(name);
      holder !== undefined;
      holder = this.#holders.get(name)
    ) {
      await holder.done;
    }
    const done = Promise.race([task(), crashed]).finally(() => this.#holders.delete(name));
    this.#holders.set(name, { tab, done });
    await done;
  }

  #post(from: Channel, message: unknown): void {
    if (!this.#channels.has(from)) return;
    for (const channel of this.#channels) {
      if (channel !== from && channel.name === from.name)
        setImmediate(() => channel.received(message));
    }
  }
}

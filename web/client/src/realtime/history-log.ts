import { failureOf } from "../api-error.ts";
import { retryDelayMs } from "../backoff.ts";
import { Timer } from "../clock.ts";
import type { Platform } from "../platform.ts";
import type { History, HistoryEntry } from "../wire.ts";
import type { SequencedEvent } from "./decode.ts";
import type { SetFeed } from "./set-feed.ts";

/** What is known of a history; `entries` is null until it is loaded, `error` is why it is not up to date. */
export interface HistoryShown {
  readonly entries: readonly HistoryEntry[] | null;
  /** Whether there are older entries, and whether they are being loaded. */
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly error: unknown;
}

interface HistoryLogOptions {
  readonly feed: Pick<SetFeed, "subscribe">;
  readonly page: (before: number | null) => Promise<History>;
  /** Whether an event has an entry here. */
  readonly concerns: (event: SequencedEvent) => boolean;
  readonly platform: Pick<Platform, "clock" | "random" | "surroundings">;
}

/** A pause between loads, so that a burst of events costs few. */
const PAUSE_MS = 500;
const NOTHING: HistoryShown = { entries: null, hasMore: false, isLoadingMore: false, error: null };

/** A history, newest first, in pages: the newest page is loaded again whenever something happens. */
export class HistoryLog {
  readonly #options: HistoryLogOptions;
  readonly #subscribers = new Set<() => void>();
  readonly #stop: readonly (() => void)[];
  readonly #timer: Timer;
  #shown = NOTHING;
  #next: number | null = null;
  #state: "idle" | "loading" | "outdated" = "idle";
  #failures = 0;
  #closed = false;

  constructor(options: HistoryLogOptions) {
    this.#options = options;
    const { feed, platform, concerns } = options;
    this.#timer = new Timer(platform.clock);
    this.#stop = [
      feed.subscribe(({ events }) => {
        if (events.some(concerns)) this.#outdate();
      }),
      platform.surroundings.watch((what) => {
        if (what === "online" || what === "visible") this.reload();
      }),
    ];
    this.reload();
  }

  /** The same object until something changes. */
  readonly getSnapshot = (): HistoryShown => this.#shown;

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#subscribers.add(changed);
    return () => this.#subscribers.delete(changed);
  };

  /** Load the newest page again; what is shown stays until it is there. */
  reload(): void {
    this.#timer.cancel();
    if (this.#state === "idle") void this.#load();
    else this.#state = "outdated";
  }

  /** Load the next older page. */
  async more(): Promise<void> {
    if (this.#next === null || this.#shown.isLoadingMore) return;
    this.#show({ isLoadingMore: true });
    try {
      const { entries, next } = await this.#options.page(this.#next);
      this.#next = next;
      this.#show({ entries: [...(this.#shown.entries ?? []), ...entries], error: null });
    } catch (error) {
      this.#show({ error });
    }
    this.#show({ isLoadingMore: false });
  }

  close(): void {
    this.#closed = true;
    for (const stop of this.#stop) stop();
    this.#timer.cancel();
  }

  #outdate(): void {
    if (this.#state !== "idle") this.#state = "outdated";
    else if (!this.#timer.running) this.#timer.set(PAUSE_MS, () => this.reload());
  }

  async #load(): Promise<void> {
    this.#state = "loading";
    try {
      this.#arrived(await this.#options.page(null));
      this.#failures = 0;
    } catch (error) {
      this.#show({ error });
      if (failureOf(error) === "transient") this.#retry();
    }
    const isOutdated = (this.#state as string) === "outdated";
    this.#state = "idle";
    if (isOutdated && !this.#closed) this.#outdate();
  }

  /** Older pages stay, unless there may be a gap between them and this one. */
  #arrived({ entries, next }: History): void {
    const known = this.#shown.entries ?? [];
    const newest = known[0]?.seq ?? 0;
    const meets = next !== null && newest >= next;
    const older = meets ? known.filter(({ seq }) => seq < next) : [];
    if (older.length === 0) this.#next = next;
    this.#show({ entries: [...entries, ...older], error: null });
  }

  #retry(): void {
    if (this.#closed) return;
    this.#failures += 1;
    const { platform } = this.#options;
    this.#timer.set(retryDelayMs(this.#failures, platform.random()), () => this.reload());
  }

  #show(change: Partial<HistoryShown>): void {
    if (this.#closed) return;
    this.#shown = { ...this.#shown, ...change, hasMore: this.#next !== null };
    for (const subscriber of this.#subscribers) subscriber();
  }
}

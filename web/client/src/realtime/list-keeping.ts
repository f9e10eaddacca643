import { Timer } from "../clock.ts";
import type { Todo } from "../wire.ts";
import type { Rights } from "./set-api.ts";
import type { LiveSet } from "./live-set.ts";
import type { Platform } from "../platform.ts";

/** A list as it was last shown on this device. */
export interface KeptList extends Rights {
  readonly todos: readonly Todo[];
  readonly seq: number;
  /** Whether `todos` is exact for `seq`, so that it can be continued by the events after it. */
  readonly exact: boolean;
}

/** Storage of one list between visits. Nothing here rejects: what cannot be stored is loaded again. */
export interface ListKeeper {
  /** Null if it was never stored. */
  read(): Promise<KeptList | null>;
  write(list: KeptList): Promise<void>;
  forget(): Promise<void>;
}

/** The pause after a write, as a multiple of its duration: long lists are written less often. */
const PAUSE_FACTOR = 4;
const PAUSE_MAX_MS = 1_000;

/** Open a live set with the stored list, and store it as it changes. */
export class ListKeeping {
  readonly #keeper: ListKeeper;
  readonly #platform: Platform;
  readonly #live: LiveSet;
  readonly #pause: Timer;
  /** What was written last, to compare with. */
  #written: readonly unknown[] = [];
  #writing = false;
  #closed = false;

  constructor(keeper: ListKeeper, platform: Platform, live: LiveSet) {
    this.#keeper = keeper;
    this.#platform = platform;
    this.#live = live;
    this.#pause = new Timer(platform.clock);
  }

  open(): void {
    void this.#keeper.read().then((kept) => {
      if (this.#closed) return;
      if (kept !== null) {
        this.#live.restore(kept);
        this.#written = this.#parts;
      }
      this.#live.open();
    });
  }

  /** The live set may have changed. */
  changed(): void {
    if (!this.#writing && !this.#pause.running) void this.#write();
  }

  close(): void {
    this.#closed = true;
    this.#pause.cancel();
    void this.#write();
  }

  get #parts(): readonly unknown[] {
    return [this.#live.replica.state, this.#live.rights, this.#live.ending];
  }

  async #write(): Promise<void> {
    const parts = this.#parts;
    if (parts.every((part, index) => part === this.#written[index])) return;
    const saving = this.#save();
    if (saving === null) return;
    this.#written = parts;
    this.#writing = true;
    const started = this.#platform.clock.now();
    await saving;
    this.#writing = false;
    const pause = Math.min(PAUSE_FACTOR * (this.#platform.clock.now() - started), PAUSE_MAX_MS);
    if (!this.#closed) this.#pause.set(pause, () => void this.#write());
  }

  /** Null while there is nothing to write. */
  #save(): Promise<void> | null {
    const { replica, rights, ending } = this.#live;
    if (ending !== null && ending.kind !== "displaced") return this.#keeper.forget();
    if (!replica.loaded || rights === null) return null;
    const { seq, exact, state } = replica;
    return this.#keeper.write({ ...rights, todos: state.todos.list(), seq, exact });
  }
}

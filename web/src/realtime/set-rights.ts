import type { Rights, SetApi } from "./set-api";

/** What one may do in a set, as last heard. */
export class SetRights {
  readonly #api: SetApi;
  readonly #changed: () => void;
  readonly #failed: (error: unknown) => void;
  readonly #abort = new AbortController();
  #current: Rights | null = null;

  constructor(api: SetApi, changed: () => void, failed: (error: unknown) => void) {
    this.#api = api;
    this.#changed = changed;
    this.#failed = failed;
  }

  /** Null until the list has been loaded. */
  get current(): Rights | null {
    return this.#current;
  }

  learned({ role, permissions }: Rights): void {
    this.#current = { role, permissions };
    this.#changed();
  }

  /** Asks anew; failing that, what was heard last stays. */
  refresh(): void {
    this.#api.rights(this.#abort.signal).then(
      (rights) => this.learned(rights),
      (error: unknown) => {
        if (!this.#abort.signal.aborted) this.#failed(error);
      },
    );
  }

  stop(): void {
    this.#abort.abort();
  }
}

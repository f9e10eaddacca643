/** Thrown when the browser's session is nobody's, or somebody else's. */
export class WrongUser extends Error {
  override readonly name = "WrongUser";
}

/**
 * Makes sure that edits go out under the name of who made them: while the line was down or the
 * page hidden, somebody else may have signed in with the same browser.
 */
export class Identity {
  readonly #userId: string;
  readonly #whoAmI: () => Promise<string | null>;
  #certain = true;
  #asking: Promise<void> | null = null;

  constructor(userId: string, whoAmI: () => Promise<string | null>) {
    this.#userId = userId;
    this.#whoAmI = whoAmI;
  }

  /** From now on, ask before the next edit. */
  doubt(): void {
    this.#certain = false;
    this.#asking = null;
  }

  /** Throws WrongUser, or what asking threw. */
  async confirm(): Promise<void> {
    while (!this.#certain) await (this.#asking ??= this.#ask());
  }

  async #ask(): Promise<void> {
    await Promise.resolve();
    const question = this.#asking;
    try {
      if ((await this.#whoAmI()) !== this.#userId) throw new WrongUser();
      if (this.#asking === question) this.#certain = true;
    } finally {
      if (this.#asking === question) this.#asking = null;
    }
  }
}

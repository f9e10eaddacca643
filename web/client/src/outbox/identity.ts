/** Thrown when nobody, or another user, is signed in. */
export class WrongUser extends Error {
  override readonly name = "WrongUser";
}

/**
 * Ensure that edits are sent as the user who made them: while the network was down or the
 * page hidden, another user may have signed in with the same browser.
 */
export class Identity {
  readonly #userId: string;
  readonly #whoAmI: () => Promise<string | null>;
  #verified = true;
  #request: Promise<void> | null = null;

  constructor(userId: string, whoAmI: () => Promise<string | null>) {
    this.#userId = userId;
    this.#whoAmI = whoAmI;
  }

  /** Verify again before the next edit. */
  invalidate(): void {
    this.#verified = false;
    this.#request = null;
  }

  /** Throw WrongUser, or what the request threw. */
  async verify(): Promise<void> {
    while (!this.#verified) await (this.#request ??= this.#fetch());
  }

  async #fetch(): Promise<void> {
    await Promise.resolve();
    const request = this.#request;
    try {
      if ((await this.#whoAmI()) !== this.#userId) throw new WrongUser();
      if (this.#request === request) this.#verified = true;
    } finally {
      if (this.#request === request) this.#request = null;
    }
  }
}

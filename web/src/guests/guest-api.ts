import { type Http, type ListAnswer, type Rights, type Scope, SetApi } from "glint-client";
import type { SharedList } from "../data/shared";
import type { SharedSet } from "glint-client/wire";

interface GuestApiOptions {
  readonly http: Http;
  readonly scope: Scope;
  /** What was answered when the page was opened. */
  readonly first: SharedList;
  /** The list's name and settings, whenever they are answered. */
  readonly learned: (set: SharedSet) => void;
}

/** Reads the list of a share link. What guests may do is answered with the list. */
export class GuestApi extends SetApi {
  readonly #learned: (set: SharedSet) => void;
  #first: SharedList | null;

  constructor({ http, scope, first, learned }: GuestApiOptions) {
    super(http, scope);
    this.#first = first;
    this.#learned = learned;
  }

  /** The first time that is what the page was opened with: events bring it up to date. */
  override async list(signal?: AbortSignal): Promise<ListAnswer> {
    const answer = this.#first ?? ((await super.list(signal)) as ListAnswer & SharedList);
    this.#first = null;
    this.#learned(answer.set);
    return { ...answer, role: null };
  }

  override async rights(signal?: AbortSignal): Promise<Rights> {
    const { role, permissions } = await this.list(signal);
    return { role, permissions };
  }
}

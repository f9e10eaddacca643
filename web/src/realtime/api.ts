import { Http } from "./http";
import type { Platform } from "./platform";
import { SetApi } from "./set-api";

/** The HTTP API as live updates use it. */
export class Api {
  readonly http: Http;

  constructor({ fetch, clock }: Pick<Platform, "fetch" | "clock">) {
    this.http = new Http(fetch, clock);
  }

  set(teamId: string, setId: string): SetApi {
    return new SetApi(this.http, teamId, setId);
  }
}

import type { Platform, Surroundings } from "./platform.ts";
import { handled, socketUrl, systemClock, uuid } from "./system.ts";

/** A program is never hidden, and hears of the network only by its requests. */
const SURROUNDINGS: Surroundings = {
  isOnline: () => true,
  isVisible: () => true,
  watch: () => () => undefined,
};

/** The platform of a program on Node, with an access token for the Glint at `address`. */
export function programPlatform(address: string, token: string): Platform {
  const headers = { Authorization: `Bearer ${token}` };
  return {
    clock: systemClock,
    random: Math.random,
    uuid,
    fetch: (path, init) => {
      const all = new Headers(init.headers);
      all.set("Authorization", headers.Authorization);
      return fetch(new URL(path, address), { ...init, headers: all });
    },
    openSocket(path, handlers) {
      // Node's WebSocket takes headers, which that of browsers and its type do not know.
      const options = { headers } as unknown as string[];
      return handled(new WebSocket(socketUrl(path, address), options), handlers);
    },
    surroundings: SURROUNDINGS,
  };
}

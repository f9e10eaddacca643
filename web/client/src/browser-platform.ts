import type { Platform, Surroundings } from "./platform.ts";
import { handled, socketUrl, systemClock, uuid } from "./system.ts";

/** The platform of a browser window, on a page of the same server as the API. */
export function browserPlatform(): Platform {
  return {
    clock: systemClock,
    random: Math.random,
    uuid,
    fetch: (url, init) => fetch(url, init),
    openSocket: (path, handlers) =>
      handled(new WebSocket(socketUrl(path, window.location.href)), handlers),
    surroundings,
  };
}

const surroundings: Surroundings = {
  isOnline: () => navigator.onLine,
  isVisible: () => document.visibilityState === "visible",
  watch(changed) {
    const stop = new AbortController();
    const { signal } = stop;
    window.addEventListener("online", () => changed("online"), { signal });
    window.addEventListener("offline", () => changed("offline"), { signal });
    const seen = (): void => changed(surroundings.isVisible() ? "visible" : "hidden");
    document.addEventListener("visibilitychange", seen, { signal });
    window.addEventListener("pageshow", (event) => event.persisted && changed("visible"), {
      signal,
    });
    return () => stop.abort();
  },
};

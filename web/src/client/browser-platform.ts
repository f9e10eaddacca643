import type { Clock } from "./clock";
import type { OpenSocket, Platform, Surroundings } from "./platform";

/** The platform of a browser window. */
export function browserPlatform(): Platform {
  return {
    clock: systemClock,
    random: Math.random,
    uuid,
    fetch: (url, init) => fetch(url, init),
    openSocket,
    surroundings,
  };
}

const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const id = setTimeout(task, ms);
    return () => clearTimeout(id);
  },
};

const openSocket: OpenSocket = (path, handlers) => {
  const url = new URL(path, window.location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(url);
  socket.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (typeof event.data === "string") handlers.received(event.data);
  });
  socket.addEventListener("close", (event) => handlers.closed(event.code));
  return socket;
};

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

/** A random UUID, also where `crypto.randomUUID` is missing because the page is not on HTTPS. */
function uuid(): string {
  if ("randomUUID" in crypto) return crypto.randomUUID();
  const bytes = (crypto as Crypto).getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

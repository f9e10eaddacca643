import type { Clock } from "./clock.ts";
import type { Socket, SocketHandlers } from "./platform.ts";

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const id = setTimeout(task, ms);
    return () => clearTimeout(id);
  },
};

/** Turn an address into that of a WebSocket on the same server. */
export function socketUrl(path: string, address: string): URL {
  const url = new URL(path, address);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url;
}

/** Pass what happens to a WebSocket on to its handlers. */
export function handled(socket: WebSocket, handlers: SocketHandlers): Socket {
  socket.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (typeof event.data === "string") handlers.received(event.data);
  });
  socket.addEventListener("close", (event) => handlers.closed(event.code));
  return socket;
}

/** A random UUID, also where `crypto.randomUUID` is missing because the page is not on HTTPS. */
export function uuid(): string {
  if ("randomUUID" in crypto) return crypto.randomUUID();
  const bytes = (crypto as Crypto).getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

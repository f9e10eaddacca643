import type { FakeServer, ServerSocket } from "glint-client/testing";

/** A class to stand in for the browser's `WebSocket`, whose sockets lead to this server. */
export function fakeWebSocket(server: FakeServer, user: string): typeof WebSocket {
  class FakeWebSocket extends EventTarget {
    readonly #socket: ServerSocket | null;

    constructor(url: URL) {
      super();
      this.#socket = server.upgrade(url.pathname, user, {
        received: (data) => this.dispatchEvent(new MessageEvent("message", { data })),
        closed: (code) => this.#closed(code),
      });
      if (this.#socket === null) queueMicrotask(() => this.#closed(1006));
    }

    send(text: string): void {
      this.#socket?.hear(text);
    }

    close(code: number): void {
      this.#socket?.left(code);
    }

    #closed(code: number): void {
      this.dispatchEvent(Object.assign(new Event("close"), { code }));
    }
  }
  return FakeWebSocket as unknown as typeof WebSocket;
}

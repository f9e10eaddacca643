import type { Clock } from "./clock.ts";
import type { Fetch } from "./http.ts";

export interface SocketHandlers {
  received(text: string): void;
  /** Called once, by whichever side it was closed, also if it never opened. */
  closed(code: number): void;
}

export interface Socket {
  send(text: string): void;
  close(code: number): void;
}

export type OpenSocket = (path: string, handlers: SocketHandlers) => Socket;

/** What the browser knows about the network and the page. */
export interface Surroundings {
  isOnline(): boolean;
  isVisible(): boolean;
  /** Call back when either of the two changes; returns a function that unsubscribes. */
  watch(changed: (what: "online" | "offline" | "visible" | "hidden") => void): () => void;
}

/** Everything that the client needs of its environment. */
export interface Platform {
  readonly clock: Clock;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly uuid: () => string;
  readonly fetch: Fetch;
  readonly openSocket: OpenSocket;
  readonly surroundings: Surroundings;
}

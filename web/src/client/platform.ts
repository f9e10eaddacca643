import type { Clock } from "./clock";
import type { Fetch } from "./http";

export interface SocketHandlers {
  received(text: string): void;
  /** Once, whoever closed it and also when it never opened. */
  closed(code: number): void;
}

export interface Socket {
  send(text: string): void;
  close(code: number): void;
}

export type OpenSocket = (path: string, handlers: SocketHandlers) => Socket;

/** What the browser knows about the line and the page. */
export interface Surroundings {
  isOnline(): boolean;
  isVisible(): boolean;
  /** Calls back when either of the two has changed; returns how to stop that. */
  watch(changed: (what: "online" | "offline" | "visible" | "hidden") => void): () => void;
}

/** Everything outside of this client that it depends on. */
export interface Platform {
  readonly clock: Clock;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly uuid: () => string;
  readonly fetch: Fetch;
  readonly openSocket: OpenSocket;
  readonly surroundings: Surroundings;
}

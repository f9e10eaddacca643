import type { Platform, Socket } from "../platform.ts";
import { CONNECTION, isReady, NOT_CONNECTED } from "./connection.ts";
import type { Connection, ConnectionEffect, ConnectionEvent } from "./connection.ts";
import { decodeFrame, type Frame } from "./decode.ts";
import { endingOf, type Ending } from "./ending.ts";
import { Machine } from "./machine.ts";

/** Close codes of the client: 4000 to 4999 are free for applications. */
const CLOSE_NORMAL = 1000;
const CLOSE_DEAD = 4000;

export interface SetSocketListener {
  readonly changed: () => void;
  /** A frame; the first of a connection is always `realtime:ready`. */
  readonly received: (frame: Frame) => void;
  /** The socket closed before it was ready, for a reason that browsers do not tell. */
  readonly refused: () => void;
  /** Events do not come by push any more. */
  readonly lost: () => void;
  /** There will be no other socket. */
  readonly left: () => void;
}

/** A socket of a set or of a team, opened and closed as the table of `connection.ts` says. */
export class SetSocket {
  readonly #path: string;
  readonly #platform: Platform;
  readonly #listener: SetSocketListener;
  readonly #machine: Machine<Connection, ConnectionEvent, ConnectionEffect>;
  #socket: Socket | null = null;

  constructor(path: string, platform: Platform, listener: SetSocketListener) {
    this.#path = path;
    this.#platform = platform;
    this.#listener = listener;
    const effects = {
      connect: () => this.#connect(),
      ping: () => this.#socket?.send("ping"),
      drop: () => this.#close(CLOSE_DEAD),
      refused: listener.refused,
      leave: () => {
        this.#close(CLOSE_NORMAL);
        listener.left();
      },
    };
    this.#machine = new Machine(CONNECTION, NOT_CONNECTED, platform, effects, listener.changed);
  }

  get state(): Connection {
    return this.#machine.state;
  }

  /** Why there will be no more updates; null while there are. */
  get ending(): Ending | null {
    return this.state.kind === "ended" ? this.state.ending : null;
  }

  send(event: ConnectionEvent): void {
    this.#machine.send(event);
  }

  #connect(): void {
    try {
      const socket = this.#platform.openSocket(this.#path, {
        received: (text) => socket === this.#socket && this.#received(decodeFrame(text)),
        closed: (code) => socket === this.#socket && this.#closed(code),
      });
      this.#socket = socket;
    } catch {
      this.send({ type: "closed" });
    }
  }

  #received(frame: Frame | null): void {
    if (frame?.type === "realtime:ready") this.send({ type: "ready" });
    if (frame?.type === "pong") this.send({ type: "pong" });
    if (frame !== null && isReady(this.state)) this.#listener.received(frame);
  }

  #closed(code: number): void {
    const ending = endingOf(code);
    this.send(ending ? { type: "end", ending } : { type: "closed" });
  }

  #close(code: number): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#listener.lost();
    socket?.close(code);
  }
}

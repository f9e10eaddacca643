/** What the tabs of one browser need to work as one. */
export interface Tabs {
  /** Runs `task` while no other tab, nor another call here, runs one of this name. */
  alone(name: string, task: () => Promise<void>): Promise<void>;
  /** A channel to the other tabs. Messages are structured clones. */
  channel(name: string, heard: (message: unknown) => void): TabChannel;
}

export interface TabChannel {
  /** Does nothing once it is closed. */
  tell(message: unknown): void;
  close(): void;
}

/** Web Locks and BroadcastChannel; where one is missing, each tab is on its own. */
export function browserTabs(): Tabs {
  const { locks } = navigator as { readonly locks?: LockManager | null };
  return { alone: locks ? aloneBy(locks) : aloneInTab(), channel: openChannel };
}

function aloneBy(locks: LockManager): Tabs["alone"] {
  return async (name, task) => {
    await locks.request(name, task);
  };
}

/** Repeating an edit is harmless, by its key: without locks it is only wasteful. */
function aloneInTab(): Tabs["alone"] {
  const queues = new Map<string, Promise<void>>();
  return (name, task) => {
    const turn = (queues.get(name) ?? Promise.resolve()).then(task);
    queues.set(
      name,
      turn.catch(() => undefined),
    );
    return turn;
  };
}

function openChannel(name: string, heard: (message: unknown) => void): TabChannel {
  if (typeof BroadcastChannel === "undefined") {
    return { tell: () => undefined, close: () => undefined };
  }
  let channel: BroadcastChannel | null = new BroadcastChannel(name);
  channel.addEventListener("message", (event: MessageEvent<unknown>) => heard(event.data));
  return {
    tell: (message) => channel?.postMessage(message),
    close() {
      channel?.close();
      channel = null;
    },
  };
}

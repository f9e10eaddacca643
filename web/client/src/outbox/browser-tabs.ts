/** Coordination between the tabs of one browser. */
export interface Tabs {
  /** Run `task` while no other tab or call runs one of this name. */
  exclusively(name: string, task: () => Promise<void>): Promise<void>;
  /** A channel to the other tabs. Messages are structured clones. */
  channel(name: string, received: (message: unknown) => void): TabChannel;
}

export interface TabChannel {
  /** Does nothing once it is closed. */
  post(message: unknown): void;
  close(): void;
}

/** Use Web Locks and BroadcastChannel; without them each tab works on its own. */
export function browserTabs(): Tabs {
  const { locks } = navigator as { readonly locks?: LockManager | null };
  return { exclusively: locks ? exclusivelyBy(locks) : exclusivelyInTab(), channel: openChannel };
}

/** Coordinate with no other tab: for edits that only this one has. */
export function singleTab(): Tabs {
  return { exclusively: exclusivelyInTab(), channel: () => NO_CHANNEL };
}

const NO_CHANNEL: TabChannel = { post: () => undefined, close: () => undefined };

function exclusivelyBy(locks: LockManager): Tabs["exclusively"] {
  return async (name, task) => {
    await locks.request(name, task);
  };
}

/** Without locks edits may be sent twice, which is wasteful but harmless because of their keys. */
function exclusivelyInTab(): Tabs["exclusively"] {
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

function openChannel(name: string, received: (message: unknown) => void): TabChannel {
  if (typeof BroadcastChannel === "undefined") return NO_CHANNEL;
  let channel: BroadcastChannel | null = new BroadcastChannel(name);
  channel.addEventListener("message", (event: MessageEvent<unknown>) => received(event.data));
  return {
    post: (message) => channel?.postMessage(message),
    close() {
      channel?.close();
      channel = null;
    },
  };
}

/** What this browser last showed of a list. */
export interface Seen {
  readonly seq: number;
  /** When that was, in milliseconds since 1970. */
  readonly at: number;
}

/** What is remembered of one list. */
export interface SeenMemory {
  /** Null if this user has not seen the list here. */
  read(): Seen | null;
  write(seen: Seen): void;
}

const PREFIX = "glint-seen:";

/** Remember what a user has seen of a list, until they sign out; nothing where the browser has no storage. */
export function seenMemory(userId: string, setId: string): SeenMemory {
  const key = PREFIX + setId;
  return {
    read: () => {
      const [of, seq, at] = parts(stored(() => localStorage.getItem(key)));
      return of === userId ? { seq: Number(seq), at: Number(at) } : null;
    },
    write: ({ seq, at }) => stored(() => localStorage.setItem(key, [userId, seq, at].join(" "))),
  };
}

/** Forget it of all lists and users. */
export function forgetSeen(): void {
  stored(() => {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  });
}

function parts(text: string | null): readonly string[] {
  return text?.split(" ") ?? [];
}

/** Null where storage is disabled or full. */
function stored<T>(access: () => T): T | null {
  try {
    return access();
  } catch {
    return null;
  }
}

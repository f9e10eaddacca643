import type { User } from "glint-client/wire";
import {
  type Edit,
  isTodo,
  type KeptList,
  type ListKeeper,
  listState,
  overlay,
  type Scope,
  shownOf,
} from "glint-client";
import { inTurn, offlineDatabase, OWNER, type ListKey } from "./database";

/** Store one list of this user in the browser's database, while the user is signed in. */
export function listKeeper({ userId, teamId, setId }: Scope): ListKeeper {
  const key: ListKey = [teamId, setId];
  return {
    read: () => read(userId, key).catch(() => null),
    write: (list) => inTurn(() => write(userId, key, list)).catch(() => undefined),
    forget: () => inTurn(() => forgetLists(([, id]) => id === setId)).catch(() => undefined),
  };
}

/**
 * Store an edit that the server has accepted as event `seq`, until the stored list includes it:
 * the page may be closed, or show another list, before the event arrives.
 */
export async function keepEdit(
  { userId, teamId, setId }: Scope,
  edit: Edit,
  seq: number,
): Promise<void> {
  const change = (await offlineDatabase()).transaction(["answers", "edits"], "readwrite");
  const owner = (await change.objectStore("answers").get(OWNER)) as User | undefined;
  if (owner?.id === userId) await change.objectStore("edits").put(edit, [teamId, setId, seq]);
  await change.done;
}

export async function forgetLists(which: (key: ListKey) => boolean): Promise<void> {
  const change = (await offlineDatabase()).transaction(["lists", "edits"], "readwrite");
  for (const key of await change.objectStore("lists").getAllKeys()) {
    if (!which(key)) continue;
    await change.objectStore("lists").delete(key);
    await change.objectStore("edits").delete(editsOf(key, 0));
  }
  await change.done;
}

/** Null also if an older build wrote what this one cannot show. */
async function read(userId: string, key: ListKey): Promise<KeptList | null> {
  const stored = (await offlineDatabase()).transaction(["answers", "lists", "edits"]);
  const owner = (await stored.objectStore("answers").get(OWNER)) as User | undefined;
  const list = await stored.objectStore("lists").get(key);
  if (owner?.id !== userId || list?.todos.every(isTodo) !== true) return null;
  const edits = await stored.objectStore("edits").getAll(editsOf(key, list.seq + 1));
  if (edits.length === 0) return list;
  const { todos } = overlay(listState(key[1], list.seq, list.todos), shownOf(edits));
  return { ...list, todos: todos.list(), exact: false };
}

/** Do nothing once nobody, or another user, is signed in: another tab may have deleted everything. */
async function write(userId: string, key: ListKey, list: KeptList): Promise<void> {
  const change = (await offlineDatabase()).transaction(["answers", "lists", "edits"], "readwrite");
  const owner = (await change.objectStore("answers").get(OWNER)) as User | undefined;
  if (owner?.id === userId) {
    await change.objectStore("lists").put(list, key);
    await change.objectStore("edits").delete(editsOf(key, 0, list.seq));
  }
  await change.done;
}

/** The edits of a list that are events `first` to `last`. */
function editsOf(key: ListKey, first: number, last = Infinity): IDBKeyRange {
  return IDBKeyRange.bound([...key, first], [...key, last]);
}

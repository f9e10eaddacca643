import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Edit, KeptList } from "glint-client";

const DATABASE = "glint-offline";
const VERSION = 1;
/** How long to wait for the database before continuing without it. */
const OPEN_WITHIN_MS = 1_000;

interface Schema extends DBSchema {
  /** Answers of the API, by the JSON of their key; the one of `OWNER` is the user who owns everything here. */
  answers: { key: string; value: unknown };
  lists: { key: ListKey; value: KeptList };
  /** Accepted edits whose event the stored list does not include yet, by its `seq`. */
  edits: { key: [...ListKey, seq: number]; value: Edit };
}

export type ListKey = [teamId: string, setId: string];

/** The key of the signed-in user. */
export const OWNER = JSON.stringify(["me"]);

let last: Promise<unknown> = Promise.resolve();

/** Run changes one after the other, so that nothing is stored before its owner is known. */
export function inTurn(change: () => Promise<void>): Promise<void> {
  const turn = last.then(change);
  last = turn.catch(() => undefined);
  return turn;
}

let opening: Promise<IDBPDatabase<Schema>> | null = null;

/** Open the storage between visits, shared by all tabs. Rejects if the browser has no storage. */
export function offlineDatabase(): Promise<IDBPDatabase<Schema>> {
  opening ??= openDB<Schema>(DATABASE, VERSION, {
    upgrade(created) {
      created.createObjectStore("answers");
      created.createObjectStore("lists");
      created.createObjectStore("edits");
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      opening = null;
    },
    terminated() {
      opening = null;
    },
  });
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error("The database does not open.")), OPEN_WITHIN_MS);
  });
  return Promise.race([opening, late]);
}

import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Edit } from "../outbox/edit";
import type { KeptList } from "../realtime/list-keeping";

const DATABASE = "glint-offline";
const VERSION = 1;
/** A database that has not opened after this long is done without. */
const OPEN_WITHIN_MS = 1_000;

interface Schema extends DBSchema {
  /** Answers of the API, by the JSON of their key; that of `OWNER` is the user whom all of this belongs to. */
  answers: { key: string; value: unknown };
  lists: { key: ListKey; value: KeptList };
  /** Edits that the server has taken, by the `seq` of their event, which the kept list is not as new as. */
  edits: { key: [...ListKey, seq: number]; value: Edit };
}

export type ListKey = [teamId: string, setId: string];

/** The key of who is signed in. */
export const OWNER = JSON.stringify(["me"]);

let last: Promise<unknown> = Promise.resolve();

/** Changes one after the other, so that nothing is kept before it is known whose it is. */
export function inTurn(change: () => Promise<void>): Promise<void> {
  const turn = last.then(change);
  last = turn.catch(() => undefined);
  return turn;
}

let opening: Promise<IDBPDatabase<Schema>> | null = null;

/** What is kept between visits, shared by all tabs of this browser. Rejects where the browser keeps nothing. */
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

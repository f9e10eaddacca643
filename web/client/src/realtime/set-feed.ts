import type { ShownEdit } from "../outbox/edit.ts";
import type { Applied } from "./replica.ts";

/** What a thread of comments needs of its list. */
export interface SetFeed {
  /** The `seq` up to which the list includes everything. */
  seq(): number;
  /** Call back with all events, right after they were applied; returns a function that unsubscribes. */
  subscribe(listener: (applied: Applied) => void): () => void;
  /** Fetch what is committed by now. */
  catchUp(): void;
  /** Drop the user's edits that the list is known to include; asked in order. */
  dropIncluded(isIncluded: (edit: ShownEdit) => boolean): void;
}

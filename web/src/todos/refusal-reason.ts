import type { Refusal } from "../outbox/entry";
import { texts } from "../texts";

/** Return why an edit was refused, in a sentence. (The last release's server keeps no deleted todos.) */
export function reasonOf({ operation, code, message }: Refusal): string {
  return operation === "restore" && code === "not_found" ? texts.todos.notKept : message;
}

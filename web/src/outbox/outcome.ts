import type { Edit } from "../realtime/edit";
import type { Refusal, Scope } from "./entry";

/** The server has taken an edit; its event has `seq`, null when that is not known. */
interface Answered {
  readonly kind: "answered";
  readonly scope: Scope;
  readonly key: string;
  readonly seq: number | null;
}

/** The server has not taken an edit: these keys will never have an effect. */
interface Refused {
  readonly kind: "refused";
  readonly scope: Scope;
  readonly keys: readonly string[];
  readonly edits: readonly Edit[];
  readonly refusal: Refusal;
}

/** Deletions that were undone before they were sent, and what undid them. */
interface Withdrawn {
  readonly kind: "withdrawn";
  readonly scope: Scope;
  readonly keys: readonly string[];
}

export type Outcome = Answered | Refused | Withdrawn;

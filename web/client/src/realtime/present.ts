import type { PresentUser } from "../wire.ts";

/** Who has a list open. */
export interface Present {
  readonly users: readonly PresentUser[];
  /** How many more there are than are listed. */
  readonly more: number;
}

export const NOBODY: Present = { users: [], more: 0 };

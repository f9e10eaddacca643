import { ACCESS_TAKEN, SESSION_OVER, SET_GONE, TOO_MANY_SOCKETS } from "../wire.ts";
import { ApiError, sentenceOfCode } from "../api-error.ts";

/** Why live updates have ended; there are no more unless the user asks for them. */
export type Ending =
  | { readonly kind: "signed-out" }
  | { readonly kind: "removed"; readonly reason: string }
  | { readonly kind: "gone"; readonly reason: string }
  /** Newer connections of this session have taken its place. */
  | { readonly kind: "displaced" };

const removed = () => sentenceOfCode("access_taken", "Your access to this list was taken away.");
const gone = () => sentenceOfCode("set_gone", "This list is no longer there.");

/** Return what a close code means; null if the client may reconnect. */
export function endingOf(code: number): Ending | null {
  if (code === SESSION_OVER) return { kind: "signed-out" };
  if (code === ACCESS_TAKEN) return { kind: "removed", reason: removed() };
  if (code === TOO_MANY_SOCKETS) return { kind: "displaced" };
  return code === SET_GONE ? { kind: "gone", reason: gone() } : null;
}

/** Return what a failed read means; null if a retry may help. */
export function endingOfError(error: unknown): Ending | null {
  if (!(error instanceof ApiError)) return null;
  if (error.status === 401) return { kind: "signed-out" };
  if (error.status === 403) return { kind: "removed", reason: error.message };
  return error.status === 404 ? { kind: "gone", reason: gone() } : null;
}

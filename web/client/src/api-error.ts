import type { ErrorBody, ErrorCode } from "./wire.ts";

/** What went wrong, for programs: a code of the server, or what the client itself has to say. */
export type FailureCode =
  ErrorCode | "unreachable" | "timed_out" | "unknown" | "access_taken" | "set_gone";

type Translate = (code: string, english: string) => string | undefined;

let sentenceFor: Translate = () => undefined;

/** Have failures told in another language, of which English is used where it has no sentence. Call before any request. */
export function translateFailures(by: Translate): void {
  sentenceFor = by;
}

/** Return the sentence for people. */
export function sentenceOfCode(code: FailureCode, english: string): string {
  return sentenceFor(code, english) ?? english;
}

/*
 * RequestFailed
 * ├── ApiError      the server answered, with an error
 * └── NetworkError  no answer came: offline, cut off, timed out
 */

/** A request that failed; `message` is a sentence for people. */
abstract class RequestFailed extends Error {}

/** An error answer: `code` is for programs, `message` is a text for people, the server's unless it is translated. */
export class ApiError extends RequestFailed {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: string;
  /** The `Retry-After` of the answer; null if there was none. */
  readonly retryAfterMs: number | null;

  constructor(status: number, body: ErrorBody, retryAfterMs: number | null = null) {
    super(sentenceFor(body.code, body.error) ?? body.error);
    this.status = status;
    this.code = body.code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** No answer came. The request may still have taken effect: retry it with the same key. */
export class NetworkError extends RequestFailed {
  override readonly name = "NetworkError";
  readonly timedOut: boolean;

  constructor(timedOut: boolean, cause?: unknown) {
    super(
      timedOut
        ? sentenceOfCode("timed_out", "The server took too long to respond.")
        : sentenceOfCode("unreachable", "The server cannot be reached right now."),
      { cause },
    );
    this.timedOut = timedOut;
  }
}

/** What a failed request means to its caller. */
export type Failure = "transient" | "signed-out" | "removed" | "gone" | "resync" | "refused";

const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([408, 425, 429]);

export function failureOf(error: unknown): Failure {
  if (!(error instanceof ApiError)) return "transient";
  if (error.status >= 500 || TRANSIENT_STATUSES.has(error.status)) return "transient";
  if (error.status === 401) return "signed-out";
  if (error.code === "not_a_member") return "removed";
  if (error.status === 404) return "gone";
  return error.status === 410 ? "resync" : "refused";
}

/** Return the sentence to show for any failure. */
export function sentenceOf(error: unknown): string {
  return error instanceof RequestFailed
    ? error.message
    : sentenceOfCode("unknown", "Something went wrong. Please try again.");
}

export function retryAfterMsOf(error: unknown): number {
  return error instanceof ApiError ? (error.retryAfterMs ?? 0) : 0;
}

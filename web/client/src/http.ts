import { ApiError, NetworkError } from "./api-error.ts";
import type { Clock } from "./clock.ts";
import type { ErrorBody } from "./wire.ts";

export const REQUEST_TIMEOUT_MS = 15_000;

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface ApiRequest {
  readonly method: Method;
  readonly path: string;
  /** The body as JSON text, so that a retry is identical to the byte. */
  readonly body?: string | null;
  /** Sent as `Idempotency-Key`. */
  readonly key?: string;
  readonly signal?: AbortSignal | undefined;
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Send requests to the API and return the decoded JSON of the answer. */
export class Http {
  readonly #fetch: Fetch;
  readonly #clock: Clock;

  constructor(fetch: Fetch, clock: Clock) {
    this.#fetch = fetch;
    this.#clock = clock;
  }

  /**
   * Send the request and return the answer's JSON. Throws ApiError for an error answer, NetworkError
   * if none came within 15 s, and the signal's reason if the caller aborted.
   */
  async send(request: ApiRequest): Promise<unknown> {
    const timeout = new AbortController();
    const cancel = this.#clock.after(REQUEST_TIMEOUT_MS, () => timeout.abort());
    const signals = request.signal ? [timeout.signal, request.signal] : [timeout.signal];
    try {
      const response = await this.#fetch(request.path, init(request, AbortSignal.any(signals)));
      const json = await read(response);
      request.signal?.throwIfAborted();
      return json;
    } catch (error) {
      request.signal?.throwIfAborted();
      throw error instanceof ApiError ? error : new NetworkError(timeout.signal.aborted, error);
    } finally {
      cancel();
    }
  }
}

/** Join path segments, each escaped; a colon stays readable (`personal:<userId>`). */
export function apiPath(...segments: readonly string[]): string {
  return ["/api", ...segments.map((text) => encodeURIComponent(text).replaceAll("%3A", ":"))].join(
    "/",
  );
}

function init({ method, body, key }: ApiRequest, signal: AbortSignal): RequestInit {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (body != null) headers["Content-Type"] = "application/json";
  if (key !== undefined) headers["Idempotency-Key"] = key;
  return {
    method,
    headers,
    body: body ?? null,
    signal,
    credentials: "same-origin",
    cache: "no-store",
  };
}

async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  const json = parse(text);
  if (!response.ok) throw apiError(response, json);
  if (json === undefined) throw new NetworkError(false, new Error("The answer is not JSON."));
  return json;
}

/**
 * While a rollout lasts, the last release's server answers some requests, and does not know every route. Nothing is
 * wrong with such a request: it may be repeated until the new server gets it.
 */
export const NOT_YET: ErrorBody = {
  error: "Glint is being updated and cannot do this yet. Please try again in a few minutes.",
  code: "not_yet",
};

function apiError(response: Response, json: unknown): ApiError {
  if (isUnknownRoute(response)) return new ApiError(503, NOT_YET);
  return new ApiError(
    response.status,
    isErrorBody(json) ? json : unnamed(response.status),
    retryAfterMs(response),
  );
}

/** Whether there is no such route; what is missing on a route that exists is missing in the database. */
function isUnknownRoute({ status, headers }: Response): boolean {
  return status === 405 || (status === 404 && headers.get("Server-Timing") === 'd1;desc="0"');
}

function unnamed(status: number): ErrorBody {
  return { error: `The server answered with an error (${status}).`, code: `http_${status}` };
}

function retryAfterMs(response: Response): number | null {
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}

function isErrorBody(json: unknown): json is ErrorBody {
  if (typeof json !== "object" || json === null) return false;
  const { error, code } = json as Partial<ErrorBody>;
  return typeof error === "string" && typeof code === "string";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

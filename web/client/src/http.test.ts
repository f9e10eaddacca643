import { describe, expect, test } from "vitest";
import { ApiError, failureOf, NetworkError } from "./api-error.ts";
import { apiPath, Http, REQUEST_TIMEOUT_MS, type Fetch } from "./http.ts";
import { FakeClock } from "./testing/fake-clock.ts";
import { errorAnswer } from "./testing/fake-server.ts";

const clock = new FakeClock();

function http(fetch: Fetch): Http {
  return new Http(fetch, clock);
}

function answering(response: Response): Http {
  return http(() => Promise.resolve(response));
}

const never: Fetch = (_url, init) =>
  new Promise((_resolve, reject) => {
    init.signal?.addEventListener("abort", () => reject(new DOMException("Aborted", "AbortError")));
  });

const request = { method: "GET", path: "/api/health" } as const;

describe("Http", () => {
  test("sends the body as it is, with its key and content type", async () => {
    let seen: RequestInit = {};
    await http((_url, init) => {
      seen = init;
      return Promise.resolve(Response.json({ ok: true }));
    }).send({ method: "POST", path: "/api/x", body: '{"a":1}', key: "key-1" });
    expect(seen).toMatchObject({ method: "POST", body: '{"a":1}', credentials: "same-origin" });
    const json = "application/json";
    expect(seen.headers).toEqual({
      Accept: json,
      "Content-Type": json,
      "Idempotency-Key": "key-1",
    });
  });

  test("names no content type without a body", async () => {
    let seen: RequestInit = {};
    await http((_url, init) => {
      seen = init;
      return Promise.resolve(Response.json({ ok: true }));
    }).send({ method: "DELETE", path: "/api/x" });
    expect(seen.headers).toEqual({ Accept: "application/json" });
  });

  test.each([
    ["no such route", 404, 'd1;desc="0"', "transient"],
    ["no such method", 405, 'd1;desc="0"', "transient"],
    ["no such row", 404, 'd1;desc="1"', "gone"],
  ])(
    "what the last release's server does not know may be repeated: %s",
    async (_, status, trips, failure) => {
      const headers = { "Server-Timing": trips };
      const body = { error: "There is nothing here.", code: "not_found" };
      const error = await answering(Response.json(body, { status, headers }))
        .send(request)
        .catch((thrown: unknown) => thrown);
      expect(failureOf(error)).toBe(failure);
    },
  );

  test("R50 an error answer becomes its status, code and text", async () => {
    const error = await answering(errorAnswer(409, "already_claimed", "Someone has it."))
      .send(request)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      status: 409,
      code: "already_claimed",
      message: "Someone has it.",
    });
  });

  test("R50 a Retry-After is given in milliseconds", async () => {
    const answer = errorAnswer(429, "rate_limited", "Wait.", { "Retry-After": "7" });
    await expect(answering(answer).send(request)).rejects.toMatchObject({ retryAfterMs: 7_000 });
  });

  test("an error from elsewhere still has a code and a text", async () => {
    const answer = new Response("<h1>Bad gateway</h1>", { status: 502 });
    const message = "The server answered with an error (502).";
    await expect(answering(answer).send(request)).rejects.toMatchObject({
      code: "http_502",
      message,
    });
  });

  test("a page instead of JSON, as of a captive portal, counts as no answer", async () => {
    const answer = new Response("<h1>Welcome to our WiFi</h1>");
    await expect(answering(answer).send(request)).rejects.toBeInstanceOf(NetworkError);
  });

  test("a request times out after 15 seconds", async () => {
    const sent = http(never).send(request);
    const outcome = expect(sent).rejects.toMatchObject({ name: "NetworkError", timedOut: true });
    await clock.advance(REQUEST_TIMEOUT_MS);
    await outcome;
    expect(clock.alarms).toBe(0);
  });

  test("an aborted request rejects with the signal's reason", async () => {
    const giveUp = new AbortController();
    const sent = http(never).send({ ...request, signal: giveUp.signal });
    giveUp.abort(new Error("Enough."));
    await expect(sent).rejects.toThrow("Enough.");
  });

  test("escapes path segments, but not the colon of a personal space", () => {
    expect(apiPath("teams", "personal:ada", "sets", "a/b?c")).toBe(
      "/api/teams/personal:ada/sets/a%2Fb%3Fc",
    );
  });
});

describe("failureOf", () => {
  test.each([
    [401, "not_signed_in", "signed-out"],
    [403, "not_a_member", "removed"],
    [403, "forbidden", "refused"],
    [404, "not_found", "gone"],
    [409, "already_claimed", "refused"],
    [410, "resync", "resync"],
    [413, "body_too_large", "refused"],
    [415, "not_json", "refused"],
    [422, "invalid", "refused"],
    [408, "http_408", "transient"],
    [429, "rate_limited", "transient"],
    [500, "internal", "transient"],
    [503, "push_unavailable", "transient"],
  ])("%i %s means %s", (status, code, failure) => {
    expect(failureOf(new ApiError(status, { code, error: "" }))).toBe(failure);
  });

  test("no answer is transient", () => {
    expect(failureOf(new NetworkError(false))).toBe("transient");
  });
});

import { describe, expect, test } from "vitest";
import { Backoff, HEALTHY_AFTER_MS, retryDelayMs } from "./backoff";

describe("Backoff", () => {
  test("R45 waits 500 ms, 1 s, 2 s and so on, capped at 30 s", () => {
    const backoff = new Backoff(() => 0);
    const delays = Array.from({ length: 9 }, () => backoff.failed(0));
    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  test("R45 adds up to 20 % at random", () => {
    expect(retryDelayMs(1, 0.5)).toBeCloseTo(550);
    expect(retryDelayMs(20, 0.999_999)).toBeCloseTo(36_000, 0);
  });

  test("R45 starts again after a minute of health", () => {
    const backoff = new Backoff(() => 0);
    backoff.failed(0);
    backoff.failed(0);
    backoff.succeeded(1000);
    expect(backoff.failed(1000 + HEALTHY_AFTER_MS)).toBe(500);
  });

  test("R45 goes on where it was after less than a minute of health", () => {
    const backoff = new Backoff(() => 0);
    backoff.failed(0);
    backoff.failed(0);
    backoff.succeeded(1000);
    expect(backoff.failed(999 + HEALTHY_AFTER_MS)).toBe(2000);
  });

  test("counts the failures in a row", () => {
    const backoff = new Backoff(() => 0);
    expect(backoff.attempt).toBe(0);
    backoff.failed(0);
    backoff.failed(0);
    expect(backoff.attempt).toBe(2);
  });
});

import { expect, test } from "vitest";
import { retryDelayMs } from "./backoff.ts";

test("R45 waits 500 ms, 1 s, 2 s and so on, capped at 30 s", () => {
  const delays = Array.from({ length: 9 }, (_, failures) => retryDelayMs(failures + 1, 0));
  expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test("R45 adds up to 20 % at random", () => {
  expect(retryDelayMs(1, 0.5)).toBeCloseTo(550);
  expect(retryDelayMs(20, 0.999_999)).toBeCloseTo(36_000, 0);
});

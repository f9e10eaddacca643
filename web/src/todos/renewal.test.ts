import { expect, test } from "vitest";
import {
  changesFor,
  dailyText,
  nextRenewal,
  nextText,
  renewalOf,
  renewalSentence,
  zonesWith,
} from "./renewal";

const BERLIN = "Europe/Berlin";
const at = (instant: string) => ({ zone: BERLIN, locale: "en-GB", now: Date.parse(instant) });
const daily = (time: string, zone = BERLIN) => ({ isOn: true, time, zone });
const next = (time: string, instant: string, zone = BERLIN) =>
  new Date(nextRenewal(daily(time, zone), Date.parse(instant)) ?? NaN).toISOString();

test("R184 a list is renewed at the next such time by the clocks of its zone", () => {
  expect(next("06:00", "2026-11-26T04:59:00Z")).toBe("2026-11-26T05:00:00.000Z");
  expect(next("06:00", "2026-11-26T05:00:00Z")).toBe("2026-11-27T05:00:00.000Z");
  expect(next("00:30", "2026-11-26T23:00:00Z", "Pacific/Kiritimati")).toBe(
    "2026-11-27T10:30:00.000Z",
  );
  expect(nextRenewal(daily("06:00", "Mars/Olympus"), 0)).toBeNull();
});

test("R184 it is as much later where clocks skip its time, and the first one where they show it twice", () => {
  expect(next("02:30", "2027-03-27T12:00:00Z")).toBe("2027-03-28T01:30:00.000Z");
  expect(next("02:30", "2026-10-24T12:00:00Z")).toBe("2026-10-25T00:30:00.000Z");
  expect(next("01:30", "2026-10-31T12:00:00Z", "America/New_York")).toBe(
    "2026-11-01T05:30:00.000Z",
  );
});

test("it is said in words, the next time by the reader's clocks", () => {
  const reader = at("2026-11-26T12:00:00Z");
  const renewal = daily("06:00", "America/New_York");
  expect(renewalSentence(renewal, reader)).toBe(
    "Every day at 06:00 America/New York all completed todos are opened again.",
  );
  expect(nextText(renewal, reader)).toBe("Tomorrow, 12:00");
  expect(nextText(daily("14:00"), reader)).toBe("Today, 14:00");
  expect(dailyText(renewal, reader)).toBe("Daily, 12:00");
});

test("R185 a list that was never renewed begins in the reader's zone; turned off its time stays", () => {
  const never = renewalOf({ autoRenew: false, renewTime: null, timezone: null }, BERLIN);
  expect(never).toEqual({ isOn: false, time: "06:00", zone: BERLIN });
  expect(changesFor(never)).toEqual({ autoRenew: false });
  const off = { autoRenew: false, renewTime: "05:00", timezone: "Asia/Tokyo" };
  expect(changesFor({ ...renewalOf(off, BERLIN), isOn: true })).toEqual({
    autoRenew: true,
    renewTime: "05:00",
    timezone: "Asia/Tokyo",
  });
});

test("a zone that the browser does not list can stay chosen", () => {
  const zones = zonesWith("Mars/Olympus").map(({ value }) => value);
  expect(zones).toEqual(expect.arrayContaining(["Europe/Berlin", "UTC", "Mars/Olympus"]));
});

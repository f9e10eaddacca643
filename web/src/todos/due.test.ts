import { hans } from "chrono-node/zh";
import { describe, expect, test } from "vitest";
import { aTodo } from "glint-client/testing";
import { localeIn } from "../ui/local-time";
import { repeatText, saysWhen, type Reader } from "./due";
import { draftOf, dueOf } from "./due-draft";
import { parseDue } from "./parse-due";

const BERLIN = "Europe/Berlin";

/** Someone in Berlin, when clocks there show this in winter. */
function at(clock: string, locale = "en-GB"): Reader {
  return { zone: BERLIN, locale, now: Date.parse(`${clock}+01:00`) };
}

const thursday = at("2026-11-26T12:00");

describe("R180 typed dates", () => {
  test.each([
    ["fri", "2026-11-27", null],
    ["today", "2026-11-26", null],
    [" Tomorrow ", "2026-11-27", null],
    ["2 Dec", "2026-12-02", null],
    ["2 Dec 17:30", "2026-12-02", "17:30"],
    ["2026-12-02 17:30", "2026-12-02", "17:30"],
    ["friday at 5pm", "2026-11-27", "17:00"],
    ["in 3 days", "2026-11-29", null],
    ["1 Nov", "2027-11-01", null],
    ["2/12", "2026-12-02", null],
  ])("%s", (typed, date, time) => {
    expect(parseDue(typed, thursday)).toEqual({ date, time });
  });

  test.each(["", "soon", "30 Feb", "fri to sun", "buy milk fri", "1 Jan 1900"])(
    "%s is none",
    (typed) => {
      expect(parseDue(typed, thursday)).toBeNull();
    },
  );

  test.each([
    ["周五", "2026-11-27", null],
    ["明天下午3点", "2026-11-27", "15:00"],
    ["12月2日17:30", "2026-12-02", "17:30"],
    ["2 Dec 17:30", "2026-12-02", "17:30"],
  ])("%s, in Chinese", (typed, date, time) => {
    expect(parseDue(typed, at("2026-11-26T12:00", "zh-CN"), hans.casual)).toEqual({ date, time });
  });

  test("the month comes first where it does", () => {
    expect(parseDue("2/12", at("2026-11-26T12:00", "en-US"))?.date).toBe("2027-02-12");
  });

  test("tomorrow is that of the reader, not of UTC", () => {
    expect(parseDue("tomorrow", at("2026-11-27T00:30"))?.date).toBe("2026-11-28");
  });
});

describe("R180 what a row says", () => {
  const says = (fields: object, reader = thursday) => saysWhen(aTodo(fields), reader);

  test("changes at the reader's midnight", () => {
    const todo = { dueOn: "2026-11-26" };
    expect(says(todo, at("2026-11-25T23:59"))).toEqual({ text: "Tomorrow", state: "later" });
    expect(says(todo, at("2026-11-26T00:00"))).toEqual({ text: "Today", state: "today" });
    expect(says(todo, at("2026-11-26T23:59"))).toEqual({ text: "Today", state: "today" });
    expect(says(todo, at("2026-11-27T00:00"))).toEqual({
      text: "Overdue since yesterday",
      state: "overdue",
    });
  });

  test("names days of the coming week, and dates in the reader's order", () => {
    expect(says({ dueOn: "2026-12-02" })?.text).toBe("Wednesday");
    expect(says({ dueOn: "2026-12-03" })?.text).toBe("3 Dec");
    expect(says({ dueOn: "2026-12-03" }, at("2026-11-26T12:00", "en-US"))?.text).toBe("Dec 3");
    expect(says({ dueOn: "2027-01-02" })?.text).toBe("2 Jan 2027");
    expect(says({ dueOn: "2026-11-02" })?.text).toBe("Overdue since 2 Nov");
    expect(localeIn("de-CH")).toBe("en-CH");
    expect(localeIn("fr")).toBe("en-FR");
  });

  test("a time is that of the reader's clocks, and over with its minute", () => {
    const todo = { dueOn: "2026-11-26", dueTime: "06:30", dueZone: "America/New_York" };
    expect(says(todo, at("2026-11-26T12:30"))).toEqual({ text: "Today, 12:30", state: "today" });
    expect(says(todo, at("2026-11-26T12:31"))).toEqual({
      text: "Overdue since 12:30",
      state: "overdue",
    });
    expect(says({ ...todo, dueZone: "Mars/Olympus" })?.text).toBe("Overdue since 06:30");
  });

  test("what is done is not overdue, and no date is nothing", () => {
    expect(says({ dueOn: "2026-11-02", completed: true })).toEqual({
      text: "2 Nov",
      state: "later",
    });
    expect(says({})).toBeNull();
  });

  test("how often it repeats", () => {
    expect(repeatText({ unit: "day", every: 3 }, "en-GB")).toBe("every 3 days");
    const weekly = { unit: "week", every: 1, weekdays: ["fri", "mon"] } as const;
    expect(repeatText(weekly, "en-GB")).toBe("weekly on Mon, Fri");
    expect(repeatText({ unit: "month", every: 1, day: 31 }, "en-GB")).toBe("monthly on day 31");
  });
});

describe("R180 the form", () => {
  const monthly = aTodo({
    dueOn: "2026-06-30",
    dueTime: "09:00",
    dueZone: "Asia/Tokyo",
    repeat: { unit: "month", every: 1, day: 31 },
  });

  test("keeps what was not changed, zone and day too", () => {
    const { dueOn, dueTime, dueZone, repeat } = monthly;
    const draft = draftOf(monthly, BERLIN);
    expect(draft).toMatchObject({ date: "2026-06-30", time: "02:00" });
    expect(dueOf(draft, monthly, BERLIN)).toEqual({ dueOn, dueTime, dueZone, repeat });
  });

  test("takes the day and weekday of a new date, by the reader's clocks", () => {
    const draft = { ...draftOf(monthly, BERLIN), date: "2026-07-15" };
    const said = { dueOn: "2026-07-15", dueTime: "02:00", dueZone: BERLIN };
    const repeat = { unit: "month", every: 1, day: 15 };
    expect(dueOf(draft, monthly, BERLIN)).toEqual({ ...said, repeat });
    expect(dueOf({ ...draft, unit: "week" }, monthly, BERLIN).repeat).toEqual({
      unit: "week",
      every: 1,
      weekdays: ["wed"],
    });
  });
});

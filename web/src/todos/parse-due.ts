import { casual, GB } from "chrono-node/en";
import { clockIn } from "../ui/local-time";
import type { LocalDue, Reader } from "./due";

const FIRST_DATE = "1970-01-01";
const LAST_DATE = "2999-12-31";

/** Return the date that was typed, as in "fri", "2 Dec" or "2026-12-02 17:30"; null if the text is anything else. */
export function parseDue(typed: string, { zone, locale, now }: Reader): LocalDue | null {
  const text = typed.trim();
  const isMonthFirst = new Intl.Locale(locale).region === "US";
  const [found, ...others] = (isMonthFirst ? casual : GB).parse(text, here(zone, now), {
    forwardDate: true,
  });
  if (!found || others.length > 0 || found.text !== text || found.end) return null;
  const { start } = found;
  const part = (name: "month" | "day" | "hour" | "minute") => pad(start.get(name) ?? 0, 2);
  const date = `${pad(start.get("year") ?? 0, 4)}-${part("month")}-${part("day")}`;
  if (date < FIRST_DATE || date > LAST_DATE) return null;
  return { date, time: start.isCertain("hour") ? `${part("hour")}:${part("minute")}` : null };
}

/** The parser counts from what local clocks show: give it those of the reader. */
function here(zone: string, now: number): Date {
  const { date, time } = clockIn(zone, now);
  return new Date(`${date}T${time}`);
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, "0");
}

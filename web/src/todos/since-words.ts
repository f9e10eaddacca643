import { language } from "../texts";

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;

const time = new Intl.DateTimeFormat(language, { timeStyle: "short" });
const day = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const weekday = new Intl.DateTimeFormat(language, { weekday: "long" });
const date = new Intl.DateTimeFormat(language, { dateStyle: "medium" });

/** What follows "since": a time of today, "yesterday", a day of this week, or a date. */
export function sinceWords(at: Date, now: Date): string {
  const days = Math.round((midnight(now) - midnight(at)) / DAY_MS);
  if (days <= 0) return time.format(at);
  if (days === 1) return day.format(-1, "day");
  return days < WEEK_DAYS ? weekday.format(at) : date.format(at);
}

function midnight(of: Date): number {
  return new Date(of).setHours(0, 0, 0, 0);
}

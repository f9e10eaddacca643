import { useEffect, useState } from "react";
import { language } from "../texts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const date = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
const exact = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" });

/** How long ago a time is, kept up to date, and the time itself. */
export function useRelativeTime(iso: string): {
  readonly relative: string;
  readonly exact: string;
} {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS / 2);
    return () => clearInterval(timer);
  }, []);
  const time = new Date(iso);
  return { relative: since(time, now), exact: exact.format(time) };
}

/** A time ahead, by another clock, is now; what is older than a week has its date. */
function since(time: Date, now: number): string {
  const age = Math.max(0, now - time.getTime());
  if (age < MINUTE_MS) return relative.format(0, "second");
  if (age < HOUR_MS) return relative.format(-Math.floor(age / MINUTE_MS), "minute");
  if (age < DAY_MS) return relative.format(-Math.floor(age / HOUR_MS), "hour");
  return age < WEEK_MS ? relative.format(-Math.floor(age / DAY_MS), "day") : date.format(time);
}

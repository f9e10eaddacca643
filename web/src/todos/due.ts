import type { Todo } from "glint-client/wire";
import { textsDates } from "../texts/dates";
import { clockIn, formatOf, instantOf, type WallClock } from "../ui/local-time";

const DAY_MS = 24 * 60 * 60 * 1000;
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const NAMED_DAYS_AHEAD = 6;

export type Weekday = (typeof WEEKDAYS)[number];
export type Repeat = NonNullable<Todo["repeat"]>;

/** Where and when the reader is. */
export interface Reader {
  readonly zone: string;
  readonly locale: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** When a todo is due by the reader's calendar and clock. */
export interface LocalDue {
  readonly date: string;
  readonly time: string | null;
}

export type DueState = "overdue" | "today" | "later";

/** Return when a todo is due for the reader; null if it has no date. A date without a time is the same everywhere. */
export function localDue(
  { dueOn, dueTime, dueZone }: Pick<Todo, "dueOn" | "dueTime" | "dueZone">,
  zone: string,
): LocalDue | null {
  if (!dueOn) return null;
  if (!dueTime) return { date: dueOn, time: null };
  if (dueZone === zone) return { date: dueOn, time: dueTime };
  return dueZone ? clockElsewhere({ date: dueOn, time: dueTime }, dueZone, zone) : null;
}

/** A zone that the browser does not know is taken for the reader's. */
function clockElsewhere(wanted: WallClock, from: string, to: string): WallClock {
  try {
    return clockIn(to, instantOf(wanted, from));
  } catch {
    return wanted;
  }
}

/** A day is over at its end, a time with its minute. */
export function dueState({ date, time }: LocalDue, shown: WallClock): DueState {
  if (date !== shown.date) return date < shown.date ? "overdue" : "later";
  return time !== null && time < shown.time ? "overdue" : "today";
}

/** What a row says about when its todo is due; null if it has no date. What is done is not overdue. */
export function saysWhen(
  todo: Pick<Todo, "completed" | "dueOn" | "dueTime" | "dueZone">,
  reader: Reader,
): { readonly text: string; readonly state: DueState } | null {
  const due = localDue(todo, reader.zone);
  if (due === null) return null;
  const shown = clockIn(reader.zone, reader.now);
  const state = todo.completed ? "later" : dueState(due, shown);
  const text = dateText(due, reader);
  if (state !== "overdue") return { text, state };
  const isToday = due.date === shown.date;
  const since = isToday && due.time !== null ? timeText(due.time, reader.locale) : text;
  return { text: textsDates.overdue(since), state };
}

/** Return a date as one says it today, with its time. */
export function dateText({ date, time }: LocalDue, reader: Reader): string {
  const day = dayText(date, reader);
  return time === null ? day : textsDates.at(day, timeText(time, reader.locale));
}

function dayText(date: string, { zone, locale, now }: Reader): string {
  const { date: today } = clockIn(zone, now);
  const ahead = daysAhead(date, today);
  if (ahead === 0) return textsDates.today;
  if (ahead === 1) return textsDates.tomorrow;
  if (ahead === -1) return textsDates.yesterday;
  if (ahead > 0 && ahead <= NAMED_DAYS_AHEAD) return formatted(date, locale, { weekday: "long" });
  const year = date.slice(0, 4) === today.slice(0, 4) ? {} : { year: "numeric" as const };
  return formatted(date, locale, { day: "numeric", month: "short", ...year });
}

/** How many days a date is after another; less than 0 if it is before. */
export function daysAhead(date: string, from: string): number {
  return Math.round((Date.parse(date) - Date.parse(from)) / DAY_MS);
}

export function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Return the whole date, as for the confirmation of what was typed. */
export function fullText({ date, time }: LocalDue, locale: string): string {
  const day = formatted(date, locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
  });
  return time === null ? day : textsDates.at(day, timeText(time, locale));
}

/** Return a time of day as it is written where the reader is. */
export function timeText(time: string, locale: string): string {
  return formatted(`1970-01-01T${time}Z`, locale, { timeStyle: "short" });
}

function formatted(iso: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  return formatOf(locale, { ...options, timeZone: "UTC" }).format(Date.parse(iso));
}

export function repeatText(repeat: Repeat, locale: string): string {
  const { daily, weekly, monthly } = textsDates.repeat;
  if (repeat.unit === "day") return daily(repeat.every);
  if (repeat.unit === "month") return monthly(repeat.every, repeat.day);
  const days = WEEKDAYS.filter((day) => repeat.weekdays.includes(day));
  return weekly(
    repeat.every,
    days.map((day) => weekdayName(day, locale)),
  );
}

/** The days of a week with their names. */
export function weekdays(
  locale: string,
): readonly { readonly day: Weekday; readonly name: string }[] {
  return WEEKDAYS.map((day) => ({ day, name: weekdayName(day, locale) }));
}

export function weekdayOf(date: string): Weekday {
  const fromSunday = new Date(date).getUTCDay();
  return WEEKDAYS[(fromSunday + 6) % 7] ?? "mon";
}

/** The first Monday after the epoch was the fifth of January. */
function weekdayName(day: Weekday, locale: string): string {
  const date = new Date(Date.UTC(1970, 0, 5 + WEEKDAYS.indexOf(day))).toISOString();
  return formatted(date, locale, { weekday: "short" });
}

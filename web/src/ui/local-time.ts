import { language } from "../texts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** A date and a time of day as a calendar and a clock show them. */
export interface WallClock {
  /** As in 2026-12-02. */
  readonly date: string;
  /** As in 17:30. */
  readonly time: string;
}

/** The app's language as it is written where the reader is: in which order dates are, and whether clocks count to 24. */
export function localeIn(readersLanguage: string): string {
  const { region } = new Intl.Locale(readersLanguage).maximize();
  if (region === undefined) return language;
  const { language: name, script = "" } = new Intl.Locale(language).maximize();
  const there = new Intl.Locale(name, { region });
  return there.maximize().script === script ? there.toString() : `${name}-${script}-${region}`;
}

export function readerLocale(): string {
  return localeIn(navigator.language);
}

export function readerZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Return what clocks show in a time zone; throws where the browser does not know the zone. */
export function clockIn(zone: string, ms: number): WallClock {
  const format = formatOf("sv", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  const [date = "", time = ""] = format.format(ms).split(" ");
  return { date, time };
}

/** By locale and options: to make one takes far longer than to use it. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Return a format, cached; throws where the browser does not know its time zone. */
export function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, options);
    formats.set(key, format);
  }
  return format;
}

/**
 * Return when clocks show this in a time zone, in milliseconds since 1970: the first time of two where they are put
 * back, and as much later as they skip where they are put forward.
 */
export function instantOf(wanted: WallClock, zone: string): number {
  const goal = asUtc(wanted);
  const found = [goal - DAY_MS, goal + DAY_MS].map((near) => goal - offsetMs(zone, near));
  const shown = found.filter((ms) => asUtc(clockIn(zone, ms)) === goal);
  return shown.length > 0 ? Math.min(...shown) : (found[0] ?? goal);
}

function offsetMs(zone: string, ms: number): number {
  return asUtc(clockIn(zone, ms)) - ms;
}

function asUtc({ date, time }: WallClock): number {
  return Date.parse(`${date}T${time}Z`);
}

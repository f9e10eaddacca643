import { casual, GB } from "chrono-node/en";
import { language } from "../texts";
import { clockIn } from "../ui/local-time";
import type { LocalDue, Reader } from "./due";

const FIRST_DATE = "1970-01-01";
const LAST_DATE = "2999-12-31";

/** Knows words of one language. */
type Parser = Pick<typeof casual, "parse">;

const ofLanguage: Parser | null =
  language === "zh-CN" ? (await import("chrono-node/zh/hans")).casual : null;

/**
 * Return the date that was typed, as in "fri", "2 Dec" or "2026-12-02 17:30", which are understood in every language,
 * or in the words of the language in use; null if the text is anything else.
 */
export function parseDue(
  typed: string,
  reader: Reader,
  words: Parser | null = ofLanguage,
): LocalDue | null {
  const english = new Intl.Locale(reader.locale).region === "US" ? casual : GB;
  return (words ? parsedBy(words, typed, reader) : null) ?? parsedBy(english, typed, reader);
}

function parsedBy(parser: Parser, typed: string, { zone, now }: Reader): LocalDue | null {
  const text = typed.trim();
  const [found, ...others] = parser.parse(text, here(zone, now), { forwardDate: true });
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

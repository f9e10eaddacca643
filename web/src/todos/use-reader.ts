import { readerLocale, readerZone } from "../ui/local-time";
import { useMinute } from "../ui/use-minute";
import type { Reader } from "./due";

/** Where and when the reader is, kept up to date. */
export function useReader(): Reader {
  return { zone: readerZone(), locale: readerLocale(), now: useMinute() };
}

import type { TodoSet } from "glint-client/wire";
import { textsDates } from "../texts/dates";
import { dateText, dayAfter, timeText, type Reader } from "./due";
import { clockIn, instantOf } from "../ui/local-time";

const FIRST_TIME = "06:00";
const t = textsDates.renewal;

/** Whether a list is renewed every day, and when. */
export interface Renewal {
  readonly isOn: boolean;
  /** By the clocks of the zone; "" while none is chosen. */
  readonly time: string;
  readonly zone: string;
}

type Changes = { autoRenew: true; renewTime: string; timezone: string } | { autoRenew: false };

/** Return how a list is renewed; one that never was has a time to begin with, by the reader's clocks. */
export function renewalOf(
  { autoRenew, renewTime, timezone }: Pick<TodoSet, "autoRenew" | "renewTime" | "timezone">,
  readersZone: string,
): Renewal {
  return {
    isOn: autoRenew === true,
    time: renewTime ?? FIRST_TIME,
    zone: timezone ?? readersZone,
  };
}

export function isSameRenewal(a: Renewal, b: Renewal): boolean {
  return a.isOn === b.isOn && (!a.isOn || (a.time === b.time && a.zone === b.zone));
}

/** Return the renewal as the server is told. */
export function changesFor({ isOn, time, zone }: Renewal): Changes {
  return isOn ? { autoRenew: true, renewTime: time, timezone: zone } : { autoRenew: false };
}

/** Say what happens to the list, in a sentence. */
export function renewalSentence({ isOn, time, zone }: Renewal, { locale }: Reader): string {
  return isOn ? t.does(timeText(time, locale), zoneName(zone)) : t.doesNot;
}

/** Say when the list is renewed next, by the reader's calendar and clock; null if that cannot be told. */
export function nextText(renewal: Renewal, reader: Reader): string | null {
  const at = nextRenewal(renewal, reader.now);
  return at === null ? null : dateText(clockIn(reader.zone, at), reader);
}

/** Say when in a day the list is renewed, by the reader's clock as far as that can be told. */
export function dailyText(renewal: Renewal, { zone, locale, now }: Reader): string {
  const at = nextRenewal(renewal, now);
  const time = at === null ? renewal.time : clockIn(zone, at).time;
  return t.daily(timeText(time, locale));
}

/** Return when a list is renewed next after `now`, in milliseconds since 1970; null for a zone unknown to the browser. */
export function nextRenewal({ time, zone }: Renewal, now: number): number | null {
  try {
    const { date } = clockIn(zone, now);
    const days = [-1, 0, 1, 2].map((ahead) =>
      instantOf({ date: dayAfter(date, ahead), time }, zone),
    );
    return days.find((at) => at > now) ?? null;
  } catch {
    return null;
  }
}

/** The zones to choose from, with one that the browser does not list. */
export function zonesWith(
  zone: string,
): readonly { readonly value: string; readonly name: string }[] {
  const zones = new Set([...Intl.supportedValuesOf("timeZone"), "UTC", zone]);
  return [...zones].sort().map((value) => ({ value, name: zoneName(value) }));
}

function zoneName(zone: string): string {
  return zone.replaceAll("_", " ");
}

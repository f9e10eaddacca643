import type { Format } from "./format";
import { inLanguage, translations } from "./language";

/** Texts about when todos are due, loaded with these. */
export const english = ({ commas, isolated, quoted }: Format) => ({
  label: "Due",
  none: "No date",
  unset: "None",
  groups: {
    overdue: "Overdue",
    today: "Today",
    tomorrow: "Tomorrow",
    week: "Next 7 days",
    later: "Later",
    none: "No date",
  },
  group: (heading: string, n: number) => `${heading} (${n})`,
  today: "Today",
  tomorrow: "Tomorrow",
  yesterday: "yesterday",
  at: (date: string, time: string) => `${date}, ${time}`,
  overdue: (since: string) => `Overdue since ${since}`,
  due: (date: string) => `Due: ${date}`,
  change: (date: string) => `Due: ${date}. Change`,
  choose: (title: string) => `When ${isolated(title)} is due`,
  mayNot: "You may not edit this todo",
  typed: "Type a date",
  example: "fri, tomorrow, 2 Dec 17:30",
  unclear: "This is not understood as a date. Try “fri”, “2 Dec” or “2026-12-02 17:30”.",
  needed: "Type or choose a date first.",
  date: "Date",
  time: "Time",
  save: "Save",
  clear: "No date",
  noDate: "It has no date",
  repeat: {
    label: "Repeat",
    never: "Never",
    day: "Daily",
    week: "Weekly",
    month: "Monthly",
    every: {
      day: "Every (days)",
      week: "Every (weeks)",
      month: "Every (months)",
    },
    between: (most: number) => `Choose a number from 1 to ${most}.`,
    on: "On these days",
    daily: (n: number) => (n === 1 ? "daily" : `every ${n} days`),
    weekly: (n: number, days: readonly string[]) =>
      `${n === 1 ? "weekly" : `every ${n} weeks`} on ${commas(days)}`,
    monthly: (n: number, day: number) =>
      `${n === 1 ? "monthly" : `every ${n} months`} on day ${day}`,
    also: (date: string, repeat: string) => `${date}, ${repeat}`,
  },
  renewal: {
    title: (list: string) => `Daily renewal of ${quoted(list)}`,
    isOn: "Open all completed todos again every day",
    time: "At",
    zone: "Time zone",
    does: (time: string, zone: string) =>
      `Every day at ${time} ${zone} all completed todos are opened again.`,
    doesNot: "The list is not renewed. Completed todos stay completed.",
    next: (when: string) => `Next time: ${when}, or up to 15 minutes later.`,
    last: (when: string) => `Last time: ${when}.`,
    mayNot: "Only people who may manage this list can change this.",
    changed: (now: string) => `This was changed meanwhile. ${now}`,
    useTheirs: "Use theirs",
    needed: "Choose a time first.",
    daily: (time: string) => `Daily, ${time}`,
    mark: (daily: string, sentence: string, next: string | null) =>
      next === null ? `${daily}. ${sentence}` : `${daily}. ${sentence} Next time: ${next}.`,
  },
});

export const textsDates = inLanguage(english, translations?.dates);

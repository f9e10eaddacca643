import { isolated } from "./texts";

/** Texts about when todos are due, loaded with these. */
export const textsDates = {
  label: "Due",
  none: "No date",
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
      `${n === 1 ? "weekly" : `every ${n} weeks`} on ${days.join(", ")}`,
    monthly: (n: number, day: number) =>
      `${n === 1 ? "monthly" : `every ${n} months`} on day ${day}`,
    also: (date: string, repeat: string) => `${date}, ${repeat}`,
  },
};

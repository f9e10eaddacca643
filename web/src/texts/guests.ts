import type { Format } from "./format";
import { inLanguage, translations } from "./language";

/** Texts for whoever sees a list by a share link: loaded with its page. */
export const english = ({ listed }: Format) => ({
  note: "Shared with you by a link, to view.",
  noteWith: (verbs: readonly string[]) =>
    `Shared with you by a link. You may ${listed(verbs)} todos.`,
  may: { create: "add", edit: "edit", complete: "complete", comment: "comment on" },
  over: "This link no longer works",
  overText:
    "It has ended or expired, was given another address, or its list was deleted. Ask whoever gave it to you for a new one.",
  displaced: "This page was disconnected",
  displacedText: "Too many people have this list open by this link. Those who came last stay live.",
  reconnect: "Reconnect",
});

export const textsOfGuests = inLanguage(english, translations?.guests);

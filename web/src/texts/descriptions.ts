import type { Format } from "./format";
import { inLanguage, translations } from "./language";

const CHARACTERS = { one: "character", other: "characters" };

/** Texts of the descriptions of todos, loaded with the panel or with the rows that have one. */
export const english = ({ count, isolated, quoted }: Format) => ({
  heading: "Description",
  add: "Add a description",
  edit: "Edit description",
  save: "Save",
  cancel: "Cancel",
  left: (n: number) => `${count(n, CHARACTERS)} left`,
  tooMany: (n: number) => `${count(n, CHARACTERS)} too many`,
  unreachable: "The description will appear when you are online.",
  failed: (reason: string) => `The description could not be loaded. ${reason}`,
  open: (title: string) => `${isolated(title)} has a description. Open`,
  unsaved: (title: string) => `Your description of ${quoted(title)} is not saved:`,
});

export const textsDescriptions = inLanguage(english, translations?.descriptions);

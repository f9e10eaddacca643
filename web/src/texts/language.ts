import { DeviceChoice } from "../device-choice";
import { formatOf, type Format } from "./format";

export type Language = "en" | "zh-CN";

/** All texts of one module, in one language. */
export type Texts<T> = (format: Format) => T;

/** What has the shape of `T`, in other words. */
export type Translation<T> = T extends string
  ? string
  : T extends (...values: infer Values) => infer Text
    ? (...values: Values) => Translation<Text>
    : { readonly [Key in keyof T]: Translation<T[Key]> };

/** `system` follows the browser. */
export const languageChoice = new DeviceChoice("language", ["system", "en", "zh-CN"]);

/** Return the language of the app for someone who prefers these, the best first. */
export function preferredLanguage(languages: readonly string[]): Language {
  const known = languages.find((language) => /^(en|zh)\b/i.test(language)) ?? "en";
  return known.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

/** Return the language that the app would be in after the next start. */
export function chosenLanguage(): Language {
  if (typeof window === "undefined") return "en";
  const choice = languageChoice.current();
  return choice === "system" ? preferredLanguage(navigator.languages) : choice;
}

/**
 * The texts of the language in use, unless it is English. What is evaluated after this module, which every text needs,
 * can rely on the language: hence the `await`. Without them (offline, on the first visit) the app is in English.
 * The modules of a translation import nothing but types, as this one waits for them.
 */
export const translations =
  chosenLanguage() === "zh-CN" ? await import("./zh").catch(() => null) : null;

/** The language in use. Another one takes effect with the next start of the page. */
export const language: Language = translations === null ? "en" : "zh-CN";

const format = formatOf(language);

/** Make the texts of a module in the language in use. */
export function inLanguage<T>(
  english: Texts<T>,
  translation?: Texts<Translation<T>>,
): Translation<T> {
  return translation ? translation(format) : (english(format) as Translation<T>);
}

/** What went wrong; made with the limit that was reached, "" if that is not known. */
export type FailureSentence = string | ((limit: string) => string);

/**
 * Return what a failure of this code is in the language in use; undefined if it has no sentence of its own. Limits may
 * differ by what there is too much of: they are read from the server's sentence, whose only number they are.
 */
export function failureSentence(
  code: string,
  english: string,
  sentences: Readonly<Record<string, FailureSentence>> = translations?.errors ?? {},
): string | undefined {
  const sentence = sentences[code];
  return typeof sentence === "function" ? sentence(/\d[\d,]*/.exec(english)?.[0] ?? "") : sentence;
}

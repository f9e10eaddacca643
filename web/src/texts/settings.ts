import { inLanguage, translations, type Language } from "./language";

/** Each language in itself, so that whoever does not read the present one finds theirs. */
export const LANGUAGES: Readonly<Record<Language, string>> = { en: "English", "zh-CN": "简体中文" };

/** Texts of the settings, loaded with their dialog. */
export const english = () => ({
  title: "Settings",
  hint: "They apply to this device.",
  language: "Language",
  sameAsBrowser: (language: string) => `Same as the browser (${language})`,
  theme: "Theme",
  themes: { light: "Light", dark: "Dark", system: "System" },
  density: "Density",
  densities: { roomy: "Comfortable", compact: "Compact" },
  lines: "Lines between rows",
  sound: "Sound for notifications",
});

export const textsOfSettings = inLanguage(english, translations?.settings);

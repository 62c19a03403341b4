/** Which language the page speaks, and phrases in it. */
import { de, type Words } from "./de.ts";
import { en } from "./en.ts";
import type { Language, LocalText } from "./model.ts";

const DICTIONARIES: Readonly<Record<Language, Words>> = { de, en };

/** The tag for `Intl` and dates: British English writes day before month, as Germans do. */
export const LOCALES: Readonly<Record<Language, string>> = { de: "de-DE", en: "en-GB" };

/** The language asked for in the address, else the first of the browser's that we speak, else German. */
export function chooseLanguage(asked: Language | null, preferred: readonly string[]): Language {
  if (asked) return asked;
  const known = preferred
    .map((tag) => tag.slice(0, 2).toLowerCase())
    .find((tag) => tag === "de" || tag === "en");
  return known === "en" ? "en" : "de";
}

export function wordsOf(language: Language): Words {
  return DICTIONARIES[language];
}

/** The phrase in `language`, German where it has no translation. */
export function localized(text: LocalText, language: Language): string {
  return (language === "en" && text.en) || text.de;
}

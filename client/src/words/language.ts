/** Phrases in the languages of the data. */

import type { Language, LocalText } from "../model.ts";
import { de, type Words } from "./de.ts";
import { en } from "./en.ts";

const DICTIONARIES: Readonly<Record<Language, Words>> = { de, en };

/** The tag for `Intl` and dates: British English writes day before month, as Germans do. */
export const LOCALES: Readonly<Record<Language, string>> = { de: "de-DE", en: "en-GB" };

export function wordsOf(language: Language): Words {
  return DICTIONARIES[language];
}

/** The phrase in `language`, German where it has no translation. */
export function localized(text: LocalText, language: Language): string {
  return (language === "en" && text.en) || text.de;
}

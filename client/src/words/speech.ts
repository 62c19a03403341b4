/** How the page speaks: in a language, or in Leichte Sprache, where the data stay German. */

import type { Language } from "../model.ts";
import type { Words } from "./de.ts";
import { wordsOf } from "./language.ts";

export const SPEECHES = ["de", "en", "leicht"] as const;
export type Speech = (typeof SPEECHES)[number];

/** Language tags (BCP 47); the variant `simple` is registered for simplified forms of languages. */
export const TAGS: Readonly<Record<Speech, string>> = { de: "de", en: "en", leicht: "de-simple" };

export const SPEECH_NAMES: Readonly<Record<Speech, string>> = {
  de: "Deutsch",
  en: "English",
  leicht: "Leichte Sprache",
};

export function isSpeech(value: unknown): value is Speech {
  return SPEECHES.some((speech) => speech === value);
}

/** What is asked for in the address or was chosen before, else the first language of the browser's that we speak. */
export function chooseSpeech(asked: Speech | null, preferred: readonly string[]): Speech {
  if (asked) return asked;
  const known = preferred
    .map((tag) => tag.slice(0, 2).toLowerCase())
    .find((tag) => tag === "de" || tag === "en");
  return known === "en" ? "en" : "de";
}

/** The language of data and dates. */
export function languageOf(speech: Speech): Language {
  return speech === "en" ? "en" : "de";
}

/** The words of the page; those in Leichte Sprache come when they are asked for. */
export async function bringWords(speech: Speech): Promise<Words> {
  return speech === "leicht" ? (await import("./leicht.ts")).leicht : wordsOf(speech);
}

const KEY = "geoportal-sprache"; // kept only where somebody chose, who expects it to stay (§ 25 Abs. 2 Nr. 2 TDDDG)

/** What a person has chosen on this device, or null. */
export function keptSpeech(): Speech | null {
  try {
    const kept = localStorage.getItem(KEY);
    return isSpeech(kept) ? kept : null;
  } catch {
    return null; // a browser that keeps nothing
  }
}

export function keepSpeech(speech: Speech): void {
  try {
    localStorage.setItem(KEY, speech);
  } catch {
    // it holds for this page, which has it in its address
  }
}

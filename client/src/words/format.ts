/** Writes values for people: numbers, dates, codes as words, addresses as links. */
import { hoursInWords } from "../hours/words.ts";
import type { Field, Language } from "../model.ts";
import { webAddress } from "../url.ts";
import { LOCALES, localized, wordsOf } from "./language.ts";

/** A value ready to be shown; `href` is null for plain text, `foreign` says that it leaves the portal. */
export interface Shown {
  readonly text: string;
  readonly href: string | null;
  readonly foreign: boolean;
}

const NARROW_SPACE = "\u202f"; // DIN 5008: a space, never a line break, between number and unit
export const TIME_ZONE = "Europe/Berlin"; // the town's clock, wherever the reader is

function plain(text: string): Shown {
  return { text, href: null, foreign: false };
}

/** A number with the unit; four digits stay together, so that years read as years. */
export function formatNumber(value: number, unit: string | null, language: Language): string {
  const number = new Intl.NumberFormat(LOCALES[language], {
    useGrouping: "min2",
    maximumFractionDigits: 6,
  }).format(value);
  return unit ? number + NARROW_SPACE + unit : number;
}

/** The size of a file: 640 kB, 2,1 MB. */
export function formatBytes(bytes: number, language: Language): string {
  if (bytes < 995_000) return formatNumber(Math.max(1, Math.round(bytes / 1000)), "kB", language);
  return formatNumber(Math.round(bytes / 100_000) / 10, "MB", language);
}

/** A way as people say it: 40 m, 350 m, 1,2 km. */
export function formatMetres(metres: number, language: Language): string {
  if (metres < 995)
    return formatNumber(metres < 100 ? Math.round(metres) : Math.round(metres / 10) * 10, "m", language);
  return formatNumber(Math.round(metres / 100) / 10, "km", language);
}

/** A measured length: to the decimetre up to 100 m, to the metre up to 1 km, then to 10 m. */
export function formatLength(metres: number, language: Language): string {
  if (metres < 100) return formatFixed(metres, 1, "m", language);
  return metres < 1000
    ? formatFixed(metres, 0, "m", language)
    : formatFixed(metres / 1000, 2, "km", language);
}

/** A measured area: in m² up to a hectare, in ha up to a km². */
export function formatArea(metres: number, language: Language): string {
  if (metres < 10_000) return formatFixed(metres, 0, "m²", language);
  return metres < 1_000_000
    ? formatFixed(metres / 10_000, 2, "ha", language)
    : formatFixed(metres / 1_000_000, 2, "km²", language);
}

/** A coordinate in whole metres and decimetres. */
export function formatUtm(metres: number, language: Language): string {
  return formatFixed(metres, 1, null, language);
}

function formatFixed(value: number, digits: number, unit: string | null, language: Language): string {
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const number = new Intl.NumberFormat(LOCALES[language], format).format(value);
  return unit ? number + NARROW_SPACE + unit : number;
}

/** An ISO 8601 date in words, such as 31. Oktober 2026; anything else stays as it is. */
export function formatDate(value: string, language: Language): string {
  const day = new Date(`${value.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return value;
  return day.toLocaleDateString(LOCALES[language], { dateStyle: "long", timeZone: "UTC" });
}

/** A month such as 2024-05 in words: Mai 2024. */
export function formatMonth(month: string, language: Language): string {
  const options = { month: "long", year: "numeric", timeZone: "UTC" } as const;
  return new Date(`${month}-01T00:00:00Z`).toLocaleDateString(LOCALES[language], options);
}

/** An ISO 8601 time in words, in the town's time zone. */
export function formatTime(value: string, language: Language): string {
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) return value;
  return time.toLocaleString(LOCALES[language], {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: TIME_ZONE,
  });
}

/** The same in figures, where there is little room: 27.11.2026, 13:22. */
export function formatMoment(value: string, language: Language): string {
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) return value;
  return time.toLocaleString(LOCALES[language], {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: TIME_ZONE,
  });
}

/** The day of an ISO 8601 time on the town's calendar. */
export function formatDay(value: string, language: Language): string {
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) return value;
  return time.toLocaleDateString(LOCALES[language], { dateStyle: "long", timeZone: TIME_ZONE });
}

/** A web link without what people do not read; plain text where the scheme is not http or https. */
export function webLink(value: string): Shown {
  const url = webAddress(value);
  if (!url) return plain(value);
  const text = (url.host.replace(/^www\./, "") + url.pathname + url.search).replace(/\/$/, "");
  return { text, href: url.href, foreign: true };
}

export function mailLink(value: string): Shown {
  if (!/^[^\s@<>?&]+@[^\s@<>?&]+$/.test(value)) return plain(value);
  return { text: value, href: `mailto:${encodeURI(value)}`, foreign: false };
}

export function phoneLink(value: string): Shown {
  const digits = value.replace(/[^\d+]/g, "");
  return digits.length < 3 ? plain(value) : { text: value, href: `tel:${digits}`, foreign: false };
}

/** The word for a coded value, or null where the field's code list does not name it. */
export function codeWord(field: Field, value: unknown, language: Language): string | null {
  const code = String(value);
  const word = field.codes && Object.hasOwn(field.codes, code) ? field.codes[code] : undefined;
  return word ? localized(word, language) : null;
}

/** A property of a feature after its declared field, or null where it has no value. */
export function formatValue(field: Field, value: unknown, language: Language): Shown | null {
  if (value === null || value === undefined || value === "") return null;
  const text = String(value);
  const word = codeWord(field, value, language);
  if (word !== null) return plain(word);
  const words = wordsOf(language);
  switch (field.type) {
    case "boolean":
      return plain(value === true || text === "true" ? words.yes : words.no);
    case "integer":
    case "number":
      return plain(typeof value === "number" ? formatNumber(value, field.unit, language) : text);
    case "date":
      return plain(formatDate(text, language));
    case "datetime":
      return plain(formatTime(text, language));
    case "url":
      return webLink(text);
    case "email":
      return mailLink(text);
    case "phone":
      return phoneLink(text);
    case "hours":
      return plain(hoursInWords(text, language).join(";\n"));
    case "text":
      return plain(field.unit ? text + NARROW_SPACE + field.unit : text);
  }
}

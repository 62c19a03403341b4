/** Opening hours as people read them: Montag bis Freitag 8–18 Uhr. Both languages stand in examples.json. */

import type { Language } from "../model.ts";
import { LOCALES } from "../words/language.ts";
import {
  DAY_MINUTES,
  type Dates,
  type Days,
  type Rule,
  readHours,
  type Span,
  type YearDay,
} from "./reading.ts";

const WORDS = {
  de: {
    always: "durchgehend geöffnet",
    daily: "täglich",
    closed: "geschlossen",
    to: "bis",
    and: "und",
    otherwise: "sonst",
    ofMonth: "im Monat",
    nth: ["1.", "2.", "3.", "4.", "5."],
    last: "letzter",
    PH: "Feiertage",
    SH: "Schulferien",
  },
  en: {
    always: "open around the clock",
    daily: "daily",
    closed: "closed",
    to: "to",
    and: "and",
    otherwise: "otherwise",
    ofMonth: "of the month",
    nth: ["1st", "2nd", "3rd", "4th", "5th"],
    last: "last",
    PH: "public holidays",
    SH: "school holidays",
  },
} as const;

/** Opening hours in words, rule by rule; as they are written where a part of them is none that we know. */
export function hoursInWords(written: string, language: Language): readonly string[] {
  const rules = readHours(written);
  if (!rules) return [written];
  const otherwise = `${WORDS[language].otherwise} `;
  return rules.map((rule) => (rule.joined === "||" ? otherwise : "") + ruleInWords(rule, language));
}

function ruleInWords({ dates, days, spans, open, remark }: Rule, language: Language): string {
  const words = WORDS[language];
  const when = [...dates.map((some) => datesInWords(some, language)), daysInWords(days, language)]
    .filter(Boolean)
    .join(", ");
  const times = spans.map((span) => spanInWords(span, language)).join(` ${words.and} `);
  const what = times
    ? [
        open === false ? words.closed : when ? "" : words.daily,
        times + (language === "de" ? "\u00a0Uhr" : ""),
      ]
    : [open === null ? "" : open ? words.always : words.closed];
  return [[when, ...what].filter(Boolean).join(" "), remark].filter(Boolean).join(" – ");
}

/** A month or a day, or all from one to another; the same month is said once. */
function datesInWords({ from, to }: Dates, language: Language): string {
  if (!to) return yearDay(from, language);
  const start =
    from.month === to.month && from.day !== null ? dayNumber(from.day, language) : yearDay(from, language);
  return `${start} ${WORDS[language].to} ${yearDay(to, language)}`;
}

function yearDay({ month, day }: YearDay, language: Language): string {
  const name = monthName(month, language);
  return day === null ? name : `${dayNumber(day, language)} ${name}`;
}

function dayNumber(day: number, language: Language): string {
  return language === "de" ? `${day}.` : String(day);
}

function daysInWords(days: readonly Days[], language: Language): string {
  const words = WORDS[language];
  const [only] = days;
  if (days.length === 1 && only?.kind === "weekdays" && only.from === 0 && only.to === 6) return words.daily;
  const said = days.map((some) => someDays(some, language));
  const last = said.pop() ?? "";
  return said.length > 0 ? `${said.join(", ")} ${words.and} ${last}` : last;
}

function someDays(days: Days, language: Language): string {
  const words = WORDS[language];
  if (days.kind === "nth") {
    const which = days.nth < 0 ? words.last : words.nth[days.nth - 1];
    return `${which} ${dayName(days.day, language)} ${words.ofMonth}`;
  }
  if (days.kind !== "weekdays") return words[days.kind];
  const from = dayName(days.from, language);
  return days.from === days.to ? from : `${from} ${words.to} ${dayName(days.to, language)}`;
}

function spanInWords(span: Span, language: Language): string {
  return span.map((minutes) => timeInWords(minutes, language)).join("–");
}

/** The name of a weekday, counted from Monday, 0. */
export function dayName(day: number, language: Language): string {
  // 1 January 2024 was a Monday
  return new Date(Date.UTC(2024, 0, 1 + day)).toLocaleDateString(LOCALES[language], {
    weekday: "long",
    timeZone: "UTC",
  });
}

/** The name of a month, counted from 1. */
function monthName(month: number, language: Language): string {
  return new Date(Date.UTC(2024, month - 1, 1)).toLocaleDateString(LOCALES[language], {
    month: "long",
    timeZone: "UTC",
  });
}

/** A time of day: 8, 8:30 and 24 in German, 08:00 in English; later than midnight it is the next day's. */
export function timeInWords(minutes: number, language: Language): string {
  const ofDay = minutes > DAY_MINUTES ? minutes - DAY_MINUTES : minutes;
  const hour = Math.floor(ofDay / 60);
  const minute = String(ofDay % 60).padStart(2, "0");
  if (language === "de") return minute === "00" ? String(hour) : `${hour}:${minute}`;
  return `${String(hour).padStart(2, "0")}:${minute}`;
}

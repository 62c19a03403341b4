/**
 * Reads opening hours in the form of OpenStreetMap: rules of dates, days and times, as in
 * `Apr-Oct Mo-Fr 08:00-12:00,14:00-18:00; PH off`. What depends on sun, weeks, Easter or years is not read.
 * The server reads the same (server/places/hours.py).
 */

export const DAY_MINUTES = 24 * 60;

const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** A day of every year, or a month; months count from 1. */
export interface YearDay {
  readonly month: number;
  readonly day: number | null;
}

export interface Dates {
  readonly from: YearDay;
  /** Null where it is but one day or month. */
  readonly to: YearDay | null;
}

/** Weekdays count from Monday, 0. */
export type Days =
  | { readonly kind: "PH" | "SH" }
  | { readonly kind: "weekdays"; readonly from: number; readonly to: number }
  /** The first to fifth of its kind in the month, or with -1 the last. */
  | { readonly kind: "nth"; readonly day: number; readonly nth: number };

/** Minutes from the midnight at which the day begins; the end may lie on the next day. */
export type Span = readonly [from: number, to: number];

export interface Rule {
  /** What it does to the rules before: replace them on its days, add to them, or hold where they do not. */
  readonly joined: ";" | "," | "||";
  readonly dates: readonly Dates[];
  readonly days: readonly Days[];
  /** Empty: all day. */
  readonly spans: readonly Span[];
  /** Null where only a remark is given: nobody knows. */
  readonly open: boolean | null;
  readonly remark: string | null;
}

const list = (part: string): string => `${part}(?:, ?${part})*`;
const DAY = `(?:${DAYS.join("|")})`;
const SOME_DAYS = `(?:${DAY}(?:-${DAY}|\\[(?:[1-5]|-1)\\])?|PH|SH)`;
const DATE = `(?:${MONTHS.join("|")})(?: \\d{1,2})?`;
const SOME_DATES = `${DATE}(?:-(?:${DATE}|\\d{1,2}))?`;
const SPAN = "\\d{1,2}:\\d\\d-\\d{1,2}:\\d\\d";
const RULE = new RegExp(
  `^(?:(?<dates>${list(SOME_DATES)})(?:: ?| |$))?(?:(?<days>${list(SOME_DAYS)})(?:: ?| |$))?` +
    `(?:(?<spans>${list(SPAN)})|(?<always>24/7))? ?(?<state>open|off|closed)?(?: ?"(?<remark>[^"]*)")?$`,
);
/** What parts rules, outside quotation marks; a comma does behind times, elsewhere it parts days. */
const PARTS = /\s*(;|\|\||(?<=\d:\d\d|off|closed|"),(?=\s*[A-Z]))\s*(?=(?:[^"]*"[^"]*")*[^"]*$)/;

/** The rules, or null where a part of them is none that we know. */
export function readHours(written: string): readonly Rule[] | null {
  const parts = [";", ...written.trim().replace(/\s+/g, " ").split(PARTS)];
  const rules: Rule[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const rule = readRule(parts[at] as Rule["joined"], parts[at + 1] ?? "");
    if (!rule) return null;
    rules.push(rule);
  }
  return rules;
}

function readRule(joined: Rule["joined"], written: string): Rule | null {
  const groups = written && RULE.exec(written)?.groups;
  if (!groups) return null;
  const { dates, days, spans, always, state, remark } = groups;
  const known = Boolean(spans ?? always ?? state) || remark === undefined;
  return {
    joined,
    dates: parts(dates).map(readDates),
    days: parts(days).map(readDays),
    spans: parts(spans).map(readSpan),
    open: known ? state !== "off" && state !== "closed" : null,
    remark: remark || null,
  };
}

function parts(written: string | undefined): readonly string[] {
  return written ? written.split(/, ?/) : [];
}

function readDates(written: string): Dates {
  const [start = "", end = ""] = written.split("-");
  const from = readYearDay(start);
  if (!end) return { from, to: null };
  return { from, to: /^\d/.test(end) ? { ...from, day: Number(end) } : readYearDay(end) };
}

function readYearDay(written: string): YearDay {
  const [month = "", day] = written.split(" ");
  return { month: MONTHS.indexOf(month) + 1, day: day ? Number(day) : null };
}

function readDays(written: string): Days {
  if (written === "PH" || written === "SH") return { kind: written };
  const [, from = "", to, nth] = /^(..)(?:-(..))?(?:\[(.+)\])?$/.exec(written) ?? [];
  const day = number(from);
  return nth
    ? { kind: "nth", day, nth: Number(nth) }
    : { kind: "weekdays", from: day, to: number(to ?? from) };
}

function number(day: string): number {
  return DAYS.indexOf(day);
}

function readSpan(written: string): Span {
  const [from = 0, end = 0] = written.split("-").map((time) => {
    const [hour, minute] = time.split(":");
    return Number(hour) * 60 + Number(minute);
  });
  return [from, end > from ? end : end + DAY_MINUTES];
}

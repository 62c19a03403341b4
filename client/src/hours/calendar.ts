/** Days as numbers, and the public holidays of the German states. */
import { TIME_ZONE } from "../words/format.ts";

const DAY_MS = 86_400_000;

/** A time on the town's clock: the day counted from 1 January 1970, and the minutes since its midnight. */
export interface Clock {
  readonly day: number;
  readonly minutes: number;
}

export interface CalendarDay {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly date: number;
  /** From Monday, 0. */
  readonly weekday: number;
}

/** What the town's clock shows at a moment, wherever the reader is. */
export function townClock(moment: Date): Clock {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: TIME_ZONE,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  const parts = Object.fromEntries(
    format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return { day: dayOf(year, month, day), minutes: hour * 60 + minute };
}

export function dayOf(year: number, month: number, date: number): number {
  return Date.UTC(year, month - 1, date) / DAY_MS;
}

export function isoDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export function calendarDay(day: number): CalendarDay {
  const date = new Date(day * DAY_MS);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    date: date.getUTCDate(),
    weekday: (date.getUTCDay() + 6) % 7,
  };
}

/** Easter Sunday by Gauss's rule for the Gregorian calendar, valid from 1900 to 2199. */
function easter(year: number): number {
  const [a, b, c] = [year % 19, year % 4, year % 7];
  const [m, n] = year < 2100 ? [24, 5] : [24, 6];
  const d = (19 * a + m) % 30;
  const e = (2 * b + 4 * c + 6 * d + n) % 7;
  const late = (d === 29 && e === 6) || (d === 28 && e === 6 && a > 10);
  return dayOf(year, 3, 22 + d + e - (late ? 7 : 0));
}

/** Every state's days as [month, date], and those counted from Easter Sunday. */
const EVERYWHERE: readonly (readonly [number, number])[] = [
  [1, 1],
  [5, 1],
  [10, 3],
  [12, 25],
  [12, 26],
];
const AROUND_EASTER: readonly number[] = [-2, 1, 39, 50];

/**
 * Holidays of some states, by the first two digits of the municipality's key (AGS). A holiday that only some
 * municipalities of a state have is left out. Source: the states' laws on Sundays and holidays, such as
 * § 1 FTG of Baden-Württemberg.
 */
const SOMEWHERE: readonly (readonly [states: string, month: number, date: number])[] = [
  ["08 09 15", 1, 6],
  ["11 13", 3, 8],
  ["10", 8, 15],
  ["16", 9, 20],
  ["01 02 03 04 12 13 14 15 16", 10, 31],
  ["05 07 08 09 10", 11, 1],
];
const CORPUS_CHRISTI = { states: "05 06 07 08 09 10", afterEaster: 60 };
const SUNDAYS = { states: "12", afterEaster: [0, 49] };
/** Buß- und Bettag: the Wednesday before 23 November. */
const REPENTANCE = { states: "14", before: [11, 23] as const };

/** Whether a day is a public holiday in the state to which a municipality with this key belongs. */
export function isHoliday(day: number, ags: string): boolean {
  const state = ags.slice(0, 2);
  const { year, month, date, weekday } = calendarDay(day);
  const after = day - easter(year);
  if (EVERYWHERE.some(([m, d]) => m === month && d === date) || AROUND_EASTER.includes(after)) return true;
  if (SOMEWHERE.some(([states, m, d]) => m === month && d === date && states.includes(state))) return true;
  if (CORPUS_CHRISTI.states.includes(state) && after === CORPUS_CHRISTI.afterEaster) return true;
  if (SUNDAYS.states === state && SUNDAYS.afterEaster.includes(after)) return true;
  const repentance = dayOf(year, ...REPENTANCE.before) - day;
  return REPENTANCE.states === state && weekday === 2 && repentance > 0 && repentance <= 7;
}

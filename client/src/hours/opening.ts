/** Whether it is open, and when that changes. */
import { type CalendarDay, type Clock, calendarDay, dayOf } from "./calendar.ts";
import { DAY_MINUTES, type Dates, type Days, type Rule, type Span } from "./reading.ts";

/** Open or not, and when next not; `change` is null where it stays so for a year. */
export interface Opening {
  readonly open: boolean;
  readonly change: Clock | null;
}

/** How far to look for the next change: everything comes again within a year. */
const AHEAD = 370;

/**
 * What holds at a time; null where nobody knows, because times are agreed or the form has school holidays.
 * A rule behind `;` replaces those before it on its days, one behind `,` adds to them.
 */
export function openingAt(
  rules: readonly Rule[],
  now: Clock,
  isHoliday: (day: number) => boolean,
): Opening | null {
  const isUnknown = ({ joined, open, days }: Rule): boolean =>
    joined === "||" || open === null || days.some(({ kind }) => kind === "SH");
  if (rules.some(isUnknown)) return null;
  const spansOf = (day: number): readonly Span[] => openOn(rules, day, isHoliday);
  const isOpen = (day: number, minutes: number): boolean =>
    covers(spansOf(day), minutes) || covers(spansOf(day - 1), minutes + DAY_MINUTES);
  const open = isOpen(now.day, now.minutes);
  for (let day = now.day; day < now.day + AHEAD; day += 1) {
    const ends = [
      ...spansOf(day).flat(),
      ...spansOf(day - 1).flatMap((span) => span.map((end) => end - DAY_MINUTES)),
    ];
    const change = ends
      .filter((end) => end >= 0 && end < DAY_MINUTES && (day > now.day || end > now.minutes))
      .sort((a, b) => a - b)
      .find((end) => isOpen(day, end) !== open);
    if (change !== undefined) return { open, change: { day, minutes: change } };
  }
  return { open, change: null };
}

function covers(spans: readonly Span[], minutes: number): boolean {
  return spans.some(([from, to]) => from <= minutes && minutes < to);
}

/** The hours that begin on a day. */
function openOn(rules: readonly Rule[], day: number, isHoliday: (day: number) => boolean): readonly Span[] {
  const today = calendarDay(day);
  let found: readonly Span[] = [];
  for (const { joined, dates, days, spans, open } of rules) {
    const in_ = dates.length === 0 || dates.some((some) => isWithin(today, some));
    const on = days.length === 0 || days.some((some) => isOn(day, today, some, isHoliday));
    if (!in_ || !on) continue;
    const all: readonly Span[] = spans.length > 0 ? spans : [[0, DAY_MINUTES]];
    if (!open) found = found.flatMap((span) => all.reduce(without, [span]));
    else found = joined === ";" ? all : [...found, ...all];
  }
  return found;
}

function without(spans: readonly Span[], [from, to]: Span): readonly Span[] {
  return spans
    .flatMap(([start, end]): readonly Span[] => [
      [start, Math.min(end, from)],
      [Math.max(start, to), end],
    ])
    .filter(([start, end]) => start < end);
}

/** Dates may reach over New Year. */
function isWithin({ month, date }: CalendarDay, { from, to }: Dates): boolean {
  const today = month * 100 + date;
  const first = from.month * 100 + (from.day ?? 0);
  const end = to ?? from;
  const last = end.month * 100 + (end.day ?? 99);
  return first <= last ? first <= today && today <= last : today >= first || today <= last;
}

function isOn(day: number, today: CalendarDay, days: Days, isHoliday: (day: number) => boolean): boolean {
  switch (days.kind) {
    case "PH":
      return isHoliday(day);
    case "SH":
      return false;
    case "weekdays": {
      const { from, to } = days;
      const { weekday } = today;
      return from <= to ? from <= weekday && weekday <= to : weekday >= from || weekday <= to;
    }
    case "nth":
      return today.weekday === days.day && nthOfMonth(today, days.nth < 0) === days.nth;
  }
}

/** The how manieth of its weekday in the month a day is; counted from the end, the last is -1. */
function nthOfMonth({ year, month, date }: CalendarDay, fromEnd: boolean): number {
  const length = dayOf(year, month + 1, 1) - dayOf(year, month, 1);
  return fromEnd ? -Math.ceil((length - date + 1) / 7) : Math.ceil(date / 7);
}

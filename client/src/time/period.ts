/** Features with a beginning and an end, month by month; months are written as in 2024-05. */
import type { Feature, Period } from "../model.ts";
import type { Narrowed, State } from "../state/state.ts";

const EARLIEST = "0000";
const LATEST = "9999";

/** Lets through what is at any time of a month. Also MapLibre reads it, on dates as the data have them. */
export function periodFilter({ period: { start, end }, month }: Narrowed): unknown {
  return ["all", ["<=", monthOf(start, EARLIEST), month], [">=", monthOf(end, LATEST), month]];
}

function monthOf(field: string, otherwise: string): unknown {
  return ["slice", ["to-string", ["coalesce", ["get", field], otherwise]], 0, "2024-05".length];
}

function monthIn(value: unknown): string | null {
  return /^\d{4}-\d{2}/.exec(typeof value === "string" ? value : "")?.[0] ?? null;
}

/** The same for features that are here; open where a date is missing. */
function isIn({ properties }: Feature, { period: { start, end }, month }: Narrowed): boolean {
  const first = monthIn(properties[start]) ?? EARLIEST;
  return first <= month && (monthIn(properties[end]) ?? LATEST) >= month;
}

/** All months from the first date of the features to their last. */
export function monthsOf({ start, end }: Period, features: readonly Feature[]): readonly string[] {
  const dates = features.flatMap(({ properties }) => [monthIn(properties[start]), monthIn(properties[end])]);
  const [first, ...others] = dates.filter((month) => month !== null).sort();
  const last = others.at(-1);
  if (!first || !last) return [];
  const months: string[] = [];
  for (let month = first; month <= last; month = after(month)) months.push(month);
  return months;
}

function after(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}

/** The features of a layer that have come, at the month that people have chosen, else all. */
export function featuresNow({ loads, narrowed }: State, layer: string): readonly Feature[] {
  const load = loads[layer];
  const only = narrowed[layer];
  if (load?.kind !== "ready") return [];
  return only ? load.features.filter((feature) => isIn(feature, only)) : load.features;
}

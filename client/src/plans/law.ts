/**
 * The law that development plans are made by: BauGB and BauNVO.
 *
 * A plan is read by the BauNVO that was in force when it was published (BauNVO §§ 25 to 25g); where versions differ,
 * `laws` has one entry for each, the newest first.
 */
import type { LocalText } from "../model.ts";

/** What holds in the versions of the law `since` this year. */
export interface Law {
  readonly since: number;
  readonly law: string;
  readonly note?: LocalText;
}

/** `{m2}` in `text` stands for the square metres that the value allows on 100 m² of a plot. */
export interface Explanation {
  readonly title: LocalText;
  readonly text: LocalText;
  readonly laws: readonly [Law, ...Law[]];
}

/** The year of the BauNVO that a plan names, such as "Version 1990"; what names none is read by today's. */
export function yearOf(baunvo: string | null): number {
  return Number(/\b(19|20)\d\d\b/.exec(baunvo ?? "")?.[0] ?? 9999);
}

/** The entry for a year; the oldest one for still older law. */
export function lawOf({ laws }: Explanation, year: number): Law {
  return laws.find(({ since }) => since <= year) ?? laws[laws.length - 1] ?? laws[0];
}

/** The same in all versions. */
export function always(law: string): readonly [Law] {
  return [{ since: 0, law }];
}

export function baunvo(paragraph: string): readonly [Law] {
  return always(`§ ${paragraph} BauNVO`);
}

/** A number of the list of what plans may lay down. */
export function baugb(number: string): readonly [Law] {
  return always(`§ 9 Abs. 1 Nr. ${number} BauGB`);
}

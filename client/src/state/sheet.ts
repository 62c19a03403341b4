/** The bottom sheet of phones: how high it stands, and where it comes to rest after a drag. */
import { SHEET, type Sheet } from "./state.ts";

/** Where the panel stands beside the map, there is no sheet. The same condition stands in css/panel.css. */
export const SIDE_LAYOUT = "(min-width: 60rem), (min-width: 36rem) and (max-height: 30rem)";

/** Height of the open sheet as a share of the map's; the rest always shows map, sources and position. */
const SHARES = { half: 0.5, full: 0.88 } as const;

/** A flick of this many pixels per millisecond counts as meant in its direction. */
const FLICK = 0.5;

/** The three heights in CSS pixels: `head` is what stays of a collapsed sheet, `space` the map's height. */
export function sheetHeights(head: number, space: number): Readonly<Record<Sheet, number>> {
  return {
    collapsed: head,
    half: Math.max(head, Math.round(space * SHARES.half)),
    full: Math.max(head, Math.round(space * SHARES.full)),
  };
}

/** The next position up or down, the same at the end. */
export function stepped(sheet: Sheet, step: 1 | -1): Sheet {
  const at = Math.min(SHEET.length - 1, Math.max(0, SHEET.indexOf(sheet) + step));
  return SHEET[at] ?? sheet;
}

/** Where a drag ends: `height` in CSS pixels, `speed` in pixels per millisecond, upwards positive. */
export function restingPlace(height: number, speed: number, heights: Readonly<Record<Sheet, number>>): Sheet {
  const nearest = [...SHEET].sort((a, b) => Math.abs(heights[a] - height) - Math.abs(heights[b] - height));
  const [best = "half"] = nearest;
  if (speed > FLICK && heights[best] < height) return stepped(best, 1);
  if (speed < -FLICK && heights[best] > height) return stepped(best, -1);
  return best;
}

/** What lies under a finger, in the order in which people mean it. */
import type { Feature, FeatureKey } from "../model.ts";

/** Side of the square around a finger's tap in which points and lines count as meant, in CSS pixels. */
export const TOUCH_BOX = 22;

/** The same for a mouse, whose tip is exact. */
export const MOUSE_BOX = 8;

/** One drawn feature near a tap; `distance` in CSS pixels, `dimension` 0 for points, 1 for lines, 2 for areas. */
export interface Hit {
  readonly key: FeatureKey;
  readonly dimension: 0 | 1 | 2;
  readonly distance: number;
  /** What a tile has of it: no whole geometry. Absent for a layer that is here as a whole. */
  readonly feature?: Feature;
}

/** What a tap means: nothing, one feature with others beneath it, or a choice among equals. */
export type Meant =
  | { readonly kind: "nothing" }
  | { readonly kind: "one"; readonly key: FeatureKey; readonly also: readonly FeatureKey[] }
  | { readonly kind: "choice"; readonly keys: readonly FeatureKey[] };

/** Points first, the nearest first, then lines, then areas; every feature once. */
export function orderHits(hits: readonly Hit[]): readonly Hit[] {
  const sorted = [...hits].sort((a, b) => a.dimension - b.dimension || a.distance - b.distance);
  const seen = new Set<string>();
  return sorted.filter(({ key }) => {
    const name = `${key.layer}:${key.id}`;
    return !seen.has(name) && seen.add(name);
  });
}

/** A single point, or a single line, is meant even above areas; several of the best kind are offered for choice. */
export function meantBy(hits: readonly Hit[]): Meant {
  const ordered = orderHits(hits);
  const [first, ...others] = ordered;
  if (!first) return { kind: "nothing" };
  if (others[0]?.dimension === first.dimension)
    return { kind: "choice", keys: ordered.map((hit) => hit.key) };
  return { kind: "one", key: first.key, also: others.map((hit) => hit.key) };
}

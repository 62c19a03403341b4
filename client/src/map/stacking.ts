/** In which order the map draws: areas under casings under lines under names under points, whatever was switched on first. */
import type { StyleLayer } from "../model.ts";

const AREAS = ["background", "fill", "fill-extrusion", "heatmap", "hillshade", "raster"];

/** The place of a drawn layer; a greater one is drawn above. */
export interface Place {
  readonly id: string;
  readonly rank: number;
  readonly order: number;
}

/** White lines around other lines, which must not cut through the lines of neighbours. */
const CASING = "-saum";

function rank({ id, type }: StyleLayer, background: boolean): number {
  if (background) return type === "symbol" ? 4 : AREAS.includes(type) ? 0 : 1;
  if (AREAS.includes(type)) return 2;
  if (type === "line") return id.endsWith(CASING) ? 2.5 : 3;
  return type === "symbol" ? 6 : 5;
}

/** Scanned sheets of plans: under the areas of layers, so that a plan's symbols lie on its scan. */
export function placeOfScan(id: string): Place {
  return { id, rank: 1.5, order: 0 };
}

/** The mark of the chosen feature: above areas, lines and names of the background, under points and their names. */
export function placeOfMark(id: string, order: number): Place {
  return { id, rank: 4.5, order };
}

/** What people draw: above everything. */
export function placeOfSketch(id: string, order: number): Place {
  return { id, rank: 7, order };
}

/** `order` is the layer's place in the portal's document, so that equal kinds keep the operator's order. */
export function placeOf(style: StyleLayer, background: boolean, order: number): Place {
  return { id: style.id, rank: rank(style, background), order: background ? order - 1000 : order };
}

/** The layer directly above which `place` must be inserted before, or null to put it on top. */
export function layerAbove(place: Place, drawn: readonly Place[]): string | null {
  const above = drawn.filter(
    (other) => other.rank > place.rank || (other.rank === place.rank && other.order > place.order),
  );
  above.sort((a, b) => a.rank - b.rank || a.order - b.order);
  return above[0]?.id ?? null;
}

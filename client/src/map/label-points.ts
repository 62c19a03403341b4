/** One point per area for its name: MapLibre would write it once in every tile that the area touches. */
import type { Geometry, MultiPolygon, Point, Polygon, Position } from "geojson";
import type { Feature, Layer, StyleLayer } from "../model.ts";

export type Placed = Feature & { readonly geometry: Geometry };

export interface LabelPoint {
  readonly point: Feature & { readonly geometry: Point };
  /** The feature whose name stands there. */
  readonly owner: Placed;
}

type Rings = readonly (readonly Position[])[];

/** Whether a style layer puts texts or pictures at points, not along lines. */
export function isAtPoints(style: StyleLayer): boolean {
  return style.type === "symbol" && (style.layout?.["symbol-placement"] ?? "point") === "point";
}

/** The points for the names of a layer's areas; none for a layer that writes no names into areas. */
export function labelPoints(layer: Layer, features: readonly Placed[]): readonly LabelPoint[] {
  if (!layer.style.some(isAtPoints)) return [];
  return features.flatMap((owner) => {
    const { geometry } = owner;
    const coordinates = isArea(geometry) ? pointInside(geometry) : null;
    if (!coordinates) return [];
    return [{ owner, point: { ...owner, geometry: { type: "Point", coordinates } } }];
  });
}

function isArea(geometry: Geometry): geometry is Polygon | MultiPolygon {
  return geometry.type === "Polygon" || geometry.type === "MultiPolygon";
}

/** A point inside: the middle of the widest stretch at half the height, of the part where that is widest. */
export function pointInside(geometry: Polygon | MultiPolygon): Position | null {
  const parts: readonly Rings[] = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const stretches = parts.flatMap(stretchesAtHalfHeight);
  const widest = stretches.reduce((best, one) => (one.width > best.width ? one : best), {
    width: 0,
    x: 0,
    y: 0,
  });
  return widest.width > 0 ? [widest.x, widest.y] : null;
}

function stretchesAtHalfHeight(rings: Rings): { width: number; x: number; y: number }[] {
  const heights = (rings[0] ?? []).map(([, y = 0]) => y);
  const y = (Math.min(...heights) + Math.max(...heights)) / 2;
  const crossings = rings.flatMap((ring) => crossingsAt(ring, y)).sort((a, b) => a - b);
  return crossings.flatMap((from, at) => {
    const to = crossings[at + 1];
    return at % 2 === 0 && to !== undefined ? [{ width: to - from, x: (from + to) / 2, y }] : [];
  });
}

/** Where a closed ring crosses a height; a corner exactly there counts with the edge above it only. */
function crossingsAt(ring: readonly Position[], y: number): number[] {
  return ring.slice(1).flatMap(([x2 = 0, y2 = 0], at) => {
    const [x1 = 0, y1 = 0] = ring[at] ?? [];
    return y1 > y === y2 > y ? [] : [x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)];
  });
}

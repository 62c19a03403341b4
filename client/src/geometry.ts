/** Where geometries lie; coordinates are longitude, latitude in degrees (CRS84). */
import type { Position as Coordinates, Geometry } from "geojson";
import type { Extent, Position } from "./model.ts";

function* positions(geometry: Geometry): Generator<Coordinates> {
  if (geometry.type === "GeometryCollection") {
    for (const part of geometry.geometries) yield* positions(part);
    return;
  }
  const pending: unknown[] = [geometry.coordinates];
  while (pending.length > 0) {
    const entry = pending.pop() as Coordinates | unknown[];
    if (typeof entry[0] === "number") yield entry as Coordinates;
    else for (const part of entry) pending.push(part);
  }
}

/** The box around a geometry, null for an empty one. */
export function extentOf(geometry: Geometry | null): Extent | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  if (geometry) {
    for (const [x = Number.NaN, y = Number.NaN] of positions(geometry)) {
      west = Math.min(west, x);
      south = Math.min(south, y);
      east = Math.max(east, x);
      north = Math.max(north, y);
    }
  }
  return west <= east && south <= north ? [west, south, east, north] : null;
}

/** The middle of a box. */
export function centreOf([west, south, east, north]: Extent): Position {
  return [(west + east) / 2, (south + north) / 2];
}

/** A box made larger on every side by `part` of its width and height. */
export function widened([west, south, east, north]: Extent, part: number): Extent {
  const x = (east - west) * part;
  const y = (north - south) * part;
  return [west - x, south - y, east + x, north + y];
}

/** 0 for points, 1 for lines, 2 for areas. */
export function dimensionOf(geometry: Geometry): 0 | 1 | 2 {
  if (geometry.type.endsWith("Polygon")) return 2;
  return geometry.type.endsWith("LineString") ? 1 : 0;
}

/** Every single point of a point geometry. */
export function pointsOf(geometry: Geometry): readonly Position[] {
  return dimensionOf(geometry) > 0 ? [] : [...positions(geometry)].map(([x = 0, y = 0]) => [x, y]);
}

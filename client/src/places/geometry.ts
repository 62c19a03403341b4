/** Where geometries lie; coordinates are longitude, latitude in degrees (CRS84). */
import type { Position as Coordinates, Geometry } from "geojson";
import type { Extent, Position } from "../model.ts";

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

/** Whether two boxes have more than an edge in common. */
export function meet(one: Extent, other: Extent): boolean {
  return one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];
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

/** Every ring or line of a geometry; none of points. */
function* chains(geometry: Geometry): Generator<readonly Coordinates[]> {
  if (geometry.type === "LineString") yield geometry.coordinates;
  else if (geometry.type === "Polygon" || geometry.type === "MultiLineString") yield* geometry.coordinates;
  else if (geometry.type === "MultiPolygon") for (const part of geometry.coordinates) yield* part;
  else if (geometry.type === "GeometryCollection")
    for (const part of geometry.geometries) yield* chains(part);
}

/** Whether an area holds a position; lines and points hold none. Holes count as outside. */
export function contains(geometry: Geometry, [x, y]: Position): boolean {
  if (dimensionOf(geometry) < 2) return false;
  let inside = false;
  for (const ring of chains(geometry)) {
    for (const [at, [x2 = 0, y2 = 0]] of ring.entries()) {
      const [x1 = 0, y1 = 0] = ring[at - 1] ?? [x2, y2];
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
    }
  }
  return inside;
}

const METRES_PER_DEGREE = 111_250; // along a meridian at 49°; a per mille is enough to sort and to round

/** The box that reaches so many metres from its middle to every side. */
export function boxAround([longitude, latitude]: Position, metres: number): Extent {
  const y = metres / METRES_PER_DEGREE;
  const x = y / Math.cos((latitude * Math.PI) / 180);
  return [longitude - x, latitude - y, longitude + x, latitude + y];
}

/** Metres from a position to the nearest spot of a geometry; right to some per mille within a town. */
export function metresTo(geometry: Geometry, from: Position): number {
  if (contains(geometry, from)) return 0;
  const east = METRES_PER_DEGREE * Math.cos((from[1] * Math.PI) / 180);
  const local = ([x = 0, y = 0]: Coordinates): [number, number] => [
    (x - from[0]) * east,
    (y - from[1]) * METRES_PER_DEGREE,
  ];
  let least = Number.POSITIVE_INFINITY;
  for (const point of pointsOf(geometry)) least = Math.min(least, Math.hypot(...local([...point])));
  for (const chain of chains(geometry)) {
    const places = chain.map(local);
    for (const [at, to] of places.entries()) least = Math.min(least, toSegment(places[at - 1] ?? to, to));
  }
  return least;
}

/** Distance of the origin from a segment. */
function toSegment([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const along = length > 0 ? Math.min(1, Math.max(0, -(x1 * dx + y1 * dy) / length)) : 0;
  return Math.hypot(x1 + along * dx, y1 + along * dy);
}

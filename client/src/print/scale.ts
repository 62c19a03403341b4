/** True scale out of Web Mercator: how the map must be zoomed so that a sheet's ruler is right. */
import type { Position } from "../model.ts";

export const SCALES = [500, 1000, 2500, 5000, 10_000, 25_000] as const;

const A = 6_378_137; // m, radius of Web Mercator and semi-major axis of its ellipsoid
const E2 = 0.006_694_38;
const TILE = 512; // MapLibre's zoom levels are those of tiles of 512 pixels
const INCH = 25.4; // mm
const RADIANS = Math.PI / 180;

/** Pixels per millimetre of CSS, in which the map thinks: 96 to the inch. */
export const CSS_PIXELS = 96 / INCH;

/**
 * By how much Web Mercator (EPSG:3857) is longer than the ground at a latitude in degrees. It treats the ellipsoid as
 * a sphere, so the stretch differs by 0.3 % between north and east; this is their geometric mean.
 */
export function stretch(latitude: number): number {
  const sin = Math.sin(latitude * RADIANS);
  return (1 - E2 * sin ** 2) / (Math.cos(latitude * RADIANS) * Math.sqrt(1 - E2));
}

/** The zoom at which 1 mm of the sheet is `scale` mm of ground at the latitude. */
export function zoomFor(scale: number, latitude: number): number {
  const groundPerPixel = scale / 1000 / CSS_PIXELS;
  return Math.log2((2 * Math.PI * A) / (TILE * groundPerPixel * stretch(latitude)));
}

/** The scale of which a zoom is, the other way round. */
export function scaleAt(zoom: number, latitude: number): number {
  return (1000 * CSS_PIXELS * 2 * Math.PI * A) / (TILE * 2 ** zoom * stretch(latitude));
}

/** The position that lies CSS pixels to the right of and below another one at a zoom. */
export function shifted(
  [longitude, latitude]: Position,
  right: number,
  down: number,
  zoom: number,
): Position {
  const world = TILE * 2 ** zoom;
  const y = Math.asinh(Math.tan(latitude * RADIANS)) - (down / world) * 2 * Math.PI;
  return [longitude + (right / world) * 360, Math.atan(Math.sinh(y)) / RADIANS];
}

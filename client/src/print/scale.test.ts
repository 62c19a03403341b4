import { describe, expect, it } from "vitest";
import type { Position } from "../model.ts";
import { CSS_PIXELS, SCALES, scaleAt, shifted, stretch, zoomFor } from "./scale.ts";

// A corner of EPSG:25832 at 510000, 5393000, and the spots 100 m east and north of it; figures of pyproj 3.
const CORNER: Position = [9.1358780196321, 48.68996050585216];
const EAST: Position = [9.13723679578059, 48.68995889530883];
const NORTH: Position = [9.135880440169796, 48.69086011352944];

/** CSS pixels between two positions on MapLibre's map. */
function pixels(from: Position, to: Position, zoom: number): number {
  const world = 512 * 2 ** zoom;
  const y = ([, latitude]: Position): number =>
    Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI);
  return world * Math.hypot((to[0] - from[0]) / 360, y(to) - y(from));
}

describe("on the sheet", () => {
  it.each(SCALES)("100 m of the survey's grid measure 100 m / %i, to half a per cent", (scale) => {
    const zoom = zoomFor(scale, CORNER[1]);
    for (const end of [EAST, NORTH]) {
      const millimetres = pixels(CORNER, end, zoom) / CSS_PIXELS;
      expect(Math.abs(millimetres / (100_000 / scale) - 1)).toBeLessThan(0.005);
    }
  });

  it("would be wrong by half without the correction for the latitude", () => {
    expect(stretch(48.69)).toBeCloseTo(1.514, 3);
    expect(stretch(0)).toBeCloseTo(1.003, 3);
  });
});

it("finds the scale of a zoom", () => {
  expect(scaleAt(zoomFor(2500, 48.69), 48.69)).toBeCloseTo(2500, 6);
});

it("finds the position so many pixels away", () => {
  const zoom = zoomFor(1000, CORNER[1]);
  const there = shifted(CORNER, 300, -400, zoom);
  expect(pixels(CORNER, there, zoom)).toBeCloseTo(500, 6);
  expect(there[0]).toBeGreaterThan(CORNER[0]);
  expect(there[1]).toBeGreaterThan(CORNER[1]);
});

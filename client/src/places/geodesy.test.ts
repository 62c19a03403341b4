import { describe, expect, it } from "vitest";
import type { Position } from "../model.ts";
import { area, distance, length, utm32 } from "./geodesy.ts";

// Figures of pyproj 3 (PROJ's GeographicLib): Geod(ellps="WGS84"), Transformer 4258 → 25832.
const LINE: readonly Position[] = [
  [9.1432, 48.6966],
  [9.1688, 48.6922],
  [9.1301, 48.6611],
  [9.0755, 48.7299],
];

const HOUSE_BLOCK: readonly Position[] = [
  [9.1432, 48.6966],
  [9.1445, 48.6966],
  [9.1445, 48.6975],
  [9.1432, 48.6975],
];
const TOWN: readonly Position[] = [
  [9.07, 48.65],
  [9.21, 48.65],
  [9.21, 48.73],
  [9.07, 48.73],
];
const NEEDLE: readonly Position[] = [
  [9.1, 48.69],
  [9.2, 48.69],
  [9.2, 48.6901],
];

/** How far a figure is from the true one, as a share of it. */
function error(found: number, truth: number): number {
  return Math.abs(found / truth - 1);
}

describe("lengths", () => {
  it("are those of the ellipsoid", () => {
    expect(distance(LINE[0] as Position, LINE[1] as Position)).toBeCloseTo(1947.112, 2);
    expect(length(LINE)).toBeCloseTo(15_070.977, 2);
  });

  it("are nothing where nothing is measured", () => {
    expect(length([])).toBe(0);
    expect(length([[9, 48]])).toBe(0);
    expect(distance([9, 48], [9, 48])).toBe(0);
  });
});

describe("areas", () => {
  it.each<[string, readonly Position[], number]>([
    ["a block of houses", HOUSE_BLOCK, 9577.879],
    ["the town", TOWN, 91_698_332.545],
    ["a needle of 7 km", NEEDLE, 40_936.766],
  ])("of %s are right to 0.1 per mille", (_, ring, truth) => {
    expect(error(area(ring), truth)).toBeLessThan(1e-4);
    expect(error(area([...ring].reverse()), truth)).toBeLessThan(1e-4);
    expect(error(area([...ring, ring[0] as Position]), truth)).toBeLessThan(1e-4);
  });

  it("need three corners", () => {
    expect(area([])).toBe(0);
    expect(area(LINE.slice(0, 2))).toBe(0);
  });
});

it.each<[Position, number, number]>([
  [[9.1432, 48.6966], 510_537.478, 5_393_739.027],
  [[9, 48], 500_000, 5_316_300.224],
  [[11.9, 53.2], 693_696.231, 5_898_445.824],
])("gives UTM coordinates of %j to the millimetre", (position, east, north) => {
  const [x, y] = utm32(position);
  expect(x).toBeCloseTo(east, 2);
  expect(y).toBeCloseTo(north, 2);
});

import type { Geometry } from "geojson";
import { describe, expect, it } from "vitest";
import { centreOf, contains, dimensionOf, extentOf, meet, metresTo, pointsOf, widened } from "./geometry.ts";

const polygon: Geometry = {
  type: "MultiPolygon",
  coordinates: [
    [
      [
        [9.1, 48.6],
        [9.2, 48.6],
        [9.2, 48.7],
        [9.1, 48.6],
      ],
    ],
  ],
};

it("finds the box around every kind of geometry", () => {
  expect(extentOf(polygon)).toEqual([9.1, 48.6, 9.2, 48.7]);
  expect(extentOf({ type: "Point", coordinates: [9.1, 48.6, 400] })).toEqual([9.1, 48.6, 9.1, 48.6]);
  const collection: Geometry = {
    type: "GeometryCollection",
    geometries: [polygon, { type: "Point", coordinates: [9, 48] }],
  };
  expect(extentOf(collection)).toEqual([9, 48, 9.2, 48.7]);
});

it("has no box for nothing", () => {
  expect(extentOf(null)).toBeNull();
  expect(extentOf({ type: "MultiPoint", coordinates: [] })).toBeNull();
});

it("tells points, lines and areas apart", () => {
  expect(dimensionOf(polygon)).toBe(2);
  expect(dimensionOf({ type: "MultiLineString", coordinates: [] })).toBe(1);
  expect(dimensionOf({ type: "MultiPoint", coordinates: [] })).toBe(0);
});

it("lists the points of points only", () => {
  expect(pointsOf({ type: "Point", coordinates: [9, 48] })).toEqual([[9, 48]]);
  expect(pointsOf(polygon)).toEqual([]);
});

it("widens a box around its middle", () => {
  expect(widened([0, 0, 2, 4], 0.5)).toEqual([-1, -2, 3, 6]);
  expect(centreOf([0, 0, 2, 4])).toEqual([1, 2]);
});

describe("a spot and what lies around it", () => {
  const square = {
    type: "Polygon" as const,
    coordinates: [
      [
        [9, 48],
        [9.01, 48],
        [9.01, 48.01],
        [9, 48.01],
        [9, 48],
      ],
      [
        [9.004, 48.004],
        [9.006, 48.004],
        [9.006, 48.006],
        [9.004, 48.006],
        [9.004, 48.004],
      ],
    ],
  };

  it.each<[readonly [number, number], boolean]>([
    [[9.002, 48.002], true],
    [[9.005, 48.005], false],
    [[9.02, 48.005], false],
  ])("knows whether %j is inside, and not in a hole", (position, inside) => {
    expect(contains(square, position)).toBe(inside);
  });

  it("knows how far lines, points and areas are", () => {
    const line = {
      type: "LineString" as const,
      coordinates: [
        [9, 48.7],
        [9.1, 48.7],
      ],
    };
    expect(metresTo(line, [9.05, 48.701])).toBeCloseTo(111.25, 1);
    expect(metresTo({ type: "Point", coordinates: [9, 48.7] }, [9.001, 48.7])).toBeCloseTo(73.42, 1);
    expect(metresTo(square, [9.002, 48.002])).toBe(0);
  });
});

it("tells whether boxes meet", () => {
  expect(meet([9, 48, 10, 49], [9.5, 48.5, 11, 50])).toBe(true);
  expect(meet([9, 48, 10, 49], [10, 48, 11, 49])).toBe(false);
});

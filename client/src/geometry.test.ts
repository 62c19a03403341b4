import type { Geometry } from "geojson";
import { expect, it } from "vitest";
import { centreOf, dimensionOf, extentOf, pointsOf, widened } from "./geometry.ts";

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

import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { expect, it } from "vitest";
import { SKETCH, sketchData, sketchLayers } from "./sketch.ts";

const CORNERS = [
  [9.1, 48.6],
  [9.2, 48.6],
  [9.2, 48.7],
] as const;

it("is a line through its corners, and an area once it is closed", () => {
  const types = (closed: boolean, corners: number): string[] =>
    sketchData({ positions: CORNERS.slice(0, corners), closed }).features.map(
      ({ geometry }) => geometry.type,
    );
  expect(types(false, 1)).toEqual(["Point"]);
  expect(types(false, 3)).toEqual(["Point", "Point", "Point", "LineString"]);
  expect(types(true, 2)).toEqual(["Point", "Point", "LineString"]);
  expect(types(true, 3)).toEqual(["Point", "Point", "Point", "LineString", "Polygon"]);
  expect(sketchData(null).features).toEqual([]);
});

it("is drawn by valid layers", () => {
  const source = { type: "geojson" as const, data: sketchData(null) };
  expect(validateStyleMin({ version: 8, sources: { [SKETCH]: source }, layers: sketchLayers() })).toEqual([]);
});

import type { MultiPolygon, Polygon } from "geojson";
import { expect, it } from "vitest";
import { sampleLayer, samplePoint } from "../samples.ts";
import { labelPoints, pointInside } from "./label-points.ts";

const square = (west: number, south: number, side: number): [number, number][] => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
];
const area = (...coordinates: Polygon["coordinates"]): Polygon => ({ type: "Polygon", coordinates });
const name = { id: "schulen-name", type: "symbol", layout: { "text-field": ["get", "name"] } };

it("finds the middle of a plain area", () => {
  expect(pointInside(area(square(0, 0, 2)))).toEqual([1, 1]);
});

it("stays out of holes and in the widest part", () => {
  expect(pointInside(area(square(0, 0, 8), square(1, 3, 2)))).toEqual([5.5, 4]);
  const parts: MultiPolygon = { type: "MultiPolygon", coordinates: [[square(0, 0, 1)], [square(4, 4, 2)]] };
  expect(pointInside(parts)).toEqual([5, 5]);
});

it("finds no point in an area without width", () => {
  expect(pointInside(area([]))).toBeNull();
});

it("gives every named area one point that belongs to it", () => {
  const owner = { ...samplePoint("a", { name: "Eichberg" }), geometry: area(square(0, 0, 2)) };
  const [label, ...more] = labelPoints(sampleLayer({ style: [name] }), [owner]);
  expect(more).toEqual([]);
  expect(label?.owner).toBe(owner);
  expect(label?.point).toMatchObject({ id: "a", geometry: { type: "Point", coordinates: [1, 1] } });
});

it("gives none to layers that write no names into areas", () => {
  const owner = { ...samplePoint("a"), geometry: area(square(0, 0, 2)) };
  const along = { ...name, layout: { "symbol-placement": "line" } };
  expect(labelPoints(sampleLayer({ style: [along] }), [owner])).toEqual([]);
  expect(labelPoints(sampleLayer({ style: [name] }), [samplePoint("b") as never])).toEqual([]);
});

import { expect, it } from "vitest";
import { readOwnFile } from "./own-file.ts";

const POINT = { type: "Point", coordinates: [9.14, 48.69] };

it.each([
  ["a geometry", POINT],
  ["a feature", { type: "Feature", geometry: POINT, properties: null }],
  [
    "a collection",
    { type: "FeatureCollection", features: [{ type: "Feature", geometry: POINT }, { geometry: null }] },
  ],
])("reads %s", (_, value) => {
  const { features } = readOwnFile(JSON.stringify(value));
  expect(features.map(({ geometry }) => geometry)).toEqual([POINT]);
});

it.each([
  ["unknown", "a,b\n1,2"],
  ["unknown", "7"],
  ["unknown", '{"type":"Topology"}'],
  ["empty", '{"type":"FeatureCollection","features":[]}'],
  ["elsewhere", '{"type":"Point","coordinates":[510000,5393000]}'],
])("says %s of %j", (kind, text) => {
  expect(() => readOwnFile(text)).toThrow(expect.objectContaining({ kind }));
});

import { expect, it } from "vitest";
import type { Feature } from "../model.ts";
import { samplePoint } from "../samples.ts";
import { emptyState, type State } from "../state/state.ts";
import { extentOfWay, wayFrom } from "./way.ts";

const HOME = [9.14, 48.69] as const;

function district(id: string, west: number): Feature {
  const ring = [
    [west, 48.68],
    [west + 0.02, 48.68],
    [west + 0.02, 48.7],
    [west, 48.7],
    [west, 48.68],
  ];
  return {
    type: "Feature",
    id,
    geometry: { type: "Polygon", coordinates: [ring] },
    properties: { schul_id: id },
  };
}

function way(id: string, school: string, from: number): Feature {
  const coordinates = [
    [from, 48.69],
    [9.15, 48.69],
  ];
  return {
    type: "Feature",
    id,
    geometry: { type: "LineString", coordinates },
    properties: { schul_id: school },
  };
}

const ready = (...features: Feature[]) => ({ kind: "ready", since: null, features }) as const;

const STATE: State = {
  ...emptyState(13),
  on: ["bezirke", "wege", "schulen"],
  loads: {
    bezirke: ready(district("a", 9.13), district("b", 9.16)),
    wege: ready(way("fern", "a", 9.148), way("nah", "a", 9.141), way("fremd", "b", 9.14)),
    schulen: ready(samplePoint("a"), samplePoint("b")),
  },
};

it("leads from the address to the district's school by the nearest way", () => {
  expect(wayFrom(STATE, HOME)).toMatchObject({
    district: { layer: "bezirke", id: "a" },
    school: { layer: "schulen", id: "a" },
    way: { layer: "wege", id: "nah" },
  });
});

it("knows no way outside all districts, nor where the ways are not on", () => {
  expect(wayFrom(STATE, [9.3, 48.69])).toBeNull();
  expect(wayFrom({ ...STATE, on: ["bezirke", "schulen"] }, HOME)).toBeNull();
});

it("shows the way as a whole, and the address", () => {
  const found = wayFrom(STATE, HOME);
  expect(found && extentOfWay(STATE, found, HOME)).toEqual([9.14, 48.69, 9.15, 48.69]);
});

import { expect, it } from "vitest";
import type { Feature } from "../model.ts";
import { samplePoint } from "../samples.ts";
import { emptyState, type State } from "../state/state.ts";
import { belonging, keysAt, nearest } from "./around.ts";

function district(id: string, west: number): Feature {
  const east = west + 0.01;
  const ring = [
    [west, 48],
    [east, 48],
    [east, 48.01],
    [west, 48.01],
    [west, 48],
  ];
  return { ...samplePoint(id, { schul_id: id }), geometry: { type: "Polygon", coordinates: [ring] } };
}

function way(id: string, school: string, x: number): Feature {
  const coordinates = [
    [x, 48],
    [x, 48.01],
  ];
  return { ...samplePoint(id, { schul_id: school }), geometry: { type: "LineString", coordinates } };
}

const state: State = {
  ...emptyState(13),
  on: ["bezirke", "wege", "wlan"],
  loads: {
    bezirke: { kind: "ready", since: null, features: [district("a", 9), district("b", 9.01)] },
    wege: {
      kind: "ready",
      since: null,
      features: [way("fern", "a", 9.009), way("nah", "a", 9.001), way("fremd", "b", 9.002)],
    },
    wlan: { kind: "loading" },
    aus: { kind: "ready", since: null, features: [samplePoint("x")] },
  },
};
const HERE = [9.0021, 48.005] as const;

it("names the areas around a spot", () => {
  expect(keysAt(state, HERE)).toEqual([{ layer: "bezirke", id: "a" }]);
  expect(keysAt(state, [8, 48])).toEqual([]);
});

it("names what belongs to them by a common key, the nearest first", () => {
  expect(belonging(state, HERE).map(({ key }) => key.id)).toEqual(["nah", "fern"]);
});

it("sorts what is on by distance", () => {
  expect(nearest(state, HERE).map(({ key }) => key.id)).toEqual(["a", "fremd", "nah", "fern", "b"]);
});

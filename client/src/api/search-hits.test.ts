import { expect, it } from "vitest";
import { parseSearch } from "./search-hits.ts";

const properties = {
  kind: "address",
  layer: "adressen",
  feature: "a1",
  title: "Maiergasse 8",
  subtitle: "Echterdingen",
};

it("reads a hit, and takes a spot of whatever geometry it has", () => {
  const geometry = {
    type: "LineString",
    coordinates: [
      [9.1, 48.6],
      [9.2, 48.7],
    ],
  };
  expect(parseSearch({ features: [{ type: "Feature", id: 1, geometry, properties }] })).toEqual([
    { ...properties, position: [9.1, 48.6] },
  ]);
});

it("reads a layer, which has no place", () => {
  const layer = { kind: "layer", layer: "wlan", title: "WLAN" };
  expect(parseSearch({ features: [{ geometry: null, properties: layer }] })[0]).toMatchObject({
    feature: null,
    subtitle: null,
    position: null,
  });
});

it("says where an answer is wrong", () => {
  const wrong = { features: [{ geometry: null, properties: { ...properties, kind: "tree" } }] };
  expect(() => parseSearch(wrong)).toThrow("features[0].properties.kind");
});

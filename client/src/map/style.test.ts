import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { expect, it } from "vitest";
import { sampleLayer } from "../samples.ts";
import { attributionOf, faded, selectionLayers, specification } from "./style.ts";

it("marks the chosen feature with valid layers", () => {
  const source = { type: "geojson" as const, data: { type: "FeatureCollection" as const, features: [] } };
  expect(
    validateStyleMin({ version: 8, sources: { auswahl: source }, layers: selectionLayers("#c8102e") }),
  ).toEqual([]);
});

it("draws a style layer only where its dataset may be seen, too", () => {
  const style = { id: "leuchten-punkt", type: "circle", minzoom: 12, maxzoom: 22 };
  const layer = sampleLayer({ id: "leuchten", minzoom: 14.5, maxzoom: null });
  expect(specification(style, layer)).toMatchObject({ source: "leuchten", minzoom: 14.5, maxzoom: 22 });
});

it("writes names of areas at their own points only, whatever else the style leaves out", () => {
  const outside = ["!=", ["geometry-type"], "Polygon"];
  const name = { id: "gruen-name", type: "symbol" };
  const wood = ["==", ["get", "art"], "wald"];
  expect(specification(name, sampleLayer())).toMatchObject({ filter: outside });
  expect(specification({ ...name, filter: wood }, sampleLayer())).toMatchObject({
    filter: ["all", wood, outside],
  });
  expect(specification({ id: "gruen-flaeche", type: "fill" }, sampleLayer())).not.toHaveProperty("filter");
});

it("keeps attributions text where MapLibre expects HTML", () => {
  const licence = { ...sampleLayer().licence, attribution: `Stadt <img src=x onerror="alert('1')"> & Land` };
  expect(attributionOf(licence)).not.toMatch(/[<>"']/);
});

it.each<[string, Record<string, unknown>, unknown[]]>([
  ["fill", { "fill-opacity": 0.5 }, [["fill-opacity", 0.3]]],
  [
    "circle",
    {},
    [
      ["circle-opacity", 0.6],
      ["circle-stroke-opacity", 0.6],
    ],
  ],
  ["line", { "line-opacity": ["get", "x"] }, [["line-opacity", ["*", ["get", "x"], 0.6]]]],
  ["line", { "line-opacity": ["interpolate", ["linear"], ["zoom"], 1, 0, 2, 1] }, []],
])("draws a layer of kind %s fainter", (type, paint, expected) => {
  expect(faded({ id: "a", type, paint }, 0.6)).toEqual(expected);
});

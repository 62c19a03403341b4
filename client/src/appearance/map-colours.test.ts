import type { Map as MapLibre } from "maplibre-gl";
import { expect, it } from "vitest";
import { inColours, paintLike } from "./map-colours.ts";

const drawn = {
  version: 8,
  sources: {},
  layers: [
    { id: "papier", type: "background", paint: { "background-color": "#1b211f" } },
    {
      id: "gruen-flaeche",
      type: "fill",
      source: "gruen",
      paint: { "fill-color": "#203020", "fill-opacity": 0.5 },
    },
    { id: "auswahl", type: "line", source: "auswahl", paint: { "line-color": "#c8102e" } },
  ],
} as never;

const daylight = {
  version: 8,
  sources: {},
  layers: [{ id: "papier", type: "background", paint: { "background-color": "#f4f2ec" } }],
} as never;

it("draws a picture by daylight, however the map looks", () => {
  const { layers } = inColours(drawn, daylight, new Map([["gruen-flaeche", { "fill-color": "#bcd6ab" }]]));
  expect(layers.map(({ paint }) => paint)).toEqual([
    { "background-color": "#f4f2ec" },
    { "fill-color": "#bcd6ab", "fill-opacity": 0.5 },
    { "line-color": "#c8102e" },
  ]);
});

it("paints what is drawn", () => {
  const painted: unknown[] = [];
  const map = {
    getLayer: (id: string) => (id === "papier" ? {} : undefined),
    setPaintProperty: (...given: unknown[]) => painted.push(given),
  };
  paintLike(map as unknown as MapLibre, drawn);
  expect(painted).toEqual([["papier", "background-color", "#1b211f"]]);
});

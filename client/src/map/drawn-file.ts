/** How a person's own file or notes are drawn: in a colour of its own, with the names that it has. */
import type { LayerSpecification } from "@maplibre/maplibre-gl-style-spec";
import { pageFont } from "../appearance/background.ts";

/** Id of the source that holds it. */
export const OWN_FILE = "eigene-datei";

/** Id of the source of what they have drawn and noted. */
export const NOTES = "notizen";

const COLOUR = "#8e24aa";

/** `source` is the id of the source, with which the layers' own begin. */
export function ownFileLayers(source = OWN_FILE): LayerSpecification[] {
  const only = (type: string): never => ["==", ["geometry-type"], type] as never;
  return [
    {
      id: `${source}-flaeche`,
      source,
      type: "fill",
      filter: only("Polygon"),
      paint: { "fill-color": COLOUR, "fill-opacity": 0.2 },
    },
    {
      id: `${source}-linie`,
      source,
      type: "line",
      filter: ["!=", ["geometry-type"], "Point"],
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": COLOUR, "line-width": 4 },
    },
    {
      id: `${source}-punkt`,
      source,
      type: "circle",
      filter: only("Point"),
      paint: {
        "circle-color": COLOUR,
        "circle-radius": 7,
        "circle-stroke-color": "#ffffff",
        "circle-stroke-width": 2,
      },
    },
    {
      id: `${source}-name`,
      source,
      type: "symbol",
      filter: only("Point"),
      layout: {
        "text-field": ["to-string", ["get", "name"]],
        "text-font": pageFont("medium"),
        "text-size": 13,
        "text-anchor": "top",
        "text-offset": [0, 0.8],
        "text-optional": true,
      },
      paint: { "text-color": COLOUR, "text-halo-color": "#ffffff", "text-halo-width": 1.5 },
    },
  ];
}

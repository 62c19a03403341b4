/** What people draw on the map while they measure. */
import type { LayerSpecification } from "@maplibre/maplibre-gl-style-spec";
import type { FeatureCollection, Geometry } from "geojson";
import type { Position } from "../model.ts";

/** Id of the source that holds it. */
export const SKETCH = "skizze";

const COLOUR = "#0b57d0"; // no layer's and not the town's accent, which marks the chosen feature

/** Corners in the order in which they were set; closed is an area. */
export interface Sketch {
  readonly positions: readonly Position[];
  readonly closed: boolean;
}

/** The corners as points, and what lies between them as a line or, from three corners on, an area. */
export function sketchData(sketch: Sketch | null): FeatureCollection {
  const corners = sketch?.positions.map((position) => [...position]) ?? [];
  const ring = [...corners, ...corners.slice(0, 1)];
  const closed = sketch?.closed === true && corners.length > 2;
  const shapes: Geometry[] = corners.map((coordinates) => ({ type: "Point", coordinates }));
  if (corners.length > 1) shapes.push({ type: "LineString", coordinates: closed ? ring : corners });
  if (closed) shapes.push({ type: "Polygon", coordinates: [ring] });
  return {
    type: "FeatureCollection",
    features: shapes.map((geometry) => ({ type: "Feature", geometry, properties: {} })),
  };
}

export function sketchLayers(): LayerSpecification[] {
  const round = { "line-cap": "round", "line-join": "round" } as const;
  const only = (type: string): never => ["==", ["geometry-type"], type] as never;
  return [
    {
      id: `${SKETCH}-flaeche`,
      source: SKETCH,
      type: "fill",
      filter: only("Polygon"),
      paint: { "fill-color": COLOUR, "fill-opacity": 0.18 },
    },
    {
      id: `${SKETCH}-saum`,
      source: SKETCH,
      type: "line",
      filter: only("LineString"),
      layout: round,
      paint: { "line-color": "#ffffff", "line-width": 7, "line-opacity": 0.9 },
    },
    {
      id: `${SKETCH}-linie`,
      source: SKETCH,
      type: "line",
      filter: only("LineString"),
      layout: round,
      paint: { "line-color": COLOUR, "line-width": 3.5 },
    },
    {
      id: `${SKETCH}-ecken`,
      source: SKETCH,
      type: "circle",
      filter: only("Point"),
      paint: {
        "circle-color": "#ffffff",
        "circle-radius": 5,
        "circle-stroke-color": COLOUR,
        "circle-stroke-width": 3,
      },
    },
  ];
}

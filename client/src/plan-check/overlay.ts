/** How the plan and its faults are drawn on the map. */
import type { LayerSpecification } from "@maplibre/maplibre-gl-style-spec";
import type { FeatureCollection, Feature as GeoJsonFeature, Geometry } from "geojson";
import type { Extent, Feature, Position } from "../model.ts";
import { extentOf } from "../places/geometry.ts";
import type { Report, Severity } from "./report.ts";

/** Id of the source that holds them. */
export const CHECKED = "planpruefung";

/** Colours differ, and so do the shapes of the symbols (WCAG 1.4.1). */
export const MARKS: Readonly<Record<Severity, string>> = {
  error: "raute-b3121d",
  warning: "dreieck-8a5a00",
};
const COLOURS = ["match", ["get", "severity"], "error", "#b3121d", "#8a5a00"] as never;

/** The plan in quiet lines beneath its faults. */
export function checkedLayers(): LayerSpecification[] {
  const source = CHECKED;
  const fault = ["has", "finding"];
  const plan = ["!", fault];
  const area = ["==", ["geometry-type"], "Polygon"];
  const point = ["==", ["geometry-type"], "Point"];
  const only = (...conditions: unknown[]): never => ["all", ...conditions] as never;
  return [
    {
      id: `${source}-plan-flaeche`,
      source,
      type: "fill",
      filter: only(plan, area),
      paint: { "fill-color": "#3f5f8a", "fill-opacity": 0.08 },
    },
    {
      id: `${source}-plan-linie`,
      source,
      type: "line",
      filter: only(plan, ["!", point]),
      paint: { "line-color": "#2f4a6d", "line-width": 1 },
    },
    {
      id: `${source}-plan-punkt`,
      source,
      type: "circle",
      filter: only(plan, point),
      paint: { "circle-color": "#2f4a6d", "circle-radius": 2 },
    },
    {
      id: `${source}-fehler-flaeche`,
      source,
      type: "fill",
      filter: only(fault, area),
      paint: { "fill-color": COLOURS, "fill-opacity": 0.4 },
    },
    {
      id: `${source}-fehler-linie`,
      source,
      type: "line",
      filter: only(fault, ["!", point]),
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": COLOURS, "line-width": 3 },
    },
    {
      id: `${source}-fehler-ort`,
      source,
      type: "symbol",
      filter: only(fault, point),
      layout: {
        "icon-image": ["match", ["get", "severity"], "error", MARKS.error, MARKS.warning],
        "icon-allow-overlap": true,
        "symbol-sort-key": ["match", ["get", "severity"], "error", 1, 0],
      },
    },
  ];
}

type Drawn = GeoJsonFeature<Geometry>;

/** What the report draws, and a mark at the place of every finding: the smallest overlap is found by it. */
export function checkedData({ drawing, findings }: Report): FeatureCollection<Geometry> {
  const shapes = drawing.features.filter(
    ({ geometry, properties }) => properties?.finding === undefined || !geometry.type.endsWith("Point"),
  );
  const marks = findings.flatMap(({ place, severity }, finding): Drawn[] =>
    place
      ? [
          {
            type: "Feature",
            geometry: { type: "Point", coordinates: [...place] },
            properties: { finding, severity },
          },
        ]
      : [],
  );
  return { type: "FeatureCollection", features: [...shapes, ...marks] };
}

/** The extent of all that is drawn, null of nothing. */
export function extentOfReport(report: Report): Extent | null {
  const geometries = checkedData(report).features.map(({ geometry }) => geometry);
  return extentOf({ type: "GeometryCollection", geometries });
}

/** What is wrong at one finding, as the map marks a chosen feature; null without a place. */
export function faultOf({ drawing, findings }: Report, at: number): Feature | null {
  const place = findings[at]?.place;
  if (!place) return null;
  const shape = drawing.features.find(({ properties }) => properties?.finding === at)?.geometry;
  const geometry: Geometry = shape ?? { type: "Point", coordinates: [...place] };
  return { type: "Feature", id: String(at), geometry, properties: {} };
}

const REACH = 24; // px between a tap and the fault that it means

type Pixel = readonly [number, number];

/** The place in the report of the fault that is nearest to a tap, null where none is near enough. */
export function nearestFault(
  { findings }: Report,
  [x, y]: Pixel,
  project: (place: Position) => Pixel,
): number | null {
  const near = findings.flatMap(({ place }, at) => {
    if (!place) return [];
    const [left, top] = project(place);
    const distance = Math.hypot(left - x, top - y);
    return distance <= REACH ? [{ at, distance }] : [];
  });
  return near.sort((a, b) => a.distance - b.distance)[0]?.at ?? null;
}

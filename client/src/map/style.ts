/** Prepares what the map draws: our style layers with a source and scale limits, and the mark of a chosen feature. */
import type { LayerSpecification } from "@maplibre/maplibre-gl-style-spec";
import { withPageFont } from "../appearance/background.ts";
import { isTiled, type Layer, type Licence, type StyleLayer } from "../model.ts";
import type { Words } from "../words/de.ts";
import { htmlText } from "../words/html-text.ts";
import { isAtPoints } from "./label-points.ts";

/** Id of the source that holds the chosen feature. */
export const SELECTION = "auswahl";

const RING = 19; // px: outside the largest point symbol

/** A style layer with its source, in the page's font, drawn only where both it and its dataset allow. */
export function specification(style: StyleLayer, layer: Layer, tiled = isTiled(layer)): LayerSpecification {
  const minzoom = Math.max(style.minzoom ?? 0, layer.minzoom ?? 0);
  const maxzoom = Math.min(style.maxzoom ?? 24, layer.maxzoom ?? 24);
  return {
    ...withPageFont(style),
    ...(tiled ? { "source-layer": layer.id } : notInAreas(style)),
    source: layer.id,
    minzoom,
    maxzoom,
  } as LayerSpecification;
}

/** Names of areas stand at points of their own (label-points.ts). */
function notInAreas(style: StyleLayer): { filter?: unknown } {
  if (!isAtPoints(style)) return {};
  const outside = ["!=", ["geometry-type"], "Polygon"];
  return { filter: style.filter === undefined ? outside : ["all", style.filter, outside] };
}

/** Area, line and ring around the chosen feature, in the town's accent on white. */
export function selectionLayers(accent: string): LayerSpecification[] {
  const source = SELECTION;
  const round = { "line-cap": "round", "line-join": "round" } as const;
  const notPoint = ["!=", ["geometry-type"], "Point"] as never;
  return [
    {
      id: `${source}-flaeche`,
      source,
      type: "fill",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": accent, "fill-opacity": 0.12 },
    },
    {
      id: `${source}-saum`,
      source,
      type: "line",
      filter: notPoint,
      layout: round,
      paint: { "line-color": "#ffffff", "line-width": 7, "line-opacity": 0.9 },
    },
    {
      id: `${source}-linie`,
      source,
      type: "line",
      filter: notPoint,
      layout: round,
      paint: { "line-color": accent, "line-width": 3.5 },
    },
    ring(`${source}-hof`, "#ffffff", 7),
    ring(`${source}-ring`, accent, 3.5),
  ];
}

function ring(id: string, colour: string, width: number): LayerSpecification {
  return {
    id,
    source: SELECTION,
    type: "circle",
    filter: ["==", ["geometry-type"], "Point"],
    paint: {
      "circle-radius": RING - width / 2,
      "circle-opacity": 0,
      "circle-stroke-color": colour,
      "circle-stroke-width": width,
      "circle-stroke-opacity": 0.95,
    },
  };
}

/** The paint properties that make each kind of layer fainter. */
const OPACITIES: Readonly<Record<string, readonly string[]>> = {
  fill: ["fill-opacity"],
  line: ["line-opacity"],
  circle: ["circle-opacity", "circle-stroke-opacity"],
  symbol: ["icon-opacity", "text-opacity"],
  "fill-extrusion": ["fill-extrusion-opacity"],
};

/** The opacities of a style layer times a share. One that depends on the zoom stays: MapLibre multiplies no such thing. */
export function faded(style: StyleLayer, share: number): readonly (readonly [string, unknown])[] {
  return (OPACITIES[style.type] ?? []).flatMap((name): (readonly [string, unknown])[] => {
    const own = style.paint?.[name] ?? 1;
    if (typeof own === "number") return [[name, own * share]];
    return JSON.stringify(own).includes('["zoom"]') ? [] : [[name, ["*", own, share]]];
  });
}

/** MapLibre reads attributions as HTML; ours come from definitions and are text. */
export function attributionOf(licence: Licence): string {
  return `© ${htmlText(licence.attribution)}`;
}

/** The map's own labels in the page's language. */
export function mapLabels(words: Words): Record<string, string> {
  return {
    "AttributionControl.ToggleAttribution": words.mapAttribution,
    "GeolocateControl.FindMyLocation": words.mapPosition,
    "GeolocateControl.LocationNotAvailable": words.mapPositionUnavailable,
    "Map.Title": words.map,
    "Marker.Title": words.spot,
    "NavigationControl.ZoomIn": words.mapZoomIn,
    "NavigationControl.ZoomOut": words.mapZoomOut,
  };
}

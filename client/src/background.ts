/** The map under the layers: plain paper for our own background layers, or basemap.de where the operator wants it. */
import type { LayerSpecification, StyleSpecification } from "@maplibre/maplibre-gl-style-spec";
import type { MapDocument } from "./model.ts";

/** The style of basemap.de (Bundesamt für Kartographie und Geodäsie); asked for only where switched on. */
export const BASEMAP_DE = "https://sgx.geodatenzentrum.de/gdz_basemapde_vektor/styles/bm_web_col.json";

/** Id of the layer that is always there and carries everything else. */
export const PAPER = "papier";

const PAPER_COLOUR = "#f4f2ec";
const FAMILY = "Geoportal";

/** A style without anything but paper, and without `glyphs`: MapLibre ≥ 5.11 then draws letters from page fonts. */
export function paperStyle(): StyleSpecification {
  return {
    version: 8,
    sources: {},
    layers: [{ id: PAPER, type: "background", paint: { "background-color": PAPER_COLOUR } }],
  };
}

/** The wording that basemap.de asks for, with the year of use. */
export function basemapAttribution(year: number): string {
  return `© ${year} <a href="https://basemap.de" rel="noopener">basemap.de</a> / BKG | Datenquellen: © GeoBasis-DE`;
}

/**
 * Load the style of basemap.de. Its letters are drawn from the page's font like ours, which spares citizens
 * further requests to a foreign host. Rejects where it cannot be reached.
 */
export async function loadBasemapDe(): Promise<StyleSpecification> {
  const response = await fetch(BASEMAP_DE, { credentials: "omit", referrerPolicy: "no-referrer" });
  if (!response.ok) throw new Error(`${BASEMAP_DE}: ${response.status}`);
  const { glyphs: _, ...style } = (await response.json()) as StyleSpecification;
  return { ...style, layers: style.layers.map(withPageFont) };
}

/** The ids of our own layers that make the background, in drawing order; none under basemap.de. */
export function backgroundIds(document: MapDocument): readonly string[] {
  if (document.background.basemapDe) return [];
  const published = new Set(document.layers.map((layer) => layer.id));
  return document.background.layers.filter((id) => published.has(id));
}

/** The page's font in the weight and slope that the style's own font name asks for. */
export function pageFont(asked: unknown): string[] {
  const names = JSON.stringify(asked ?? "").toLowerCase();
  const weight = ["bold", "semibold", "medium"].find((name) => names.includes(name));
  // A family that does not exist carries the weight: MapLibre reads it from the first name of the list.
  return weight ? [`${FAMILY} ${weight[0]?.toUpperCase()}${weight.slice(1)}`, FAMILY] : [FAMILY];
}

/** The layer with its text in the page's font; other layers as they are. */
export function withPageFont<T extends { readonly type: string; readonly layout?: object | undefined }>(
  layer: T,
): T {
  if (layer.type !== "symbol" || !layer.layout) return layer;
  const layout = layer.layout as Extract<LayerSpecification, { type: "symbol" }>["layout"];
  if (!layout?.["text-field"]) return layer;
  return { ...layer, layout: { ...layout, "text-font": pageFont(layout["text-font"]) } };
}

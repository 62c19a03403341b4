/** The map under the layers: plain paper for our own background layers, or the style that the operator chose. */
import type { LayerSpecification, StyleSpecification } from "@maplibre/maplibre-gl-style-spec";
import type { BackgroundLook, BackgroundMap, MapDocument } from "../model.ts";
import { htmlText } from "../words/html-text.ts";
import { type Look, paintIn } from "./look.ts";

/** Id of the layer that is always there and carries everything else. */
export const PAPER = "papier";

const PAPER_COLOUR = "#f4f2ec";
const FAMILY = "Geoportal";

/** A style without anything but paper, and without `glyphs`: MapLibre ≥ 5.11 then draws letters from page fonts. */
export function paperStyle(look: Look): StyleSpecification {
  const paper = { id: PAPER, type: "background", paint: { "background-color": PAPER_COLOUR } } as const;
  return { version: 8, sources: {}, layers: [{ ...paper, paint: paintIn(paper, look, true) }] };
}

/** Whom the operator's background names, as HTML. */
export function backgroundAttribution({ attribution: { text, url } }: BackgroundMap): string {
  return `<a href="${htmlText(url)}" target="_blank" rel="noopener">${htmlText(text)}</a>`;
}

/**
 * Load the style of a background in a look: the one that its maker drew for it, else the light one with other colours.
 * Letters are drawn from the page's font, which spares citizens requests. Rejects where it cannot be reached.
 */
export async function loadBackground(map: BackgroundMap, look: Look): Promise<StyleSpecification> {
  const wanted: BackgroundLook = look.dark ? "dark" : look.grey ? "grey" : "light";
  const address = map.styles[wanted] ?? map.styles.light;
  const response = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const style = (await response.json()) as StyleSpecification;
  return dressed(style, look, address === map.styles[wanted], map.host === null ? location.origin : null);
}

/** The style in a look, with the page's font; addresses of the portal get the `origin` by which it was reached. */
export function dressed(
  { glyphs: _, ...style }: StyleSpecification,
  look: Look,
  drawn: boolean,
  origin: string | null,
): StyleSpecification {
  const layers = style.layers.map((layer) => ({
    ...withPageFont(layer),
    paint: paintIn(layer, look, true, drawn),
  })) as LayerSpecification[];
  const own = (address: string): string => (origin ? address.replace(/^https?:\/\/[^/]+/, origin) : address);
  const sources = Object.entries(style.sources).map(([name, source]) => {
    const { attribution: _named, ...rest } = source as { attribution?: string; tiles?: string[] };
    return [name, rest.tiles ? { ...rest, tiles: rest.tiles.map(own) } : rest];
  });
  const sprite = typeof style.sprite === "string" ? { sprite: own(style.sprite) } : {};
  return { ...style, ...sprite, sources: Object.fromEntries(sources), layers };
}

/** The ids of our own layers that make the background, in drawing order; none where another map does. */
export function backgroundIds(document: MapDocument): readonly string[] {
  if (document.background.map) return [];
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

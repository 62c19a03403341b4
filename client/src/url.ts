/** Builds and reads addresses; nothing here talks to the network. */
import type { Extent, FeatureKey, Layer, Position } from "./model.ts";
import { isSpeech, type Speech } from "./words/speech.ts";

const MOST_IN_ANSWER = 10_000; // the server gives no more at once

/** What of the view an address holds; the map's own place stands in the fragment. `layers` null: as configured. */
export interface SharedView {
  readonly layers: readonly string[] | null;
  /** Per cent by which a layer is drawn, written behind its id as in `starkregen~60`. */
  readonly opacities: Readonly<Record<string, number>>;
  /** The month to which a layer is narrowed, written behind its id as in `bauprojekte@2024-05`. */
  readonly months: Readonly<Record<string, string>>;
  readonly background: boolean;
  /** The background without colours. */
  readonly grey: boolean;
  readonly speech: Speech | null;
  readonly feature: FeatureKey | null;
  /** What the short address names: a question, such as `/starkregen`, or a tool, such as `/planpruefung`. */
  readonly page: string | null;
  /** Shown on another website, with fewer controls. */
  readonly embedded: boolean;
  /** On an information column. */
  readonly kiosk: boolean;
}

/** Whether an address names the part of the world that the map shows. */
export function isPlaced({ hash }: Pick<Location, "hash">): boolean {
  return hash.includes("map=");
}

/** All features of a layer, or the first page where the server gives fewer; `items` is the path from `/map.json`. */
export function itemsUrl(items: string): string {
  return `${items}${items.includes("?") ? "&" : "?"}f=json&limit=${MOST_IN_ANSWER}`;
}

/** One feature of a layer. */
export function featureUrl(items: string, id: string): string {
  return `${items}/${encodeURIComponent(id)}?f=json`;
}

/** Some features of a layer: those in a box, with words that they hold, and there at any time of a month. */
export interface Part {
  readonly extent: Extent;
  readonly limit: number;
  readonly text?: string;
  readonly month?: string | undefined;
}

/** Where to ask for some features of a layer. */
export function partUrl(items: string, { extent, limit, text, month }: Part): string {
  const query = new URLSearchParams({ f: "json", limit: String(limit) });
  query.set("bbox", extent.map((degrees) => degrees.toFixed(6)).join(","));
  if (text) query.set("q", text);
  if (month) query.set("datetime", `${month}-01/${lastDay(month)}`);
  return `${items}?${query}`;
}

/** Where to ask for the feature with the first date of a field (`""`), or with the last (`"-"`). */
export function extremeUrl(items: string, field: string, order: "" | "-"): string {
  const query = new URLSearchParams({ f: "json", limit: "1", skipGeometry: "true", skipCount: "true" });
  query.set("sortby", order + field);
  query.set("filter", `"${field}" IS NOT NULL`); // the order puts features without a date first or last
  return `${items}?${query}`;
}

function lastDay(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, "2024-05-31".length);
}

/** The template of a layer's tiles, which never change; a map's worker needs it whole. */
export function tilesUrl({ id, version }: Layer, origin: string): string {
  return `${origin}/tiles/${id}/${version}/{z}/{x}/{y}.mvt`;
}

/** Where to ask which plans hold at a position. */
export function plansAtUrl([longitude, latitude]: Position): string {
  return `/api/plans/at?lon=${longitude.toFixed(7)}&lat=${latitude.toFixed(7)}`;
}

/** Where to ask for what people typed; what lies near `near` comes first among equals. */
export function searchUrl(text: string, near: Position | null): string {
  const query = new URLSearchParams({ q: text, limit: "8" });
  if (near) query.set("near", near.map((degrees) => degrees.toFixed(5)).join(","));
  return `/api/search?${query}`;
}

/**
 * A link of the server as a path on our own host: behind a proxy the link may name another host,
 * and a browser that sends citizens' requests elsewhere would break the promise of privacy.
 */
export function ownPath(href: string, base: string): string {
  const url = new URL(href, base);
  return url.pathname + url.search;
}

function readFeature(value: string | null): FeatureKey | null {
  const [, layer, id] = /^([a-z][a-z0-9_]*):(.+)$/s.exec(value ?? "") ?? [];
  return layer && id ? { layer, id } : null;
}

interface SharedLayer {
  readonly id: string;
  readonly month: string | null;
  readonly percent: number;
}

function readLayer(value: string): readonly SharedLayer[] {
  const [, id, month = null, percent] =
    /^([a-z][a-z0-9_]*)(?:@(\d{4}-\d{2}))?(?:~(\d{1,2}))?$/.exec(value) ?? [];
  return id ? [{ id, month, percent: percent ? Number(percent) : 100 }] : [];
}

function writeLayer(id: string, { months, opacities }: SharedView): string {
  const [month, percent] = [months[id], opacities[id]];
  return id + (month ? `@${month}` : "") + (percent === undefined ? "" : `~${percent}`);
}

/** Read a shared address, such as `/?ebenen=schulen,wlan&objekt=schulen:pmhg` or `/starkregen`. */
export function readView({ pathname, search }: Pick<URL, "pathname" | "search">): SharedView {
  const query = new URLSearchParams(search);
  const layers = query.get("ebenen")?.split(",").flatMap(readLayer) ?? null;
  const speech = query.get("sprache");
  return {
    layers: layers?.map(({ id }) => id) ?? null,
    opacities: Object.fromEntries(
      layers?.flatMap(({ id, percent }) => (percent < 100 ? [[id, percent]] : [])) ?? [],
    ),
    months: Object.fromEntries(layers?.flatMap(({ id, month }) => (month ? [[id, month]] : [])) ?? []),
    background: query.get("hintergrund") !== "0",
    grey: query.get("hintergrund") === "grau",
    speech: isSpeech(speech) ? speech : null,
    feature: readFeature(query.get("objekt")),
    page: /^\/([a-z][a-z0-9_-]*)\/?$/.exec(pathname)?.[1] ?? null,
    embedded: query.get("einbetten") === "1",
    kiosk: query.get("kiosk") === "1",
  };
}

/** Write path and query of a shared address; commas and colons stay readable. */
export function writeView(view: SharedView): string {
  const parts: string[] = [];
  const layers = view.layers?.map((id) => writeLayer(id, view));
  if (layers) parts.push(`ebenen=${layers.join(",")}`);
  if (!view.background) parts.push("hintergrund=0");
  else if (view.grey) parts.push("hintergrund=grau");
  if (view.feature) parts.push(`objekt=${view.feature.layer}:${encodeURIComponent(view.feature.id)}`);
  if (view.embedded) parts.push("einbetten=1");
  if (view.kiosk) parts.push("kiosk=1");
  if (view.speech) parts.push(`sprache=${view.speech}`);
  return `/${view.page ?? ""}${parts.length > 0 ? `?${parts.join("&")}` : ""}`;
}

/** The page that tells messengers and search engines what a feature is. */
export function featurePage({ layer, id }: FeatureKey): string {
  return `/o/${layer}/${encodeURIComponent(id)}`;
}

/** The address if a browser may follow it from untrusted data: http and https only. */
export function webAddress(value: string): URL | null {
  const url = URL.canParse(value) ? new URL(value) : null;
  return url && (url.protocol === "https:" || url.protocol === "http:") ? url : null;
}

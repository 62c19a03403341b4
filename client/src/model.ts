/** The types of `/map.json`: everything the map needs to know about a town and its layers. */
import type { Feature as GeoJsonFeature, Geometry } from "geojson";

export type Language = "de" | "en";

/** A phrase in German and, where it was translated, in English. */
export interface LocalText {
  readonly de: string;
  readonly en: string | null;
}

/** West, south, east, north in degrees (CRS84: longitude before latitude). */
export type Extent = readonly [number, number, number, number];

/** Longitude, latitude in degrees (CRS84). */
export type Position = readonly [number, number];

export const FIELD_TYPES = [
  "text",
  "integer",
  "number",
  "boolean",
  "date",
  "datetime",
  "url",
  "email",
  "phone",
  "hours",
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** One attribute of a layer, in the order in which the map shows it. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly title: LocalText;
  readonly unit: string | null;
  readonly codes: Readonly<Record<string, LocalText>> | null;
}

/** A MapLibre style layer that is still without a source. */
export interface StyleLayer {
  readonly id: string;
  readonly type: string;
  readonly filter?: unknown;
  readonly minzoom?: number;
  readonly maxzoom?: number;
  readonly layout?: Readonly<Record<string, unknown>>;
  readonly paint?: Readonly<Record<string, unknown>>;
  readonly metadata?: {
    readonly legend?: LocalText;
    /** Its place in the legend; those without one come last, as the map stacks them. */
    readonly order?: number;
    /** Paint for the dark, where its own colours made dark would not do. */
    readonly dark?: Readonly<Record<string, unknown>>;
  };
}

export interface Contact {
  readonly office: LocalText;
  readonly email: string | null;
  readonly phone: string | null;
  readonly url: string | null;
}

export interface Licence {
  readonly title: string;
  readonly url: string;
  readonly attribution: string;
}

export interface Group {
  readonly id: string;
  readonly title: LocalText;
}

/** The fields of a feature's first and last day. */
export interface Period {
  readonly start: string;
  readonly end: string;
}

/** The lowest and the highest level of a layer's tiles. */
export interface Levels {
  readonly minzoom: number;
  readonly maxzoom: number;
}

/** The last version with other tiles than the one that is live; `dataDate` is an ISO date. */
export interface Former extends Levels {
  readonly version: number;
  readonly dataDate: string | null;
}

/** Between which levels a layer has tiles, and the version before, where its tiles are still there. */
export interface Tiles extends Levels {
  readonly former: Former | null;
}

/**
 * One published layer. `dataDate` is an ISO date, `checkedAt` an ISO time, `items` a path on this host; `tiles` is
 * null where nobody serves them.
 */
export interface Layer {
  readonly id: string;
  readonly version: number;
  readonly title: LocalText;
  readonly description: LocalText;
  readonly group: string;
  readonly style: readonly StyleLayer[];
  readonly fields: readonly Field[];
  readonly quality: "official" | "sample";
  readonly licence: Licence;
  readonly contact: Contact;
  readonly dataDate: string | null;
  readonly checkedAt: string;
  readonly bbox: Extent | null;
  readonly count: number;
  readonly minzoom: number | null;
  readonly maxzoom: number | null;
  readonly items: string;
  readonly tiles: Tiles | null;
  readonly background: boolean;
  readonly time: Period | null;
}

/** The zoom from which a layer draws anything: its own scale limit, or that of its least demanding style layer. */
export function visibleFrom(layer: Layer): number {
  const styles = layer.style.map((style) => style.minzoom ?? 0);
  return Math.max(layer.minzoom ?? 0, styles.length > 0 ? Math.min(...styles) : 0);
}

/** A layer that is drawn from tiles. */
export type TiledLayer = Layer & { readonly tiles: Tiles };

/** The zooms at which a layer's tiles are asked for; nearer views enlarge the finest. */
export function tileZooms(layer: TiledLayer): Levels {
  const { minzoom, maxzoom } = layer.tiles;
  return { minzoom: Math.min(Math.max(minzoom, Math.floor(visibleFrom(layer))), maxzoom), maxzoom };
}

/** A layer as it was before, to be drawn from its tiles; null where these are not there any more. */
export function formerOf(layer: Layer): TiledLayer | null {
  const former = layer.tiles?.former;
  if (!former) return null;
  const { version, dataDate } = former;
  return { ...layer, version, dataDate, tiles: { ...former, former: null } };
}

/** The id of the layer of all objects of all development plans. */
const PLAN_OBJECTS = "plan_objekte";

/** Whether a layer shows development plans, of which the server tells what holds at a place. */
export function showsPlans(id: string): boolean {
  return id === PLAN_OBJECTS || id === "bebauungsplaene";
}

/** Whether a layer holds one class of plans' objects, for programs; people see all of them in one layer. */
export function isOneClass({ id }: Layer): boolean {
  return /^(bp|fp|lp|rp|so|xp)_(?!plan$)/.test(id);
}

/**
 * Features up to which a layer comes whole, in one answer. A whole layer can be read without a network, searched as one
 * list and sorted by distance; beyond this a phone on a slow line waits for seconds, and tiles are a quarter of it
 * (docs/adr/2026-11-27-whole-layers-and-tiles.md).
 */
const MOST_WHOLE = 2_000;

/** Whether a layer has too much to be sent as a whole: it is drawn from tiles, and the server tells what is where. */
export function isTiled(layer: Layer): layer is TiledLayer {
  return layer.tiles !== null && (layer.id === PLAN_OBJECTS || layer.count > MOST_WHOLE);
}

export interface Town {
  readonly name: string;
  /** The municipality's key: its first two digits are the state's. */
  readonly ags: string;
  readonly title: LocalText;
  readonly description: LocalText;
  readonly extent: Extent;
  readonly centre: Position;
  readonly zoom: number;
  readonly colours: { readonly primary: string; readonly accent: string };
  readonly logo: string | null;
  readonly contact: Contact | null;
  readonly imprint: string;
  readonly privacy: string;
  readonly accessibility: string;
}

/** How a background looks; only `light` is always drawn by its maker. */
export type BackgroundLook = "light" | "dark" | "grey";

/**
 * A background that is not made of our own layers: addresses of MapLibre styles, and whom to name. `host` is the
 * foreign one that the browser asks, null where it asks the portal only.
 */
export interface BackgroundMap {
  readonly title: string;
  readonly styles: Readonly<Record<BackgroundLook, string | null>> & { readonly light: string };
  readonly attribution: { readonly text: string; readonly url: string };
  readonly host: string | null;
}

/** `layers` are dataset ids in drawing order; they are drawn where there is no `map`. */
export interface Background {
  readonly layers: readonly string[];
  readonly map: BackgroundMap | null;
}

export const QUESTION_KINDS = ["show", "near", "address"] as const;

/**
 * What people come to ask, at the short address `/<id>`: the layers that answer it, and what they have to know.
 * It is answered by the map alone, by what is nearest, or by what there is at an address. Without a zoom and an
 * extent the map stays where it is.
 */
export interface Question {
  readonly id: string;
  readonly kind: (typeof QUESTION_KINDS)[number];
  readonly title: LocalText;
  readonly text: LocalText;
  readonly layers: readonly string[];
  readonly zoom: number | null;
  readonly extent: Extent | null;
}

export interface MapDocument {
  readonly town: Town;
  readonly questions: readonly Question[];
  readonly background: Background;
  readonly groups: readonly Group[];
  readonly layers: readonly Layer[];
}

/** A feature as the API gives it: its id is a text and stays the same in every version of the layer. */
export interface Feature extends GeoJsonFeature<Geometry | null, Readonly<Record<string, unknown>>> {
  readonly id: string;
}

/** What names a feature in the whole portal. */
export interface FeatureKey {
  readonly layer: string;
  readonly id: string;
}

/** A spot with a name that need not be a feature: an address, the start of a street, a person's position. */
export interface Place {
  readonly title: string;
  readonly subtitle: string | null;
  readonly position: Position;
}

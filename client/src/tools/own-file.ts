/** Reads a person's own file of tracks or places: GPX, KML or GeoJSON. It never leaves the browser. */
import { gpx, kml } from "@tmcw/togeojson";
import type { Feature, FeatureCollection, Geometry } from "geojson";
import { extentOf } from "../places/geometry.ts";

/** `kind` is why a file cannot be shown. */
export class OwnFileError extends Error {
  readonly kind: "large" | "unknown" | "broken" | "empty" | "elsewhere";

  constructor(kind: OwnFileError["kind"]) {
    super(kind);
    this.name = "OwnFileError";
    this.kind = kind;
  }
}

/** Bytes; a day's track has one, and a phone still draws ten times as much. */
export const LARGEST_FILE = 20_000_000;

type Placed = Feature<Geometry>;

/** The features of a file's text in longitude and latitude. Throws OwnFileError. */
export function readOwnFile(text: string): FeatureCollection<Geometry> {
  const features = text.trimStart().startsWith("<") ? fromXml(text) : fromJson(text);
  if (features.length === 0) throw new OwnFileError("empty");
  for (const { geometry } of features) checkDegrees(geometry);
  return { type: "FeatureCollection", features };
}

function fromXml(text: string): Placed[] {
  const document = new DOMParser().parseFromString(text, "application/xml");
  if (document.querySelector("parsererror")) throw new OwnFileError("broken");
  const root = document.documentElement.localName;
  if (root !== "gpx" && root !== "kml") throw new OwnFileError("unknown");
  return (root === "gpx" ? gpx(document) : kml(document)).features.filter(isPlaced);
}

function fromJson(text: string): Placed[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new OwnFileError("unknown");
  }
  return featuresOf(value);
}

/** A collection, a single feature or a bare geometry (RFC 7946, 3). */
function featuresOf(value: unknown): Placed[] {
  if (!isObject(value)) throw new OwnFileError("unknown");
  if (value.type === "FeatureCollection" && Array.isArray(value.features))
    return value.features.filter(isPlaced);
  if (value.type === "Feature") return isPlaced(value) ? [value] : [];
  const geometry = value as unknown as Geometry;
  if (!isGeometry(geometry)) throw new OwnFileError("unknown");
  return [{ type: "Feature", geometry, properties: {} }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isGeometry(value: unknown): value is Geometry {
  return isObject(value) && (Array.isArray(value.coordinates) || Array.isArray(value.geometries));
}

function isPlaced(value: unknown): value is Placed {
  return isObject(value) && isGeometry(value.geometry);
}

/** Files in metres, such as EPSG:25832, would be drawn on the other side of the Earth. */
function checkDegrees(geometry: Geometry): void {
  const [west, south, east, north] = extentOf(geometry) ?? [0, 0, 0, 0];
  if (west < -180 || east > 180 || south < -90 || north > 90) throw new OwnFileError("elsewhere");
}

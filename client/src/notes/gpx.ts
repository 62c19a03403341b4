/** Notes as GPX 1.1, which navigation devices read: points as waypoints, lines and outlines as tracks. */
import { htmlText } from "../words/html-text.ts";
import type { Note } from "./notes.ts";

type Coordinates = readonly number[];

const place = (tag: string, [longitude = 0, latitude = 0]: Coordinates, inner = ""): string =>
  `<${tag} lat="${latitude.toFixed(7)}" lon="${longitude.toFixed(7)}">${inner}</${tag}>`;

const named = (name: string): string => (name ? `<name>${htmlText(name)}</name>` : "");

function track(name: string, line: readonly Coordinates[]): string {
  return `<trk>${named(name)}<trkseg>${line.map((each) => place("trkpt", each)).join("")}</trkseg></trk>`;
}

function written({ geometry, properties: { name } }: Note): string {
  switch (geometry.type) {
    case "Point":
      return place("wpt", geometry.coordinates, named(name));
    case "LineString":
      return track(name, geometry.coordinates);
    case "Polygon":
      return track(name, geometry.coordinates[0] ?? []);
    default:
      return "";
  }
}

/** Waypoints stand before tracks: the schema wants that order. */
export function gpxOf(notes: readonly Note[]): string {
  const parts = notes
    .map(written)
    .sort((a, b) => Number(b.startsWith("<wpt")) - Number(a.startsWith("<wpt")));
  const head = '<gpx version="1.1" creator="Geoportal" xmlns="http://www.topografix.com/GPX/1/1">';
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}${parts.join("")}</gpx>\n`;
}

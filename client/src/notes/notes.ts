/** What people draw on the map and write to it. It stays in this browser until they remove it. */
import type { Feature, FeatureCollection, Geometry } from "geojson";
import type { Position } from "../model.ts";

export const SHAPES = ["point", "line", "area"] as const;
export type Shape = (typeof SHAPES)[number];

/** Corners that a shape needs at least. */
export const CORNERS: Readonly<Record<Shape, number>> = { point: 1, line: 2, area: 3 };

/** `name` is the person's own text, the property that other programs show as a title. */
export type Note = Feature<Geometry, { readonly name: string }>;
export type Notes = FeatureCollection<Geometry, { readonly name: string }>;

const KEY = "geoportal-notizen";

/** The drawn corners as a note, or null where they are too few. */
export function noteOf(shape: Shape, corners: readonly Position[], name: string): Note | null {
  if (corners.length < CORNERS[shape]) return null;
  return { type: "Feature", geometry: geometryOf(shape, corners), properties: { name: name.trim() } };
}

function geometryOf(shape: Shape, corners: readonly Position[]): Geometry {
  const [first = [0, 0]] = corners;
  const line = corners.map((corner) => [...corner]);
  if (shape === "point") return { type: "Point", coordinates: [...first] };
  if (shape === "line") return { type: "LineString", coordinates: line };
  return { type: "Polygon", coordinates: [[...line, [...first]]] };
}

/** The notes of this browser; what is no longer readable counts as none. */
export function readNotes(store: Pick<Storage, "getItem">): readonly Note[] {
  try {
    const { features } = JSON.parse(store.getItem(KEY) ?? "{}") as Partial<Notes>;
    return Array.isArray(features) ? features : [];
  } catch {
    return [];
  }
}

/** Keep them; none leave no trace. Throws where the browser has no room or keeps nothing. */
export function writeNotes(store: Pick<Storage, "setItem" | "removeItem">, notes: readonly Note[]): void {
  if (notes.length === 0) store.removeItem(KEY);
  else store.setItem(KEY, JSON.stringify(collection(notes)));
}

export function collection(notes: readonly Note[]): Notes {
  return { type: "FeatureCollection", features: [...notes] };
}

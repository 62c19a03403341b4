/** From an address to the way to school: the district it lies in, its school, and the nearest of the ways there. */

import type { Extent, Feature, FeatureKey, Position } from "../model.ts";
import { belonging, keysAt } from "../places/around.ts";
import { extentOf } from "../places/geometry.ts";
import { findFeature, type State } from "../state/state.ts";

export interface Way {
  readonly district: FeatureKey;
  /** The feature whose id the district names in a field `…_id`; null where its layer is not on. */
  readonly school: FeatureKey | null;
  readonly way: FeatureKey;
  /** From the address to where the way begins or passes. */
  readonly metres: number;
}

/** Null where no area with a way lies there. */
export function wayFrom(state: State, position: Position): Way | null {
  const near = belonging(state, position).find(({ key }) => isLine(findFeature(state, key)));
  const district = keysAt(state, position).find((key) => named(state, key).length > 0);
  if (!near || !district) return null;
  const school = named(state, district)[0] ?? null;
  return { district, school, way: near.key, metres: near.metres };
}

function isLine(feature: Feature | null): boolean {
  return feature?.geometry?.type.endsWith("LineString") ?? false;
}

/** The features of other layers that a feature names by their id. */
function named(state: State, key: FeatureKey): readonly FeatureKey[] {
  const properties = findFeature(state, key)?.properties ?? {};
  const ids = Object.entries(properties).flatMap(([name, value]) =>
    name.endsWith("_id") && value !== null ? [String(value)] : [],
  );
  return state.on
    .filter((layer) => layer !== key.layer)
    .flatMap((layer) => ids.map((id) => ({ layer, id })))
    .filter((other) => findFeature(state, other) !== null);
}

/** What the little map shows: the whole way and the address. */
export function extentOfWay(state: State, { way, school }: Way, position: Position): Extent | null {
  const geometries = [way, school].flatMap((key) => (key && findFeature(state, key)?.geometry) || []);
  const point = { type: "Point" as const, coordinates: [...position] };
  return extentOf({ type: "GeometryCollection", geometries: [...geometries, point] });
}

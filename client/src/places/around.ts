/** What the layers that are on have at a spot and around it. */

import type { Feature, FeatureKey, Position } from "../model.ts";
import type { State } from "../state/state.ts";
import { featuresNow } from "../time/period.ts";
import { contains, metresTo } from "./geometry.ts";

export interface Near {
  readonly key: FeatureKey;
  readonly metres: number;
}

function* features(state: State): Generator<readonly [FeatureKey, Feature]> {
  for (const layer of state.on) {
    for (const feature of featuresNow(state, layer)) yield [{ layer, id: feature.id }, feature];
  }
}

/** The areas in which a position lies. */
export function keysAt(state: State, position: Position): readonly FeatureKey[] {
  return [...features(state)].flatMap(([key, { geometry }]) =>
    geometry && contains(geometry, position) ? [key] : [],
  );
}

/** Keys by which features of one layer refer to others, such as `schul_id` of districts and of ways to school. */
function links({ properties }: Feature): readonly string[] {
  return Object.entries(properties).flatMap(([name, value]) =>
    name.endsWith("_id") && value !== null ? [`${name}=${value}`] : [],
  );
}

/** What belongs to the areas in which a position lies by a common key, the nearest first: the way to the district's school. */
export function belonging(state: State, position: Position): readonly Near[] {
  const areas = new Set(keysAt(state, position).map(({ layer }) => layer));
  const wanted = new Set(
    [...features(state)].flatMap(([key, feature]) =>
      areas.has(key.layer) && feature.geometry && contains(feature.geometry, position) ? links(feature) : [],
    ),
  );
  if (wanted.size === 0) return [];
  return [...features(state)]
    .flatMap(([key, feature]) =>
      feature.geometry && !areas.has(key.layer) && links(feature).some((link) => wanted.has(link))
        ? [{ key, metres: metresTo(feature.geometry, position) }]
        : [],
    )
    .sort((a, b) => a.metres - b.metres);
}

/** Everything with a place, the nearest first. */
export function nearest(state: State, position: Position): readonly Near[] {
  return [...features(state)]
    .flatMap(([key, { geometry }]) => (geometry ? [{ key, metres: metresTo(geometry, position) }] : []))
    .sort((a, b) => a.metres - b.metres);
}

/** Other colours for a map that is drawn, or for a picture of it. */

import type { StyleSpecification } from "@maplibre/maplibre-gl-style-spec";
import type { Map as MapLibre } from "maplibre-gl";
import type { Colours } from "./look.ts";

/** Paint the layers that a style holds as it does; those that are not drawn are left out. */
export function paintLike(map: MapLibre, style: StyleSpecification): void {
  for (const { id, paint } of style.layers)
    if (map.getLayer(id))
      for (const [name, value] of Object.entries(paint ?? {})) map.setPaintProperty(id, name, value);
}

/** A drawn style with the paint of its background's style, and with the colours of layers by id. */
export function inColours(
  drawn: StyleSpecification,
  background: StyleSpecification,
  colours: ReadonlyMap<string, Colours>,
): StyleSpecification {
  const paints = new Map<string, object | undefined>(background.layers.map(({ id, paint }) => [id, paint]));
  const layers = drawn.layers.map((layer) => {
    const paint = { ...layer.paint, ...(paints.get(layer.id) ?? colours.get(layer.id)) };
    return { ...layer, paint } as typeof layer;
  });
  return { ...drawn, layers };
}

/** Which tiles there are to keep: those of a layer, and those of the background that the operator built. */
import { askJson } from "../api/api.ts";
import { type Extent, type MapDocument, type TiledLayer, tileZooms } from "../model.ts";
import { tilesUrl } from "../url.ts";
import type { TileSet } from "./tiles.ts";

const BUILT = /\/background\/tiles\/[^/]+\/\{z\}\/\{x\}\/\{y\}\.mvt$/;

/** A layer's tiles in the town. */
export function layerTiles(layer: TiledLayer, town: Extent): TileSet {
  const { id, bbox } = layer;
  return { id, template: tilesUrl(layer, location.origin), extent: bbox ?? town, ...tileZooms(layer) };
}

/** The built background's tiles in the town; null where there is none. Rejects where its style does not come. */
export async function builtTiles({ background: { map }, town }: MapDocument): Promise<TileSet | null> {
  if (!map || map.host !== null) return null;
  const style = (await askJson(map.styles.light, null)) as {
    sources?: Record<string, { tiles?: string[]; minzoom?: number; maxzoom?: number }>;
  };
  for (const { tiles, minzoom = 0, maxzoom = 14 } of Object.values(style.sources ?? {})) {
    const path = BUILT.exec(tiles?.[0] ?? "")?.[0];
    if (path)
      return { id: "hintergrund", template: location.origin + path, extent: town.extent, minzoom, maxzoom };
  }
  return null;
}

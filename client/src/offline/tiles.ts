/** Tiles of the whole town on this device: of a layer that is drawn from tiles, or of the background that was built. */
import type { Extent } from "../model.ts";

/** `template` is an address with {z}, {x} and {y} that names a version: its tiles never change. */
export interface TileSet {
  readonly id: string;
  readonly template: string;
  readonly extent: Extent;
  readonly minzoom: number;
  readonly maxzoom: number;
}

export interface KeptTiles {
  readonly id: string;
  readonly template: string;
  readonly bytes: number;
  /** ISO time. */
  readonly since: string;
}

const PREFIX = "geoportal-kacheln:";
const MARK = "/offline/kacheln"; // no address of the server
const MOST = 2500; // a town of 100 km² has some 300 down to zoom 15, its district 2,000
const AT_ONCE = 6;
const SAMPLES = 8;

/** The addresses of all tiles, the coarsest first; where these are too many, the finest zooms are left out. */
export function tilesOf({ template, extent, minzoom, maxzoom }: TileSet): readonly string[] {
  const found: string[] = [];
  for (let zoom = minzoom; zoom <= maxzoom; zoom += 1) {
    const [west, south, east, north] = extent;
    const [left, top] = tileAt(west, north, zoom);
    const [right, bottom] = tileAt(east, south, zoom);
    if (found.length + (right - left + 1) * (bottom - top + 1) > MOST) break;
    for (let x = left; x <= right; x += 1)
      for (let y = top; y <= bottom; y += 1) found.push(addressOf(template, zoom, x, y));
  }
  return found;
}

/** Column and row in the tiling of Web Mercator. */
function tileAt(longitude: number, latitude: number, zoom: number): readonly [number, number] {
  const phi = (latitude * Math.PI) / 180;
  const x = (longitude + 180) / 360;
  const y = (1 - Math.asinh(Math.tan(phi)) / Math.PI) / 2;
  return [Math.floor(x * 2 ** zoom), Math.floor(y * 2 ** zoom)];
}

function addressOf(template: string, zoom: number, x: number, y: number): string {
  return template.replace("{z}", String(zoom)).replace("{x}", String(x)).replace("{y}", String(y));
}

/** What the tiles will take, after some of them; null where they do not come. */
export async function weighTiles(set: TileSet): Promise<number | null> {
  const all = tilesOf(set);
  const step = Math.max(1, Math.floor(all.length / SAMPLES));
  const some = all.filter((_, at) => at % step === 0);
  try {
    const bytes = await Promise.all(some.map(async (address) => (await bring(address)).size));
    return Math.round((bytes.reduce((sum, each) => sum + each, 0) / some.length) * all.length);
  } catch {
    return null;
  }
}

/** Keep all tiles until the person removes them; nothing is kept where one does not come or there is no room. */
export async function keepTiles(caches: CacheStorage, set: TileSet): Promise<void> {
  const name = PREFIX + set.id;
  await caches.delete(name);
  const cache = await caches.open(name);
  const waiting = [...tilesOf(set)];
  let bytes = 0;
  const work = async (): Promise<void> => {
    for (let address = waiting.shift(); address; address = waiting.shift()) {
      const tile = await bring(address);
      bytes += tile.size;
      await cache.put(address, new Response(tile));
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    await cache.put(MARK, new Response(JSON.stringify(described(set, bytes))));
  } catch (error) {
    waiting.length = 0;
    await caches.delete(name);
    throw error;
  }
}

export async function removeTiles(caches: CacheStorage, id: string): Promise<void> {
  await caches.delete(PREFIX + id);
}

/** What is kept wholly. */
export async function keptTiles(caches: CacheStorage): Promise<readonly KeptTiles[]> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  const marks = await Promise.all(names.map((name) => caches.match(MARK, { cacheName: name })));
  return Promise.all(marks.flatMap((mark) => (mark ? [mark.json() as Promise<KeptTiles>] : [])));
}

function described({ id, template }: TileSet, bytes: number): KeptTiles {
  return { id, template, bytes, since: new Date().toISOString() };
}

/** A tile past the service worker, which would count it among the ones seen last; an empty one is none. */
async function bring(address: string): Promise<Blob> {
  const answer = await fetch(address, { cache: "reload" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.blob();
}

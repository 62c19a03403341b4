/** Scanned sheets of plans on the map: above the background's areas and lines, beneath the layers and all names. */
import type { Map as MapLibre } from "maplibre-gl";
import type { Extent } from "../model.ts";
import { ownPath } from "../url.ts";
import type { DrawnLayers } from "./drawn-layers.ts";
import { placeOfScan } from "./stacking.ts";

/** Where the tiles of a plan's sheets are; `tiles` is an address with {z}, {y} and {x}. */
export interface Scan {
  readonly tiles: string;
  readonly minzoom: number;
  readonly maxzoom: number;
  readonly bounds: Extent;
}

const SIDE = 256; // pixels of a tile, as the server makes them

export class Scans {
  readonly #map: MapLibre;
  readonly #layers: DrawnLayers;

  constructor(map: MapLibre, layers: DrawnLayers) {
    this.#map = map;
    this.#layers = layers;
  }

  /** Draw a sheet by so many per cent, or take it away where `percent` is null. */
  draw(scan: Scan, percent: number | null): void {
    const id = `scan:${scan.tiles}`;
    if (percent === null) {
      if (this.#map.getSource(id)) this.#remove(id);
      return;
    }
    if (!this.#map.getSource(id)) this.#add(id, scan);
    this.#map.setPaintProperty(id, "raster-opacity", percent / 100);
  }

  #add(id: string, { tiles, minzoom, maxzoom, bounds }: Scan): void {
    this.#map.addSource(id, {
      type: "raster",
      tiles: [location.origin + decodeURI(ownPath(tiles, location.href))], // URLs know no braces
      tileSize: SIDE,
      minzoom,
      maxzoom,
      bounds: [...bounds],
    });
    this.#layers.insert(
      { id, type: "raster", source: id, paint: { "raster-fade-duration": 0 } },
      placeOfScan(id),
    );
  }

  #remove(id: string): void {
    this.#layers.takeOut([id]);
    this.#map.removeSource(id);
  }
}

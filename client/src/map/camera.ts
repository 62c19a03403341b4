/** Which part of the world the map shows, and bringing things into its free part: what the sheet does not cover. */
import type { Map as MapLibre } from "maplibre-gl";
import type { Extent, Feature, Position } from "../model.ts";
import { centreOf, extentOf, widened } from "../places/geometry.ts";
import type { Pixel } from "./drawn-layers.ts";
import type { MapOptions } from "./options.ts";

const MARGIN = 56; // px kept free around a feature that is brought into view
const AROUND_TOWN = 0.6; // people may look this part of the town's extent beyond its border

/** A single point from a list is shown among its neighbours' houses. */
export const CLOSE_ZOOM = 17;

/** How far people may look where nothing else is to be seen. */
export function bounds(town: Extent): [number, number, number, number] {
  return [...widened(town, AROUND_TOWN)];
}

export class Camera {
  readonly #map: MapLibre;
  readonly #options: MapOptions;

  constructor(map: MapLibre, options: MapOptions) {
    this.#map = map;
    this.#options = options;
  }

  /** Move the map only as far as needed so that the feature is neither outside nor under the sheet. */
  reveal(feature: Feature): void {
    const extent = extentOf(feature.geometry);
    if (!extent) return;
    const centre = centreOf(extent);
    const { x, y } = this.#map.project([...centre]);
    const { clientWidth, clientHeight } = this.#options.container;
    const free = clientHeight - this.#options.covered();
    const inside = x > MARGIN && x < clientWidth - MARGIN && y > MARGIN && y < free - MARGIN;
    if (!inside) this.#map.easeTo({ center: [...centre], offset: [0, (free - clientHeight) / 2] });
  }

  /** Fill the free part of the map with the feature, from no nearer than this zoom or the present one. */
  zoomToFeature(feature: Feature, nearest = CLOSE_ZOOM): void {
    const extent = extentOf(feature.geometry);
    if (!extent) return;
    this.#map.fitBounds([...extent], {
      padding: this.#padding,
      maxZoom: Math.max(nearest, this.#map.getZoom()),
    });
  }

  zoomTo(zoom: number): void {
    this.#map.easeTo({ zoom });
  }

  /** Go to an extent, to a zoom, or to both; null leaves what is. */
  show(extent: Extent | null, zoom: number | null): void {
    if (extent) this.#map.fitBounds([...extent], { padding: this.#padding, maxZoom: zoom ?? CLOSE_ZOOM });
    else if (zoom !== null) this.#map.easeTo({ zoom });
  }

  /** Bring a place into the middle of the free part, at a zoom or near enough to know it. */
  goTo(position: Position, zoom: number | null): void {
    const lift = -Math.min(this.#options.covered(), this.#options.container.clientHeight / 2) / 2;
    this.#map.easeTo({
      center: [...position],
      zoom: zoom ?? Math.max(CLOSE_ZOOM, this.#map.getZoom()),
      offset: [0, lift],
    });
  }

  /** Let people look beyond the town and its surroundings, or not any more. */
  roam(far: boolean): void {
    this.#map.setMaxBounds(far ? null : bounds(this.#options.town.extent));
  }

  /** Longitude and latitude of the map's middle. */
  get centre(): Position {
    const { lng, lat } = this.#map.getCenter();
    return [lng, lat];
  }

  /** What is seen, what the sheet covers counted in. */
  get extent(): Extent {
    const seen = this.#map.getBounds();
    return [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()];
  }

  get zoom(): number {
    return this.#map.getZoom();
  }

  /** Of the map in CSS pixels. */
  get width(): number {
    return this.#options.container.clientWidth;
  }

  /** The position of a place in CSS pixels of the map. */
  at({ x, y }: Pixel): Position {
    const { lng, lat } = this.#map.unproject([x, y]);
    return [lng, lat];
  }

  /** The place of a position in CSS pixels of the page. */
  project(position: Position): readonly [number, number] {
    const { left, top } = this.#options.container.getBoundingClientRect();
    const { x, y } = this.#map.project([...position]);
    return [left + x, top + y];
  }

  /** Call back whenever the map has moved, until what is returned is called. */
  onMove(moved: () => void): () => void {
    const { unsubscribe } = this.#map.on("moveend", moved);
    return unsubscribe;
  }

  /** What stays free around a feature, the sheet counted in. */
  get #padding(): { top: number; left: number; right: number; bottom: number } {
    const { covered, container } = this.#options;
    const bottom = Math.min(covered(), container.clientHeight - 3 * MARGIN) + MARGIN;
    return { top: MARGIN, left: MARGIN, right: MARGIN, bottom };
  }
}

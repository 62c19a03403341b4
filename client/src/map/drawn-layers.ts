/** The layers on the map: drawn in their order, made fainter, and found again under a finger. */
import type {
  FilterSpecification,
  LayerSpecification,
  MapGeoJSONFeature,
  Map as MapLibre,
  PointLike,
  VectorSourceSpecification,
} from "maplibre-gl";
import { type Colours, coloursIn, type Look, paintIn } from "../appearance/look.ts";
import { type Feature, formerOf, isTiled, type Layer, type TiledLayer, tileZooms } from "../model.ts";
import { dimensionOf, pointsOf } from "../places/geometry.ts";
import type { Narrowed, State } from "../state/state.ts";
import { periodFilter } from "../time/period.ts";
import { tilesUrl } from "../url.ts";
import type { OtherSide } from "./compare.ts";
import type { Hit } from "./hit.ts";
import { labelPoints, type Placed } from "./label-points.ts";
import { layerAbove, type Place, placeOf } from "./stacking.ts";
import { attributionOf, faded, specification } from "./style.ts";

/** A layer with its data, ready to be drawn; `order` is its place in the document. */
export interface DrawnLayer {
  readonly layer: Layer;
  readonly features: readonly Feature[];
  readonly order: number;
}

/** A point in CSS pixels of the map. */
export interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** Features of tiles have no whole geometry here, by which distances could be told. */
function tiledHit(found: MapGeoJSONFeature): Hit {
  const { id: given, ...properties } = found.properties;
  const id = String(given);
  return {
    key: { layer: found.source, id },
    dimension: dimensionOf(found.geometry),
    distance: 0,
    feature: { type: "Feature", id, geometry: null, properties },
  };
}

function tileSource(layer: TiledLayer): VectorSourceSpecification {
  return {
    type: "vector",
    tiles: [tilesUrl(layer, location.origin)],
    ...tileZooms(layer),
    ...(layer.bbox ? { bounds: [...layer.bbox] } : {}), // beyond it there is nothing to ask for
    attribution: attributionOf(layer.licence),
  };
}

export class DrawnLayers {
  readonly #map: MapLibre;
  readonly #drawn = new Map<string, DrawnLayer>();
  #look: Look;
  #places: Place[];

  /** `base` are the layers of the background's style, which are drawn already. */
  constructor(map: MapLibre, look: Look, base: readonly LayerSpecification[]) {
    this.#map = map;
    this.#look = look;
    this.#places = base.map(({ id, type }, order) => placeOf({ id, type }, true, order - base.length));
  }

  /** Draw all in another look. */
  repaint(look: Look): void {
    this.#look = look;
    for (const [id, colours] of this.coloursIn(look))
      for (const [name, value] of Object.entries(colours)) this.#map.setPaintProperty(id, name, value);
  }

  /** What differs between looks, in this one: paint properties by the style layer's id. */
  coloursIn(look: Look): ReadonlyMap<string, Colours> {
    const drawn = [...this.#drawn.values()].flatMap(({ layer }) =>
      layer.style.map((style) => [style.id, coloursIn(style, look, layer.background)] as const),
    );
    return new Map(drawn);
  }

  /** Draw these layers and no others. */
  draw(wanted: readonly DrawnLayer[]): void {
    const ids = new Set(wanted.map(({ layer }) => layer.id));
    for (const id of [...this.#drawn.keys()]) if (!ids.has(id)) this.#remove(id);
    for (const entry of wanted) if (!this.#drawn.has(entry.layer.id)) this.#add(entry);
    this.#map.triggerRepaint();
  }

  /** Draw these layers by so many per cent, and the others in full. */
  fade(opacities: Readonly<Record<string, number>>): void {
    for (const [id, { layer }] of this.#drawn)
      for (const style of layer.style)
        for (const [name, value] of faded(style, (opacities[id] ?? 100) / 100))
          this.#map.setPaintProperty(style.id, name, value);
  }

  /** Draw only a month of these layers, and all of the others. */
  narrow(narrowed: State["narrowed"]): void {
    for (const [id, { layer }] of this.#drawn)
      if (layer.time)
        for (const [style, filter] of Object.entries(this.filtersOf(id, narrowed[id] ?? null)))
          this.#map.setFilter(style, (filter ?? null) as FilterSpecification | null);
  }

  /** The filters of a layer's style layers, those of a month where only that is wanted; undefined lets all through. */
  filtersOf(id: string, only: Narrowed | null, tiled?: boolean): Readonly<Record<string, unknown>> {
    const layer = this.#drawn.get(id)?.layer;
    const filters = layer?.style.map((style): readonly [string, unknown] => {
      const { filter } = specification(style, layer, tiled) as { filter?: unknown };
      const parts = [filter, only && periodFilter(only)].filter(Boolean);
      return [style.id, parts.length > 0 ? ["all", ...parts] : undefined];
    });
    return Object.fromEntries(filters ?? []);
  }

  /** How a layer looks beside another: narrowed to a month, or as it was before. */
  otherSide(id: string, only: Narrowed | null, former: boolean): OtherSide {
    const layer = this.#drawn.get(id)?.layer;
    const before = former && layer ? formerOf(layer) : null;
    return {
      filters: this.filtersOf(id, only, before !== null || undefined),
      source: before && tileSource(before),
    };
  }

  /** How many features of a layer are drawn in the part that is seen. */
  rendered(layer: string): number {
    const ids = this.#drawn.get(layer)?.layer.style.map((style) => style.id) ?? [];
    return ids.length > 0 ? this.#map.queryRenderedFeatures({ layers: ids }).length : 0;
  }

  /** Put a layer of the style where its place is among the others. */
  insert(layer: LayerSpecification, place: Place): void {
    this.#map.addLayer(layer, layerAbove(place, this.#places) ?? undefined);
    this.#places.push(place);
  }

  /** Take layers of the style away. */
  takeOut(ids: readonly string[]): void {
    for (const id of ids) this.#map.removeLayer(id);
    this.#places = this.#places.filter((place) => !ids.includes(place.id));
  }

  /** Whether a layer that can be tapped is not yet drawn everywhere in the part that is seen. */
  get isComing(): boolean {
    return [...this.#drawn.values()].some(
      ({ layer: { id, background } }) => !background && !this.#map.isSourceLoaded(id),
    );
  }

  /** What lies at a point; points and lines count as hit in the square of this side around it. */
  hits({ x, y }: Pixel, box: number): Hit[] {
    const half = box / 2;
    const corners: [PointLike, PointLike] = [
      [x - half, y - half],
      [x + half, y + half],
    ];
    const point = { x, y };
    const near = this.#hitsIn(corners, point).filter((hit) => hit.dimension < 2);
    const under = this.#hitsIn([x, y], point).filter((hit) => hit.dimension === 2);
    return [...near, ...under];
  }

  #hitsIn(place: PointLike | [PointLike, PointLike], tap: Pixel): Hit[] {
    const asked = [...this.#drawn.values()].filter(({ layer }) => !layer.background);
    const layers = asked.flatMap(({ layer }) => layer.style.map((style) => style.id));
    if (layers.length === 0) return [];
    return this.#map.queryRenderedFeatures(place, { layers }).flatMap((found) => {
      const drawn = this.#drawn.get(found.source);
      if (drawn && isTiled(drawn.layer)) return [tiledHit(found)];
      const feature = drawn?.features[Number(found.id)];
      if (!feature?.geometry) return [];
      const distances = pointsOf(feature.geometry).map((position) => {
        const { x, y } = this.#map.project([...position]);
        return Math.hypot(x - tap.x, y - tap.y);
      });
      return [
        {
          key: { layer: found.source, id: feature.id },
          dimension: dimensionOf(feature.geometry),
          distance: Math.min(...distances, distances.length > 0 ? Number.POSITIVE_INFINITY : 0),
        },
      ];
    });
  }

  #add(entry: DrawnLayer): void {
    const { layer, order } = entry;
    const features = isTiled(layer) ? [] : this.#addFeatures(entry);
    if (isTiled(layer)) this.#map.addSource(layer.id, tileSource(layer));
    for (const style of layer.style) {
      const place = placeOf(style, layer.background, order);
      const paint = paintIn(style, this.#look, layer.background);
      this.insert({ ...specification(style, layer), paint } as LayerSpecification, place);
    }
    this.#drawn.set(layer.id, { layer, features, order });
  }

  #addFeatures({ layer, features: given }: DrawnLayer): readonly Feature[] {
    const placed = given.filter((feature): feature is Placed => feature.geometry !== null);
    const labels = labelPoints(layer, placed);
    const features = [...placed, ...labels.map(({ owner }) => owner)]; // parallel to the source
    this.#map.addSource(layer.id, {
      type: "geojson",
      data: { type: "FeatureCollection", features: [...placed, ...labels.map(({ point }) => point)] },
      generateId: true, // MapLibre wants numbers; ours are texts, found again by their place in the list
      attribution: attributionOf(layer.licence),
    });
    return features;
  }

  #remove(id: string): void {
    const styles = this.#drawn.get(id)?.layer.style.map((style) => style.id) ?? [];
    this.takeOut(styles);
    this.#map.removeSource(id);
    this.#drawn.delete(id);
  }
}

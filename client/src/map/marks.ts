/** What people add to the map: the mark of the chosen feature, their own file and notes, and what tools draw. */
import type { FeatureCollection, Geometry } from "geojson";
import type { GeoJSONSource, LayerSpecification, Map as MapLibre } from "maplibre-gl";
import type { Feature } from "../model.ts";
import { NOTES, OWN_FILE, ownFileLayers } from "./drawn-file.ts";
import type { DrawnLayers } from "./drawn-layers.ts";
import { SKETCH, type Sketch, sketchData, sketchLayers } from "./sketch.ts";
import { placeOfMark, placeOfSketch } from "./stacking.ts";
import { SELECTION, selectionLayers } from "./style.ts";

type Collection = FeatureCollection<Geometry>;

const NOTHING: Collection = { type: "FeatureCollection", features: [] };

export class Marks {
  readonly #map: MapLibre;
  readonly #layers: DrawnLayers;

  constructor(map: MapLibre, layers: DrawnLayers, accent: string) {
    this.#map = map;
    this.#layers = layers;
    for (const source of [SELECTION, OWN_FILE, SKETCH])
      map.addSource(source, { type: "geojson", data: NOTHING });
    for (const [order, layer] of selectionLayers(accent).entries())
      layers.insert(layer, placeOfMark(layer.id, order));
    this.#putOnTop([...ownFileLayers(), ...sketchLayers()]);
  }

  /** Mark a feature, or none. */
  select(feature: Feature | null): void {
    const features = feature?.geometry
      ? [{ type: "Feature" as const, geometry: feature.geometry, properties: {} }]
      : [];
    this.#draw(SELECTION, { type: "FeatureCollection", features });
  }

  /** Draw what is being measured, or nothing. */
  sketch(sketch: Sketch | null): void {
    this.#draw(SKETCH, sketchData(sketch));
  }

  /** Draw a person's own file, or take it away. */
  showOwnFile(collection: Collection | null): void {
    this.#draw(OWN_FILE, collection);
  }

  /** Draw what a person has noted. */
  showNotes(notes: Collection): void {
    this.overlay(NOTES, ownFileLayers(NOTES), notes);
  }

  /** Draw what a tool has to show above everything, or take it away. */
  overlay(source: string, layers: readonly LayerSpecification[], data: Collection | null): void {
    if (!this.#map.getSource(source)) {
      this.#map.addSource(source, { type: "geojson", data: NOTHING });
      this.#putOnTop(layers);
    }
    this.#draw(source, data);
  }

  #draw(source: string, data: Collection | null): void {
    this.#map.getSource<GeoJSONSource>(source)?.setData(data ?? NOTHING);
  }

  #putOnTop(layers: readonly LayerSpecification[]): void {
    for (const [order, layer] of layers.entries()) this.#layers.insert(layer, placeOfSketch(layer.id, order));
  }
}

/** The layers of the portal: which are on, how faint they are drawn, and whether their features are there. */
import { backgroundIds } from "../appearance/background.ts";
import {
  type Feature,
  type FeatureKey,
  isTiled,
  type Layer,
  type MapDocument,
  showsPlans,
  type TiledLayer,
  visibleFrom,
} from "../model.ts";
import type { Kept } from "../offline/kept.ts";
import { Loads } from "./loads.ts";
import { Parts } from "./parts.ts";
import { findFeature, reachOf, type Store, topPanel } from "./state.ts";

export abstract class Layers {
  readonly document: MapDocument;
  readonly store: Store;
  readonly background: readonly string[];
  /** What the browser keeps for times without a network; null where it keeps nothing. */
  readonly kept: Kept | null;
  protected readonly parts: Parts;
  readonly #loads: Loads;
  readonly #layers: ReadonlyMap<string, Layer>;

  constructor(document: MapDocument, store: Store, kept: Kept | null) {
    this.document = document;
    this.store = store;
    this.background = backgroundIds(document);
    this.kept = kept;
    this.parts = new Parts(store);
    this.#loads = new Loads(store, kept, (layer, features) => this.arrived(layer, features));
    store.subscribe((state, before) => {
      if (state.panels !== before.panels || state.on !== before.on) this.askAround();
    });
    this.#layers = new Map(document.layers.map((layer) => [layer.id, layer]));
  }

  /** Features are asked for only then: what is seen first goes before them. */
  loadAfter(moment: Promise<void>): void {
    this.#loads.hold(moment);
  }

  /** A layer's features are there. */
  protected abstract arrived(layer: Layer, features: readonly Feature[]): void;

  layer(id: string): Layer | null {
    return this.#layers.get(id) ?? null;
  }

  /** The layer with this id, if it is drawn from tiles. */
  tiled(id: string): TiledLayer | null {
    const layer = this.layer(id);
    return layer && isTiled(layer) ? layer : null;
  }

  /** Ask for a feature of a layer that is drawn from tiles; null where it is there, or comes with its layer. */
  protected bring(key: FeatureKey): Promise<void> | null {
    const layer = this.tiled(key.layer);
    if (!layer || findFeature(this.store.state, key)?.geometry) return null;
    return this.parts.feature(layer, key.id);
  }

  /** Ask what lies around the place that is told about, of the layers that are drawn from tiles. */
  askAround(): void {
    const { state } = this.store;
    const panel = topPanel(state);
    const reach = reachOf(panel);
    if (reach === null || !("place" in panel)) return;
    for (const id of state.on) {
      const layer = this.tiled(id);
      if (layer && !showsPlans(id)) void this.parts.around(layer, panel.place.position, reach);
    }
  }

  /** Take over features of a layer that is drawn from tiles, as they came in a list or lay under a finger. */
  meet(layer: string, features: readonly Feature[]): void {
    this.parts.add(layer, features);
  }

  /** The layers that people switch one by one, in the order of the document. */
  get choosable(): readonly Layer[] {
    return this.document.layers.filter((layer) => !layer.background);
  }

  switchLayer(id: string, on: boolean): void {
    const others = this.store.state.on.filter((other) => other !== id);
    if (!on) this.#loads.cancel(id);
    this.store.update({ on: on ? [...others, id] : others });
    if (on) this.#load(id);
  }

  /** Draw a layer fainter, so that what lies beneath it shows; per cent. */
  setOpacity(id: string, percent: number): void {
    const { [id]: _, ...others } = this.store.state.opacities;
    this.store.update({ opacities: percent < 100 ? { ...others, [id]: percent } : others });
  }

  /** Show only what is at any time of a month, as in 2024-05, or with null all of a layer. */
  setMonth(id: string, month: string | null): void {
    const { [id]: _, ...others } = this.store.state.narrowed;
    const period = this.layer(id)?.time;
    this.store.update({ narrowed: period && month ? { ...others, [id]: { period, month } } : others });
  }

  switchBackground(on: boolean): void {
    this.store.update({ background: on });
    if (on) this.#loadWanted();
    else for (const id of this.background) this.#loads.cancel(id);
  }

  /** The layers that have to be there now; of the background only what this zoom shows. */
  get wanted(): readonly string[] {
    const { on, background, zoom } = this.store.state;
    const seen = (id: string): boolean => {
      const layer = this.layer(id);
      return layer !== null && visibleFrom(layer) <= zoom;
    };
    return background ? [...this.background.filter(seen), ...on] : on;
  }

  /** The map was zoomed: some of the background may be needed only now. */
  zoomed(zoom: number): void {
    this.store.update({ zoom });
    this.#loadWanted();
  }

  retry(id: string): void {
    this.#load(id);
  }

  /** There is a network again: ask for what did not come without one. */
  reconnect(): void {
    for (const id of this.wanted) if (this.store.state.loads[id]?.kind === "offline") this.#load(id);
    this.askAround();
  }

  /** Switch on these layers and no others. */
  protected showOnly(ids: readonly string[]): void {
    for (const id of this.store.state.on) if (!ids.includes(id)) this.#loads.cancel(id);
    const choosable = new Set(this.choosable.map((layer) => layer.id));
    this.store.update({ on: [...new Set(ids)].filter((id) => choosable.has(id)) });
    this.#loadWanted();
  }

  /** A layer that has failed is asked for again by people only. */
  #loadWanted(): void {
    for (const id of this.wanted) if (!this.store.state.loads[id]) this.#load(id);
  }

  #load(id: string): void {
    const layer = this.layer(id);
    if (layer) void this.#loads.load(layer);
  }
}

/** What people can do on the page; every action changes the state, and the state is all that views show. */
import { loadFeatures } from "./api.ts";
import { backgroundIds } from "./background.ts";
import type { Words } from "./de.ts";
import type { Meant } from "./hit.ts";
import { featureTitle } from "./info.ts";
import { localized } from "./language.ts";
import type { MapView } from "./map.ts";
import {
  type Feature,
  type FeatureKey,
  type Language,
  type Layer,
  type MapDocument,
  visibleFrom,
} from "./model.ts";
import {
  findFeature,
  type Load,
  layersAtStart,
  type Panel,
  type Sheet,
  type Store,
  topPanel,
} from "./state.ts";
import type { SharedView } from "./url.ts";

/** A layer that has not come within this time has failed; people can ask again. */
const PATIENCE_MS = 60_000;

const LAYERS: Panel = { kind: "layers" };

export class Portal {
  readonly document: MapDocument;
  readonly store: Store;
  readonly language: Language;
  readonly words: Words;
  readonly background: readonly string[];
  /** The drawn map; null until its code has come, and for good where the browser cannot draw. */
  map: MapView | null = null;
  readonly #requests = new Map<string, AbortController>();
  readonly #layers: ReadonlyMap<string, Layer>;
  #awaited: FeatureKey | null = null;

  constructor(document: MapDocument, store: Store, language: Language, words: Words) {
    this.document = document;
    this.store = store;
    this.language = language;
    this.words = words;
    this.background = backgroundIds(document);
    this.#layers = new Map(document.layers.map((layer) => [layer.id, layer]));
  }

  layer(id: string): Layer | null {
    return this.#layers.get(id) ?? null;
  }

  /** The layers that people switch one by one, in the order of the document. */
  get choosable(): readonly Layer[] {
    return this.document.layers.filter((layer) => !layer.background);
  }

  titleOf(layer: Layer, feature: Feature): string {
    return featureTitle(layer, feature, this.language, this.words.unnamed);
  }

  /** Show what a shared address names; unknown layers are left out, as the operator may have taken them away. */
  start(view: SharedView): void {
    const asked = view.layers ?? layersAtStart(this.document.layers);
    const wanted = view.feature ? [...asked, view.feature.layer] : asked;
    const choosable = new Set(this.choosable.map((layer) => layer.id));
    const on = [...new Set(wanted)].filter((id) => choosable.has(id));
    this.#awaited = view.feature;
    this.store.update({ on, background: view.background });
    this.#loadWanted();
  }

  switchLayer(id: string, on: boolean): void {
    const { state } = this.store;
    const others = state.on.filter((other) => other !== id);
    if (!on) this.#cancel(id);
    this.store.update({ on: on ? [...others, id] : others });
    if (!on) this.#leave(id);
    else void this.#load(id);
  }

  switchBackground(on: boolean): void {
    this.store.update({ background: on });
    if (on) this.#loadWanted();
    else for (const id of this.background) this.#cancel(id);
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
    void this.#load(id);
  }

  showFeatures(layer: string): void {
    this.store.update({ panels: [LAYERS, { kind: "features", layer }], sheet: "full" });
  }

  /** Show a feature's information; `zoom` also brings the map to it, as from a list. */
  open(key: FeatureKey, zoom: boolean): void {
    const { panels } = this.store.state;
    const kept = panels.filter((panel) => panel.kind !== "info");
    this.store.update({ panels: [LAYERS, ...kept.slice(1), { kind: "info", key, also: [] }] });
    this.#halfOpen();
    this.#bringIntoView(key, zoom);
  }

  /** Answer a tap on the map. */
  tap(meant: Meant): void {
    if (meant.kind === "nothing") {
      this.#tapBeside();
      return;
    }
    const panel: Panel =
      meant.kind === "one"
        ? { kind: "info", key: meant.key, also: meant.also }
        : { kind: "choice", keys: meant.keys };
    this.store.update({ panels: [LAYERS, panel] });
    this.#halfOpen();
    if (meant.kind === "one") this.#bringIntoView(meant.key, false);
  }

  back(): void {
    const { panels } = this.store.state;
    if (panels.length > 1) this.store.update({ panels: [panels[0], ...panels.slice(1, -1)] });
  }

  close(): void {
    this.store.update({ panels: [LAYERS], sheet: "collapsed" });
  }

  setSheet(sheet: Sheet): void {
    this.store.update({ sheet });
  }

  /** Zoom in as far as a layer with a scale limit needs to be seen. */
  zoomToScale(layer: Layer): void {
    this.map?.zoomTo(visibleFrom(layer));
  }

  notify(text: string, urgent = false): void {
    this.store.update({ notice: { text, urgent } });
  }

  dismissNotice(): void {
    this.store.update({ notice: null });
  }

  #tapBeside(): void {
    const { kind } = topPanel(this.store.state);
    if (kind === "info" || kind === "choice") this.close();
    else this.setSheet("collapsed");
  }

  #halfOpen(): void {
    this.store.update({ sheet: "half" });
  }

  #bringIntoView(key: FeatureKey, zoom: boolean): void {
    const feature = findFeature(this.store.state, key);
    if (!feature?.geometry) return;
    if (zoom) this.map?.zoomToFeature(feature);
    else this.map?.reveal(feature);
  }

  /** Close what is shown of a layer that was switched off. */
  #leave(id: string): void {
    const panels = this.store.state.panels.filter(
      (panel) =>
        !(panel.kind === "features" && panel.layer === id) &&
        !(panel.kind === "info" && panel.key.layer === id),
    );
    this.store.update({ panels: [LAYERS, ...panels.slice(1)] });
  }

  /** A layer that has failed is asked for again by people only. */
  #loadWanted(): void {
    for (const id of this.wanted) if (!this.store.state.loads[id]) void this.#load(id);
  }

  #cancel(id: string): void {
    this.#requests.get(id)?.abort();
    this.#requests.delete(id);
    const { [id]: load, ...loads } = this.store.state.loads;
    if (load?.kind !== "ready") this.store.update({ loads });
  }

  async #load(id: string): Promise<void> {
    const layer = this.layer(id);
    if (!layer || this.#requests.has(id) || this.store.state.loads[id]?.kind === "ready") return;
    const request = new AbortController();
    const timer = setTimeout(() => request.abort(), PATIENCE_MS);
    this.#requests.set(id, request);
    this.#setLoad(id, { kind: "loading" });
    const load = await loadFeatures(layer.items, request.signal).then(
      (features): Load => ({ kind: "ready", features }),
      // Whatever went wrong, the row of this layer says so and offers to try again; the others go on.
      (): Load => ({ kind: "failed" }),
    );
    clearTimeout(timer);
    if (this.#requests.get(id) !== request) return; // cancelled meanwhile
    this.#requests.delete(id);
    this.#setLoad(id, load);
    if (load.kind === "ready") this.#arrived(layer, load.features);
  }

  #setLoad(id: string, load: Load): void {
    this.store.update({ loads: { ...this.store.state.loads, [id]: load } });
  }

  #arrived(layer: Layer, features: readonly Feature[]): void {
    if (!layer.background) {
      const title = localized(layer.title, this.language);
      this.store.update({ announcement: this.words.layerLoaded(title, features.length) });
    }
    this.#openAwaited(layer.id);
  }

  #openAwaited(id: string): void {
    const key = this.#awaited;
    if (key?.layer !== id) return;
    this.#awaited = null;
    this.open(key, false); // also one that is gone: the page says so
  }
}

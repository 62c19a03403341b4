/** Brings the features of layers, each by a request of its own that can be cancelled and repeated. */
import { loadFeatures } from "./api.ts";
import { type Feature, isTiled, type Layer } from "./model.ts";
import type { Load, Store } from "./state.ts";

/** A layer that has not come within this time has failed; people can ask again. */
const PATIENCE_MS = 60_000;

export class Loads {
  readonly #store: Store;
  readonly #arrived: (layer: Layer, features: readonly Feature[]) => void;
  readonly #requests = new Map<string, AbortController>();

  constructor(store: Store, arrived: (layer: Layer, features: readonly Feature[]) => void) {
    this.#store = store;
    this.#arrived = arrived;
  }

  /** Forget a request under way; what has come is kept. */
  cancel(id: string): void {
    this.#requests.get(id)?.abort();
    this.#requests.delete(id);
    const { [id]: load, ...loads } = this.#store.state.loads;
    if (load?.kind !== "ready") this.#store.update({ loads });
  }

  /** Ask for a layer, unless it has come or is on its way. */
  async load(layer: Layer): Promise<void> {
    const { id } = layer;
    if (this.#requests.has(id) || this.#store.state.loads[id]?.kind === "ready") return;
    if (isTiled(layer)) {
      this.#set(id, { kind: "ready", features: [] });
      return;
    }
    const request = new AbortController();
    const timer = setTimeout(() => request.abort(), PATIENCE_MS);
    this.#requests.set(id, request);
    this.#set(id, { kind: "loading" });
    const load = await loadFeatures(layer.items, request.signal).then(
      (features): Load => ({ kind: "ready", features }),
      // Whatever went wrong, the row of this layer says so and offers to try again; the others go on.
      (): Load => ({ kind: "failed" }),
    );
    clearTimeout(timer);
    if (this.#requests.get(id) !== request) return; // cancelled meanwhile
    this.#requests.delete(id);
    this.#set(id, load);
    if (load.kind === "ready") this.#arrived(layer, load.features);
  }

  #set(id: string, load: Load): void {
    this.#store.update({ loads: { ...this.#store.state.loads, [id]: load } });
  }
}

/** Brings the features of layers, each by a request of its own that can be cancelled and repeated. */
import { featuresIn, loadFeatures } from "../api/api.ts";
import { type Feature, isTiled, type Layer } from "../model.ts";
import type { Kept } from "../offline/kept.ts";
import { type Load, type Store, whyMissing } from "./state.ts";

/** A layer that has not come within this time has failed; people can ask again. */
const PATIENCE_MS = 60_000;

/** Where there is a copy, the network has this long for its first sign. */
export const PATIENCE_WITH_COPY_MS = 8_000;

export class Loads {
  readonly #store: Store;
  readonly #kept: Kept | null;
  readonly #arrived: (layer: Layer, features: readonly Feature[]) => void;
  readonly #requests = new Map<string, AbortController>();
  #hold: Promise<void> | null = null;

  constructor(
    store: Store,
    kept: Kept | null,
    arrived: (layer: Layer, features: readonly Feature[]) => void,
  ) {
    this.#store = store;
    this.#kept = kept;
    this.#arrived = arrived;
  }

  /** Ask for nothing until then. */
  hold(until: Promise<void>): void {
    this.#hold = until;
    void until.then(() => {
      this.#hold = null;
    });
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
      this.#set(id, { kind: "ready", features: [], since: null });
      this.#arrived(layer, []);
      return;
    }
    const request = new AbortController();
    this.#requests.set(id, request);
    this.#set(id, { kind: "loading" });
    if (this.#hold) await this.#hold;
    const timer = setTimeout(() => request.abort(), PATIENCE_MS);
    // Whatever went wrong, the row of this layer says so and offers to try again; the others go on.
    const load = await this.#bring(layer, request.signal).catch((): Load => ({ kind: whyMissing() }));
    clearTimeout(timer);
    if (this.#requests.get(id) !== request) return; // cancelled meanwhile
    this.#requests.delete(id);
    this.#set(id, load);
    if (load.kind === "ready") this.#arrived(layer, load.features);
  }

  /** From the network, else the copy that this browser has kept. */
  async #bring(layer: Layer, signal: AbortSignal): Promise<Load> {
    signal.throwIfAborted(); // cancelled before it was asked for
    const kept = this.#kept;
    const patience = kept && (await kept.has(layer.id)) ? PATIENCE_WITH_COPY_MS : null;
    try {
      const { value, text } = await loadFeatures(layer.items, signal, patience);
      kept?.remember(layer, text).catch(reportError); // a full device keeps nothing, and shows all the same
      return { kind: "ready", features: value, since: null };
    } catch (error) {
      const copy = await kept?.recall(layer.id);
      if (!copy) throw error;
      return { kind: "ready", features: featuresIn(copy.text), since: copy.since };
    }
  }

  #set(id: string, load: Load): void {
    this.#store.update({ loads: { ...this.#store.state.loads, [id]: load } });
  }
}

/** Brings parts of layers that are drawn from tiles: single features, and what lies around a place. */
import { EndpointError, loadFeature, loadPart } from "../api/api.ts";
import type { Feature, Position, TiledLayer } from "../model.ts";
import { boxAround } from "../places/geometry.ts";
import { aroundPart, featurePart, type Part, type Store, whyMissing } from "./state.ts";

/** A part that has not come within this time has failed; people can ask again. */
const PATIENCE_MS = 20_000;

/** Features around a place in one answer; where there are more, a smaller box has enough that are near. */
const MOST_AROUND = 500;
const SMALLEST = 1; // metres

export class Parts {
  readonly #store: Store;
  readonly #coming = new Map<string, Promise<void>>();
  /** The places around which all is known. */
  readonly #known = new Set<string>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Bring a feature with its geometry. Resolves once it has come, could not come or is known to be gone. */
  feature(layer: TiledLayer, id: string): Promise<void> {
    return this.#bring(layer, featurePart({ layer: layer.id, id }), async (signal) => [
      await loadFeature(layer.items, id, signal),
    ]);
  }

  /** Bring what lies within so many metres of a place, or the nearest of it where that is very much. */
  around(layer: TiledLayer, place: Position, metres: number): Promise<void> {
    const name = aroundPart(layer.id, place, metres);
    if (this.#known.has(name)) return Promise.resolve();
    return this.#bring(layer, name, async (signal) => {
      for (let reach = metres; ; reach /= 2) {
        const extent = boxAround(place, reach);
        const { features, matched } = await loadPart(layer.items, { extent, limit: MOST_AROUND }, signal);
        if (matched > MOST_AROUND && reach > SMALLEST) continue;
        this.#known.add(name);
        return features;
      }
    });
  }

  /** Take over features; one with a geometry stays, as what tiles have of it is less. */
  add(layer: string, features: readonly Feature[]): void {
    const { loads } = this.#store.state;
    const load = loads[layer];
    if (load?.kind !== "ready" || features.length === 0) return;
    const known = new Map(load.features.map((feature) => [feature.id, feature]));
    for (const feature of features) if (!known.get(feature.id)?.geometry) known.set(feature.id, feature);
    this.#store.update({ loads: { ...loads, [layer]: { ...load, features: [...known.values()] } } });
  }

  #bring(
    layer: TiledLayer,
    name: string,
    ask: (signal: AbortSignal) => Promise<readonly Feature[]>,
  ): Promise<void> {
    const coming = this.#coming.get(name);
    if (coming) return coming;
    this.#set(name, "loading");
    const asked = ask(AbortSignal.timeout(PATIENCE_MS))
      .then(
        (features): Part | null => {
          this.add(layer.id, features);
          return null;
        },
        // Whatever went wrong, the view says so and offers to try again.
        (error: unknown) => (error instanceof EndpointError && error.status === 404 ? "gone" : whyMissing()),
      )
      .then((part) => {
        this.#coming.delete(name);
        this.#set(name, part);
      });
    this.#coming.set(name, asked);
    return asked;
  }

  #set(name: string, part: Part | null): void {
    const { [name]: _, ...others } = this.#store.state.parts;
    this.#store.update({ parts: part ? { ...others, [name]: part } : others });
  }
}

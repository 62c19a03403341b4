/** What a list shows of a layer that is drawn from tiles: what the server finds in the part of the map that is seen. */
import { loadPart } from "../api/api.ts";
import type { Feature, TiledLayer } from "../model.ts";
import { type Missing, whyMissing } from "../state/state.ts";
import type { Part } from "../url.ts";

/** Entries that are asked for at once; people who want others look closer or search. */
export const MOST_LISTED = 100;

const TYPING_MS = 250; // nobody reads the answers in between

export class ListPart {
  kind: "loading" | Missing | "ready" = "loading";
  features: readonly Feature[] = [];
  /** How many there are, those that are not listed counted in. */
  matched = 0;
  readonly #changed: (layer: TiledLayer) => void;
  #asked = "";
  #request = new AbortController();

  /** `changed` is called when an answer has come, or has failed to. */
  constructor(changed: (layer: TiledLayer) => void) {
    this.#changed = changed;
  }

  /** Ask, unless that is what was asked last; what was asked before is forgotten. */
  ask(layer: TiledLayer, part: Omit<Part, "limit">): void {
    const asked = JSON.stringify([layer.id, part]);
    const cameBack = this.kind === "offline" && navigator.onLine;
    if (asked === this.#asked && !cameBack) return;
    const pause = this.#asked === "" ? 0 : TYPING_MS;
    this.#asked = asked;
    this.#request.abort();
    this.#request = new AbortController();
    this.kind = "loading";
    void this.#bring(layer, { ...part, limit: MOST_LISTED }, this.#request.signal, pause);
  }

  /** Forget what was asked, so that it is asked again. */
  forget(): void {
    this.#asked = "";
    this.features = [];
  }

  async #bring(layer: TiledLayer, part: Part, signal: AbortSignal, pause: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (signal.aborted) return;
    try {
      const { features, matched } = await loadPart(layer.items, part, signal);
      Object.assign(this, { kind: "ready", features, matched });
    } catch {
      if (signal.aborted) return;
      this.kind = whyMissing();
    }
    this.#changed(layer);
  }
}

/** Keeps chosen layers on the device, tells what each takes of its room, and removes them again. */
import { html, nothing, type TemplateResult } from "lit";
import { loadFeatures } from "../api/api.ts";
import { PortalElement } from "../components/portal-element.ts";
import { isTiled, type Layer } from "../model.ts";
import type { KeptLayer } from "../offline/kept.ts";
import { sizeOf } from "../offline/size.ts";
import { builtTiles, layerTiles } from "../offline/tile-sets.ts";
import {
  type KeptTiles,
  keepTiles,
  keptTiles,
  removeTiles,
  type TileSet,
  weighTiles,
} from "../offline/tiles.ts";
import { formatBytes, formatMoment } from "../words/format.ts";
import { localized } from "../words/language.ts";

/** What is kept or removed by one button: a layer, or all layers of the background; some are tiles. */
interface Part {
  readonly title: string;
  readonly layers: readonly Layer[];
  readonly tiles: readonly TileSet[];
}

export class OfflineTool extends PortalElement {
  static override properties = {
    ...PortalElement.properties,
    kept: { state: true },
    keptTiles: { state: true },
    builtMap: { state: true },
    sizes: { state: true },
    working: { state: true },
    failed: { state: true },
  };

  declare kept: ReadonlyMap<string, KeptLayer>;
  declare keptTiles: ReadonlyMap<string, KeptTiles>;
  /** The tiles of the background that was built, where it has any. */
  declare builtMap: TileSet | null;
  /** Bytes by layer; null where nobody knows. */
  declare sizes: Readonly<Record<string, number | null>>;
  declare working: Part | null;
  declare failed: boolean;
  readonly #asked = new Set<string>();

  constructor() {
    super();
    this.kept = new Map();
    this.keptTiles = new Map();
    this.builtMap = null;
    this.sizes = {};
    this.working = null;
    this.failed = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#look();
    void builtTiles(this.portal.document).then((tiles) => {
      this.builtMap = tiles;
    }, reportError);
  }

  protected override willUpdate(): void {
    for (const { layers, tiles } of this.#parts) {
      for (const { id, items } of layers) void this.#weigh(id, () => sizeOf(id, items));
      for (const set of tiles) void this.#weigh(set.id, () => weighTiles(set));
    }
  }

  protected override render(): TemplateResult {
    const { words } = this.portal;
    if (!this.portal.kept) return html`<p class="answer">${words.offlineImpossible}</p>`;
    return html`
      <p class="answer">${words.offlineHint}</p>
      <ul class="entries">${this.#parts.map((part) => this.#row(part))}</ul>
      <p role="status" class="hint-text">${this.#status()}</p>
      ${this.failed ? html`<p class="failed" role="alert">${words.offlineFailed}</p>` : nothing}`;
  }

  /** The background, the layers that are on, and those that are kept already. */
  get #parts(): readonly Part[] {
    const { portal } = this;
    const wanted = ({ id }: Layer): boolean =>
      this.state.on.includes(id) || this.kept.get(id)?.chosen === true || this.keptTiles.has(id);
    const behind = this.#part(
      portal.words.backgroundMap,
      portal.background.flatMap((id) => portal.layer(id) ?? []),
      this.builtMap ? [this.builtMap] : [],
    );
    const single = portal.choosable
      .filter(wanted)
      .map((layer) => this.#part(localized(layer.title, portal.language), [layer]));
    return [...(behind.layers.length + behind.tiles.length > 0 ? [behind] : []), ...single];
  }

  /** Large layers are kept as their tiles, the others whole. */
  #part(title: string, layers: readonly Layer[], tiles: readonly TileSet[] = []): Part {
    const { extent } = this.portal.document.town;
    return {
      title,
      layers: layers.filter((layer) => !isTiled(layer)),
      tiles: [...tiles, ...layers.filter(isTiled).map((layer) => layerTiles(layer, extent))],
    };
  }

  /** Tiles of another version than the present one are of no use. */
  #isChosen({ layers, tiles }: Part): boolean {
    const whole = tiles.every(({ id, template }) => this.keptTiles.get(id)?.template === template);
    return whole && layers.every(({ id }) => this.kept.get(id)?.chosen);
  }

  #row(part: Part): TemplateResult {
    const { words } = this.portal;
    const chosen = this.#isChosen(part);
    const label = chosen ? words.offlineRemove : words.offlineKeep;
    return html`<li class="kept-row">
      <div><b>${part.title}</b><small>${this.#size(part)}${chosen ? ` · ${this.#age(part)}` : nothing}</small></div>
      <button type="button" class="action" aria-label=${`${label}: ${part.title}`} ?disabled=${this.working !== null}
        @click=${() => (chosen ? this.#remove(part) : this.#keep(part))}>${label}</button>
    </li>`;
  }

  #size({ layers, tiles }: Part): string {
    const { words, language } = this.portal;
    const sizes = [...layers, ...tiles].map(({ id }) => this.sizes[id]);
    if (sizes.some((size) => size === undefined)) return words.sizeAsked;
    if (sizes.some((size) => size === null)) return words.sizeUnknown;
    return formatBytes(
      sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0),
      language,
    );
  }

  #age({ layers, tiles }: Part): string {
    const ages = layers.flatMap(({ id }) => this.kept.get(id)?.since ?? []);
    ages.push(...tiles.flatMap(({ id }) => this.keptTiles.get(id)?.since ?? []));
    const since = ages.sort()[0] ?? "";
    return this.portal.words.keptSince(formatMoment(since, this.portal.language));
  }

  #status(): string {
    const { words, language } = this.portal;
    if (this.working) return words.offlineWorking(this.working.title);
    const chosen = [...[...this.kept.values()].filter((layer) => layer.chosen), ...this.keptTiles.values()];
    if (chosen.length === 0) return words.offlineNone;
    return words.offlineTotal(
      formatBytes(
        chosen.reduce((sum, { bytes }) => sum + bytes, 0),
        language,
      ),
    );
  }

  async #look(): Promise<void> {
    const layers = (await this.portal.kept?.layers()) ?? [];
    this.kept = new Map(layers.map((layer) => [layer.id, layer]));
    const tiles = this.portal.kept ? await keptTiles(caches) : [];
    this.keptTiles = new Map(tiles.map((each) => [each.id, each]));
    const known = [...layers, ...tiles].map(({ id, bytes }) => [id, bytes] as const);
    this.sizes = { ...this.sizes, ...Object.fromEntries(known) };
  }

  /** Ask once for what is not kept yet. */
  async #weigh(id: string, ask: () => Promise<number | null>): Promise<void> {
    if (id in this.sizes || this.#asked.has(id)) return;
    this.#asked.add(id);
    const size = await ask();
    if (!(id in this.sizes)) this.sizes = { ...this.sizes, [id]: size };
  }

  async #keep(part: Part): Promise<void> {
    await this.#change(
      part,
      async (layer) => {
        const { text } = await loadFeatures(layer.items, AbortSignal.timeout(60_000));
        await this.portal.kept?.choose(layer, text);
      },
      (tiles) => keepTiles(caches, tiles),
    );
  }

  async #remove(part: Part): Promise<void> {
    await this.#change(
      part,
      async ({ id }) => this.portal.kept?.remove(id),
      ({ id }) => removeTiles(caches, id),
    );
  }

  async #change(
    part: Part,
    change: (layer: Layer) => Promise<void>,
    changeTiles: (tiles: TileSet) => Promise<void>,
  ): Promise<void> {
    this.working = part;
    this.failed = false;
    try {
      for (const layer of part.layers) await change(layer);
      for (const tiles of part.tiles) await changeTiles(tiles);
      if (!(await navigator.storage?.persisted?.())) await navigator.storage?.persist?.();
    } catch {
      this.failed = true; // no network, or no room: the words name both
    }
    this.working = null;
    await this.#look();
  }
}

customElements.define("offline-tool", OfflineTool);

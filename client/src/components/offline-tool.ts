/** Keeps chosen layers on the device, tells what each takes of its room, and removes them again. */
import { html, nothing, type TemplateResult } from "lit";
import { loadFeatures } from "../api.ts";
import { formatBytes, formatMoment } from "../format.ts";
import { localized } from "../language.ts";
import { isTiled, type Layer } from "../model.ts";
import type { KeptLayer } from "../offline/kept.ts";
import { sizeOf } from "../offline/size.ts";
import { PortalElement } from "./portal-element.ts";

/** What is kept or removed by one button: a layer, or all layers of the background. */
interface Part {
  readonly title: string;
  readonly layers: readonly Layer[];
}

export class OfflineTool extends PortalElement {
  static override properties = {
    ...PortalElement.properties,
    kept: { state: true },
    sizes: { state: true },
    working: { state: true },
    failed: { state: true },
  };

  declare kept: ReadonlyMap<string, KeptLayer>;
  /** Bytes by layer; null where nobody knows. */
  declare sizes: Readonly<Record<string, number | null>>;
  declare working: Part | null;
  declare failed: boolean;

  constructor() {
    super();
    this.kept = new Map();
    this.sizes = {};
    this.working = null;
    this.failed = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#look();
  }

  protected override willUpdate(): void {
    for (const { layers } of this.#parts) for (const layer of layers) void this.#weigh(layer);
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
      this.state.on.includes(id) || this.kept.get(id)?.chosen === true;
    const layers = portal.choosable.filter((layer) => !isTiled(layer) && wanted(layer));
    const behind = portal.background.flatMap((id) => portal.layer(id) ?? []);
    const single = layers.map((layer) => ({
      title: localized(layer.title, portal.language),
      layers: [layer],
    }));
    return [...(behind.length > 0 ? [{ title: portal.words.backgroundMap, layers: behind }] : []), ...single];
  }

  #isChosen({ layers }: Part): boolean {
    return layers.every(({ id }) => this.kept.get(id)?.chosen);
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

  #size({ layers }: Part): string {
    const { words, language } = this.portal;
    const sizes = layers.map(({ id }) => this.sizes[id]);
    if (sizes.some((size) => size === undefined)) return words.sizeAsked;
    if (sizes.some((size) => size === null)) return words.sizeUnknown;
    return formatBytes(
      sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0),
      language,
    );
  }

  #age({ layers }: Part): string {
    const since = layers.flatMap(({ id }) => this.kept.get(id)?.since ?? []).sort()[0] ?? "";
    return this.portal.words.keptSince(formatMoment(since, this.portal.language));
  }

  #status(): string {
    const { words, language } = this.portal;
    if (this.working) return words.offlineWorking(this.working.title);
    const chosen = [...this.kept.values()].filter((layer) => layer.chosen);
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
    this.sizes = { ...this.sizes, ...Object.fromEntries(layers.map(({ id, bytes }) => [id, bytes])) };
  }

  async #weigh({ id, items }: Layer): Promise<void> {
    if (this.kept.has(id) || id in this.sizes) return;
    const size = await sizeOf(id, items);
    if (!(id in this.sizes)) this.sizes = { ...this.sizes, [id]: size };
  }

  async #keep(part: Part): Promise<void> {
    await this.#change(part, async (layer) => {
      const { text } = await loadFeatures(layer.items, AbortSignal.timeout(60_000));
      await this.portal.kept?.choose(layer, text);
    });
  }

  async #remove(part: Part): Promise<void> {
    await this.#change(part, async ({ id }) => this.portal.kept?.remove(id));
  }

  async #change(part: Part, change: (layer: Layer) => Promise<void>): Promise<void> {
    this.working = part;
    this.failed = false;
    try {
      for (const layer of part.layers) await change(layer);
      if (!(await navigator.storage?.persisted?.())) await navigator.storage?.persist?.();
    } catch {
      this.failed = true; // no network, or no room: the words name both
    }
    this.working = null;
    await this.#look();
  }
}

customElements.define("offline-tool", OfflineTool);

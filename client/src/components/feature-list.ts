/** A layer as a list that can be searched: the way for screen readers, keyboards and browsers without WebGL. */
import { html, nothing, type TemplateResult } from "lit";
import { swatchOf } from "../legend/legend.ts";
import { type Extent, type Feature, isTiled, type Layer, type TiledLayer } from "../model.ts";
import { infoRows } from "../state/info.ts";
import { isMissing, type Load, type Narrowed, type Panel, topPanel } from "../state/state.ts";
import { featuresNow } from "../time/period.ts";
import { LOCALES } from "../words/language.ts";
import { ListPart } from "./list-part.ts";
import { missingLayer } from "./missing.ts";
import { PortalElement } from "./portal-element.ts";
import { swatchPicture } from "./swatch-picture.ts";

const PAGE = 50; // entries drawn at first; a phone lays out a few dozen without a pause
const DETAILS = 2; // values that tell entries of the same name apart

interface Entry {
  readonly feature: Feature;
  readonly title: string;
  readonly details: string;
}

export class FeatureList extends PortalElement {
  static override properties = {
    ...PortalElement.properties,
    filter: { state: true },
    limit: { state: true },
  };

  declare filter: string;
  declare limit: number;
  #entries: readonly Entry[] = [];
  /** What the entries were made of. */
  #of: { readonly load: Load | undefined; readonly only: Narrowed | undefined } | null = null;
  readonly #part = new ListPart((layer) => this.#partCame(layer));
  /** The part of the map that a layer of tiles is listed for, and the panel that was opened for it. */
  #seen: { readonly panel: Panel; readonly extent: Extent } | null = null;
  #stopFollowing: (() => void) | null = null;

  constructor() {
    super();
    this.filter = "";
    this.limit = PAGE;
  }

  override disconnectedCallback(): void {
    this.#stopFollowing?.();
    this.#stopFollowing = null;
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    const layer = this.#layer;
    if (!layer || this.state.loads[layer.id]?.kind !== "ready") return;
    if (isTiled(layer)) this.#ask(layer);
    else this.#index(layer);
  }

  protected override render(): TemplateResult | typeof nothing {
    const layer = this.#layer;
    if (!layer) return nothing;
    const { words } = this.portal;
    const found = isTiled(layer) ? this.#entries : this.#matching();
    return html`
      <label class="filter">
        <span>${isTiled(layer) ? words.filterWords : words.filterList}</span>
        <input type="search" autocomplete="off" .value=${this.filter} @input=${this.#onFilter} />
      </label>
      <p class="found" role="status">${isTiled(layer) ? this.#partSaid() : this.#said(found.length)}</p>
      ${isTiled(layer) ? this.#missing() : nothing}
      <ul class="entries">${found.slice(0, this.limit).map((entry) => this.#entry(layer, entry))}</ul>
      ${
        found.length > this.limit
          ? html`<button type="button" class="action more" @click=${this.#onMore}>${words.showMore}</button>`
          : nothing
      }`;
  }

  get #panel(): Extract<Panel, { kind: "features" }> | null {
    // Also beneath the information of one of its features: search words and place stay for the way back.
    return this.state.panels.find((candidate) => candidate.kind === "features") ?? null;
  }

  get #layer(): Layer | null {
    const panel = this.#panel;
    return panel && this.portal.layer(panel.layer);
  }

  #index(layer: Layer): void {
    const load = this.state.loads[layer.id];
    const only = this.state.narrowed[layer.id];
    if (this.#of?.load === load && this.#of?.only === only) return;
    if (this.#of?.load !== load) this.filter = "";
    this.#of = { load, only };
    this.limit = PAGE;
    this.#entries = this.#sorted(layer, featuresNow(this.state, layer.id));
  }

  #sorted(layer: Layer, features: readonly Feature[]): readonly Entry[] {
    const { language } = this.portal;
    const order = new Intl.Collator(LOCALES[language], { numeric: true });
    return features
      .map((feature) => ({
        feature,
        title: this.portal.titleOf(layer, feature),
        details: infoRows(layer, feature, language)
          .slice(0, DETAILS)
          .map((row) => row.value.text)
          .join(" · "),
      }))
      .sort((a, b) => order.compare(a.title, b.title) || order.compare(a.details, b.details));
  }

  /** Ask for what the map shows of a layer of tiles. Beneath another panel the list stays as it was left. */
  #ask(layer: TiledLayer): void {
    const panel = topPanel(this.state);
    if (panel.kind !== "features") return;
    if (this.#seen?.panel !== panel) {
      this.#seen = { panel, extent: this.portal.seen };
      this.#of = null;
      this.#entries = [];
      this.filter = "";
      this.#part.forget();
    }
    this.#stopFollowing ??= this.portal.map?.camera.onMove(this.#onMove) ?? null;
    const month = this.state.narrowed[layer.id]?.month;
    this.#part.ask(layer, { extent: this.#seen.extent, text: this.filter.trim(), month });
  }

  #partCame(layer: TiledLayer): void {
    this.portal.meet(layer.id, this.#part.features);
    this.#entries = this.#sorted(layer, this.#part.features);
    this.limit = PAGE;
    this.requestUpdate();
  }

  #partSaid(): string | typeof nothing {
    const { words } = this.portal;
    const { kind, features, matched } = this.#part;
    if (kind === "loading") return words.layerLoading;
    if (kind !== "ready") return nothing;
    return words.foundInView(features.length, matched, this.state.mapWorks);
  }

  #missing(): TemplateResult | typeof nothing {
    const { kind } = this.#part;
    return isMissing(kind) ? missingLayer(this.portal.words, kind, this.#onRetry) : nothing;
  }

  #said(found: number): string {
    const { words } = this.portal;
    return found === 0 ? words.nothingFound : words.found(found, this.#entries.length);
  }

  #matching(): readonly Entry[] {
    const { language } = this.portal;
    const fold = (text: string): string => text.toLocaleLowerCase(LOCALES[language]);
    const wanted = fold(this.filter.trim());
    if (!wanted) return this.#entries;
    return this.#entries.filter((entry) => fold(`${entry.title} ${entry.details}`).includes(wanted));
  }

  #entry(layer: Layer, { feature, title, details }: Entry): TemplateResult {
    const key = { layer: layer.id, id: feature.id };
    return html`<li>
      <button
        type="button" class="entry" data-key=${`${key.layer}:${key.id}`}
        @click=${() => this.portal.open(key, true)}
        >${swatchPicture(swatchOf(layer, feature))}<span><b>${title}</b>${details ? html`<small>${details}</small>` : nothing}</span></button>
    </li>`;
  }

  readonly #onFilter = (event: Event): void => {
    this.filter = (event.currentTarget as HTMLInputElement).value;
    this.limit = PAGE;
  };

  readonly #onMore = (): void => {
    this.limit += PAGE;
  };

  readonly #onMove = (): void => {
    const panel = topPanel(this.state);
    if (this.#seen?.panel !== panel) return;
    this.#seen = { panel, extent: this.portal.seen };
    this.requestUpdate();
  };

  readonly #onRetry = (): void => {
    this.#part.forget();
    this.requestUpdate();
  };
}

customElements.define("feature-list", FeatureList);

/** A layer as a list that can be searched: the way for screen readers, keyboards and browsers without WebGL. */
import { html, nothing, type TemplateResult } from "lit";
import { infoRows } from "../info.ts";
import { LOCALES } from "../language.ts";
import { swatchOf } from "../legend.ts";
import type { Feature, Layer } from "../model.ts";
import { featuresNow } from "../period.ts";
import type { Load, Narrowed } from "../state.ts";
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

  constructor() {
    super();
    this.filter = "";
    this.limit = PAGE;
  }

  protected override willUpdate(): void {
    const layer = this.#layer;
    if (layer && this.state.loads[layer.id]?.kind === "ready") this.#index(layer);
  }

  protected override render(): TemplateResult | typeof nothing {
    const layer = this.#layer;
    if (!layer) return nothing;
    const { words } = this.portal;
    const found = this.#matching();
    return html`
      <label class="filter">
        <span>${words.filterList}</span>
        <input type="search" autocomplete="off" .value=${this.filter} @input=${this.#onFilter} />
      </label>
      <p class="found" role="status">
        ${found.length === 0 ? words.nothingFound : words.found(found.length, this.#entries.length)}
      </p>
      <ul class="entries">${found.slice(0, this.limit).map((entry) => this.#entry(layer, entry))}</ul>
      ${
        found.length > this.limit
          ? html`<button type="button" class="action more" @click=${this.#onMore}>${words.showMore}</button>`
          : nothing
      }`;
  }

  get #layer(): Layer | null {
    // Also beneath the information of one of its features: search words and place stay for the way back.
    const panel = this.state.panels.find((candidate) => candidate.kind === "features");
    return panel ? this.portal.layer(panel.layer) : null;
  }

  #index(layer: Layer): void {
    const load = this.state.loads[layer.id];
    const only = this.state.narrowed[layer.id];
    if (this.#of?.load === load && this.#of?.only === only) return;
    const { language } = this.portal;
    const order = new Intl.Collator(LOCALES[language], { numeric: true });
    if (this.#of?.load !== load) this.filter = "";
    this.#of = { load, only };
    this.limit = PAGE;
    this.#entries = featuresNow(this.state, layer.id)
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
}

customElements.define("feature-list", FeatureList);

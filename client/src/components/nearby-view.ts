/** What lies around a place, the nearest first. */
import { html, nothing, type TemplateResult } from "lit";
import { swatchOf } from "../legend/legend.ts";
import { type Near, nearest } from "../places/around.ts";
import { aroundPlace, findFeature, isSettled, reachOf, type State, topPanel } from "../state/state.ts";
import { formatMetres } from "../words/format.ts";
import { localized } from "../words/language.ts";
import { partState } from "./part-state.ts";
import { PortalElement } from "./portal-element.ts";
import { swatchPicture } from "./swatch-picture.ts";

const SHOWN = 30; // beyond that, nothing is near any more

export class NearbyView extends PortalElement {
  /** Distances are worked out once per place and data, not with every change of the state. */
  #near: readonly Near[] = [];
  #of: Pick<State, "on" | "loads" | "panels"> | null = null;

  protected override willUpdate(): void {
    const panel = topPanel(this.state);
    const { on, loads, panels } = this.state;
    if (panel.kind !== "nearby") return;
    if (this.#of && this.#of.on === on && this.#of.loads === loads && this.#of.panels === panels) return;
    this.#of = { on, loads, panels };
    this.#near = nearest(this.state, panel.place.position).slice(0, SHOWN);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (topPanel(this.state).kind !== "nearby") return nothing;
    return html`${partState(this.portal, aroundPlace(this.state))} ${this.#list()} ${this.#reach()}`;
  }

  #list(): TemplateResult | typeof nothing {
    const { words } = this.portal;
    if (this.#near.length > 0)
      return html`<ul class="entries">${this.#near.map((near) => this.#entry(near))}</ul>`;
    if (!isSettled(this.state, this.state.on)) return html`<p class="loading">${words.layerLoading}</p>`;
    return aroundPlace(this.state) ? nothing : html`<p>${words.nothingNear}</p>`;
  }

  /** How far it was looked into layers that are not here as a whole. */
  #reach(): TemplateResult | typeof nothing {
    const { words, language } = this.portal;
    const reach = reachOf(topPanel(this.state));
    const titles = this.state.on.flatMap((id) => this.portal.tiled(id)?.title ?? []);
    if (reach === null || titles.length === 0 || this.#near.length === SHOWN) return nothing;
    const names = titles.map((title) => localized(title, language)).join(", ");
    return html`<p class="hint-text">${words.nearWithin(names, formatMetres(reach, language))}</p>`;
  }

  #entry({ key, metres }: Near): TemplateResult | typeof nothing {
    const layer = this.portal.layer(key.layer);
    const feature = findFeature(this.state, key);
    if (!layer || !feature) return nothing;
    return html`<li>
      <button type="button" class="entry" data-key=${`${key.layer}:${key.id}`} @click=${() => this.portal.open(key, true)}>
        ${swatchPicture(swatchOf(layer, feature))}
        <span><b>${this.portal.titleOf(layer, feature)}</b><small>${this.#distance(metres)}</small></span>
      </button>
    </li>`;
  }

  #distance(metres: number): string {
    const { words, language } = this.portal;
    return metres < 1 ? words.rightHere : words.away(formatMetres(metres, language));
  }
}

customElements.define("nearby-view", NearbyView);

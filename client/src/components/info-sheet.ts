/** What the map knows about one feature, and what else lies at the same place. */
import { html, nothing, type TemplateResult } from "lit";
import type { Feature, FeatureKey, Position } from "../model.ts";
import { centreOf, extentOf } from "../places/geometry.ts";
import type { InfoRow } from "../state/info.ts";
import { featurePart, findFeature, isMissing, topPanel } from "../state/state.ts";
import { featureActions } from "./feature-actions.ts";
import { featureButtons } from "./feature-buttons.ts";
import { missing } from "./missing.ts";
import { PortalElement } from "./portal-element.ts";
import { shownTemplate } from "./value.ts";

export class InfoSheet extends PortalElement {
  protected override render(): TemplateResult | typeof nothing {
    const panel = topPanel(this.state);
    if (panel.kind === "choice") return featureButtons(this.portal, this.state, panel.keys);
    if (panel.kind !== "info") return nothing;
    return html`${this.#rows(panel.key)} ${this.#coming(panel.key)} ${this.#also(panel.also)}`;
  }

  /** Of a feature that is asked for by itself: that it is on its way, or that it did not come. */
  #coming(key: FeatureKey): TemplateResult | typeof nothing {
    const { words } = this.portal;
    const part = this.state.parts[featurePart(key)];
    if (isMissing(part)) {
      const text = part === "offline" ? words.featureOffline : words.featureFailed;
      return missing(words, part, text, () => this.portal.retryFeature(key));
    }
    return part === "loading" && !findFeature(this.state, key)
      ? html`<p class="loading">${words.layerLoading}</p>`
      : nothing;
  }

  #rows(key: FeatureKey): TemplateResult | typeof nothing {
    const { words } = this.portal;
    const layer = this.portal.layer(key.layer);
    const feature = findFeature(this.state, key);
    if (!layer || !feature) return nothing;
    const rows = this.portal.factsOf(layer, feature);
    return html`
      ${layer.quality === "sample" ? html`<p class="sample"><span class="mark">${words.sample}</span> ${words.sampleHint}</p>` : nothing}
      ${
        rows.length > 0
          ? html`<dl class="facts">
              ${rows.map((row) => html`<div><dt>${row.title}</dt><dd>${this.#opening(row)}${shownTemplate(row.value, words)}</dd></div>`)}
            </dl>`
          : html`<p>${words.noDetails}</p>`
      }
      ${featureActions(this.portal, layer, feature, this.#spot(feature))}`;
  }

  /** Whether it is open now; the code comes with the first feature that has hours. */
  #opening({ hours }: InfoRow): TemplateResult | typeof nothing {
    if (hours === null) return nothing;
    import("./opening-state.ts").catch(reportError); // without it the hours stand there all the same
    return html`<opening-state .portal=${this.portal} .state=${this.state} .hours=${hours}></opening-state>`;
  }

  /** Where to go: the point itself, or the middle of what is longer or wider. */
  #spot({ geometry }: Feature): Position | null {
    const extent = extentOf(geometry);
    return extent && centreOf(extent);
  }

  #also(keys: readonly FeatureKey[]): TemplateResult | typeof nothing {
    if (keys.length === 0) return nothing;
    return html`<h3 class="also">${this.portal.words.alsoHere}</h3>
      ${featureButtons(this.portal, this.state, keys)}`;
  }
}

customElements.define("info-sheet", InfoSheet);

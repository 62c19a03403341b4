/** A list of features to choose from: name, the layer each belongs to, and its kind. */
import { html, nothing, type TemplateResult } from "lit";
import { swatchOf } from "../legend/legend.ts";
import type { FeatureKey } from "../model.ts";
import { featureKind } from "../state/info.ts";
import type { Portal } from "../state/portal.ts";
import { findFeature, type State } from "../state/state.ts";
import { localized } from "../words/language.ts";
import { swatchPicture } from "./swatch-picture.ts";

function featureButton(portal: Portal, state: State, key: FeatureKey): TemplateResult | typeof nothing {
  const layer = portal.layer(key.layer);
  const feature = findFeature(state, key);
  if (!layer || !feature) return nothing;
  const kind = featureKind(layer, feature, portal.language);
  const details = [localized(layer.title, portal.language), kind].filter((part) => part !== null).join(" · ");
  return html`<li>
    <button
      type="button" class="entry" data-key=${`${key.layer}:${key.id}`}
      @click=${() => portal.open(key, false)}
    >
      ${swatchPicture(swatchOf(layer, feature))}
      <span><b>${portal.titleOf(layer, feature)}</b><small>${details}</small></span>
    </button>
  </li>`;
}

export function featureButtons(portal: Portal, state: State, keys: readonly FeatureKey[]): TemplateResult {
  return html`<ul class="entries">${keys.map((key) => featureButton(portal, state, key))}</ul>`;
}

/** One layer: its switch, and once it is on its state, legend, list and facts. */
import { html, nothing, type TemplateResult } from "lit";
import { legendOf, swatchOf } from "../legend/legend.ts";
import { isTiled, type Layer, visibleFrom } from "../model.ts";
import type { Portal } from "../state/portal.ts";
import { isMissing, type State } from "../state/state.ts";
import {
  formatDate,
  formatDay,
  formatMoment,
  formatNumber,
  mailLink,
  phoneLink,
  type Shown,
  webLink,
} from "../words/format.ts";
import { localized } from "../words/language.ts";
import { missingLayer } from "./missing.ts";
import { legendTemplate, swatchPicture } from "./swatch-picture.ts";
import { shownTemplate } from "./value.ts";

type Part = TemplateResult | typeof nothing;

export function layerRow(portal: Portal, state: State, layer: Layer): TemplateResult {
  const { words, language } = portal;
  const on = state.on.includes(layer.id);
  return html`<li class="layer" data-layer=${layer.id}>
    <label class="switch-row">
      ${swatchPicture(swatchOf(layer, null))}
      <span class="layer-title">
        ${localized(layer.title, language)}
        ${
          layer.quality === "sample"
            ? html`<small class="mark" title=${words.sampleHint}>${words.sample}</small>`
            : nothing
        }
      </span>
      <input
        type="checkbox" role="switch" .checked=${on}
        @change=${(event: Event) =>
          portal.switchLayer(layer.id, (event.currentTarget as HTMLInputElement).checked)}
      />
    </label>
    ${
      on
        ? html`<div class="layer-body">
            ${loadState(portal, state, layer)} ${legendTemplate(legendOf(layer, language))}
            ${layer.time ? timeSlider(portal, state, layer) : nothing}
            ${state.mapWorks ? opacity(portal, state, layer) : nothing}
            ${about(portal, state, layer)}
          </div>`
        : nothing
    }
  </li>`;
}

/** Its code comes with the first layer that has a time. */
function timeSlider(portal: Portal, state: State, layer: Layer): TemplateResult {
  import("./time-slider.ts").catch(reportError); // without it all times are shown
  return html`<time-slider .portal=${portal} .state=${state} .layer=${layer}></time-slider>`;
}

function opacity(portal: Portal, state: State, layer: Layer): TemplateResult {
  const { words, language } = portal;
  const percent = state.opacities[layer.id] ?? 100;
  return html`<label class="opacity">
    <span>${words.opacity} <output>${formatNumber(percent, "%", language)}</output></span>
    <input
      type="range" min="10" max="100" step="10" .value=${String(percent)}
      aria-label=${words.opacityOf(localized(layer.title, language))} aria-valuetext=${formatNumber(percent, "%", language)}
      @input=${(event: Event) => portal.setOpacity(layer.id, Number((event.currentTarget as HTMLInputElement).value))}
    />
  </label>`;
}

function loadState(portal: Portal, state: State, layer: Layer): Part {
  const { words } = portal;
  const load = state.loads[layer.id];
  if (load && isMissing(load.kind)) return missingLayer(words, load.kind, () => portal.retry(layer.id));
  if (load?.kind !== "ready") return html`<p class="loading">${words.layerLoading}</p>`;
  return html`${age(portal, load.since)}
    ${layer.count === 0 ? html`<p>${words.layerEmpty}</p>` : tooFarOut(portal, state, layer)}`;
}

function age({ words, language }: Portal, since: string | null): Part {
  return since === null
    ? nothing
    : html`<p class="mark">${words.layerSince(formatMoment(since, language))}</p>`;
}

const MANY = 10_000; // features; tiles of fewer stay below the size from which some are left out

/** Whether tiles may lack some of a layer: they are complete at their finest level only. */
function isThinned(layer: Layer, { zoom }: State): boolean {
  return isTiled(layer) && layer.count > MANY && zoom < layer.tiles.maxzoom;
}

function tooFarOut(portal: Portal, state: State, layer: Layer): Part {
  const { words } = portal;
  if (!state.mapWorks) return nothing;
  if (state.zoom >= visibleFrom(layer))
    return isThinned(layer, state) ? html`<p>${words.thinned}</p>` : nothing;
  return html`<div class="hint">
    <p>${words.tooFarOut}</p>
    <button type="button" class="action" @click=${() => portal.zoomToScale(layer)}>${words.zoomIn}</button>
  </div>`;
}

function about(portal: Portal, state: State, layer: Layer): TemplateResult {
  const { words, language } = portal;
  const load = state.loads[layer.id];
  const listable = load?.kind === "ready" && (isTiled(layer) ? layer.count : load.features.length) > 0;
  return html`<div class="layer-actions">
    ${
      listable
        ? html`<button
            type="button" class="action" data-key=${`liste:${layer.id}`}
            aria-label=${words.listOf(localized(layer.title, language))}
            @click=${() => portal.showFeatures(layer.id)}
          >${words.list}</button>`
        : nothing
    }
    <details class="about">
      <summary>${words.about}</summary>
      ${layer.quality === "sample" ? html`<p class="sample">${words.sampleHint}</p>` : nothing}
      <p>${localized(layer.description, language)}</p>
      ${facts(portal, layer)}
    </details>
  </div>`;
}

function facts({ words, language }: Portal, layer: Layer): TemplateResult {
  const { contact, licence } = layer;
  const reachable = [
    contact.phone ? phoneLink(contact.phone) : null,
    contact.email ? mailLink(contact.email) : null,
    contact.url ? webLink(contact.url) : null,
  ].filter((shown): shown is Shown => shown !== null);
  const licenceLink: Shown = { ...webLink(licence.url), text: licence.title };
  return html`<dl class="facts">
    <div><dt>${words.dataDate}</dt><dd>${layer.dataDate ? formatDate(layer.dataDate, language) : words.dataDateUnknown}</dd></div>
    <div><dt>${words.checkedAt}</dt><dd>${formatDay(layer.checkedAt, language)}</dd></div>
    <div><dt>${words.attribution}</dt><dd>${licence.attribution}</dd></div>
    <div><dt>${words.licence}</dt><dd>${shownTemplate(licenceLink, words)}</dd></div>
    <div><dt>${words.office}</dt><dd>
      <span>${localized(contact.office, language)}</span>
      ${reachable.map((shown) => html`<br />${shownTemplate(shown, words)}`)}
    </dd></div>
  </dl>`;
}

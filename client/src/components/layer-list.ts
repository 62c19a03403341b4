/** The layers in theme groups: switch, state, legend, list and facts of each. */
import { html, nothing, type TemplateResult } from "lit";
import { formatDate, formatDay, mailLink, phoneLink, type Shown, webLink } from "../format.ts";
import { LOCALES, localized } from "../language.ts";
import { legendOf, swatchOf } from "../legend.ts";
import { type Group, type Layer, type LocalText, visibleFrom } from "../model.ts";
import { PortalElement } from "./portal-element.ts";
import { legendTemplate, swatchPicture } from "./swatch-picture.ts";
import { shownTemplate } from "./value.ts";

export class LayerList extends PortalElement {
  /** Groups that had a layer on: they open by themselves, and only people close them. */
  readonly #opened = new Set<string>();

  protected override willUpdate(): void {
    for (const layer of this.portal.choosable)
      if (this.state.on.includes(layer.id)) this.#opened.add(layer.group);
  }

  protected override render(): TemplateResult {
    const { words, document } = this.portal;
    return html`
      <p class="lead">${this.#text(document.town.description)}</p>
      ${document.groups.map((group) => this.#group(group))}
      ${this.#background()}
      <footer class="panel-foot">
        <a href=${document.town.imprint}>${words.imprint}</a>
        <a href=${document.town.privacy}>${words.privacy}</a>
        <a href=${document.town.accessibility}>${words.accessibility}</a>
        <a href="/api">${words.openData}</a>
      </footer>`;
  }

  #text(text: LocalText): string {
    return localized(text, this.portal.language);
  }

  #group(group: Group): TemplateResult | typeof nothing {
    const order = new Intl.Collator(LOCALES[this.portal.language]);
    const layers = this.portal.choosable
      .filter((layer) => layer.group === group.id)
      .sort((a, b) => order.compare(this.#text(a.title), this.#text(b.title)));
    if (layers.length === 0) return nothing;
    const on = layers.filter((layer) => this.state.on.includes(layer.id)).length;
    return html`<details class="group" ?open=${this.#opened.has(group.id)}>
      <summary>
        <h3>${this.#text(group.title)}</h3>
        ${on > 0 ? html`<span class="count">${this.portal.words.layersOn(on)}</span>` : nothing}
      </summary>
      <ul class="layers">${layers.map((layer) => this.#layer(layer))}</ul>
    </details>`;
  }

  #layer(layer: Layer): TemplateResult {
    const on = this.state.on.includes(layer.id);
    const blocks = legendOf(layer, this.portal.language);
    return html`<li class="layer" data-layer=${layer.id}>
      <label class="switch-row">
        ${swatchPicture(swatchOf(layer, null))}
        <span class="layer-title">
          ${this.#text(layer.title)}
          ${
            layer.quality === "sample"
              ? html`<small class="mark" title=${this.portal.words.sampleHint}>${this.portal.words.sample}</small>`
              : nothing
          }
        </span>
        <input
          type="checkbox" role="switch" .checked=${on}
          @change=${(event: Event) =>
            this.portal.switchLayer(layer.id, (event.currentTarget as HTMLInputElement).checked)}
        />
      </label>
      ${on ? html`<div class="layer-body">${this.#state(layer)} ${legendTemplate(blocks)} ${this.#about(layer)}</div>` : nothing}
    </li>`;
  }

  #state(layer: Layer): TemplateResult | typeof nothing {
    const { words } = this.portal;
    const load = this.state.loads[layer.id];
    if (load?.kind === "failed") {
      return html`<div class="failed" role="alert">
        <p>${words.layerFailed}</p>
        <button type="button" class="action" @click=${() => this.portal.retry(layer.id)}>${words.retry}</button>
      </div>`;
    }
    if (load?.kind !== "ready") return html`<p class="loading">${words.layerLoading}</p>`;
    if (load.features.length === 0) return html`<p>${words.layerEmpty}</p>`;
    return this.#tooFarOut(layer);
  }

  #tooFarOut(layer: Layer): TemplateResult | typeof nothing {
    const { words } = this.portal;
    if (!this.state.mapWorks || this.state.zoom >= visibleFrom(layer)) return nothing;
    return html`<div class="hint">
      <p>${words.tooFarOut}</p>
      <button type="button" class="action" @click=${() => this.portal.zoomToScale(layer)}>${words.zoomIn}</button>
    </div>`;
  }

  #about(layer: Layer): TemplateResult {
    const { words } = this.portal;
    const load = this.state.loads[layer.id];
    const listable = load?.kind === "ready" && load.features.length > 0;
    return html`<div class="layer-actions">
      ${
        listable
          ? html`<button
              type="button" class="action" data-key=${`liste:${layer.id}`} aria-label=${words.listOf(this.#text(layer.title))}
              @click=${() => this.portal.showFeatures(layer.id)}
            >${words.list}</button>`
          : nothing
      }
      <details class="about">
        <summary>${words.about}</summary>
        ${layer.quality === "sample" ? html`<p class="sample">${words.sampleHint}</p>` : nothing}
        <p>${this.#text(layer.description)}</p>
        ${this.#facts(layer)}
      </details>
    </div>`;
  }

  #facts(layer: Layer): TemplateResult {
    const { words, language } = this.portal;
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
        <span>${this.#text(contact.office)}</span>
        ${reachable.map((shown) => html`<br />${shownTemplate(shown, words)}`)}
      </dd></div>
    </dl>`;
  }

  #background(): TemplateResult | typeof nothing {
    const { words, document, background } = this.portal;
    const foreign = document.background.basemapDe;
    if (!foreign && background.length === 0) return nothing;
    const failed = background.filter((id) => this.state.loads[id]?.kind === "failed");
    return html`<section class="background" aria-labelledby="hintergrund">
      <label class="switch-row">
        <span class="layer-title">
          <span id="hintergrund">${words.backgroundMap}</span>
          <small>${foreign ? words.basemapHint : words.backgroundHint}</small>
        </span>
        <input
          type="checkbox" role="switch" .checked=${this.state.background} aria-labelledby="hintergrund"
          @change=${(event: Event) =>
            this.portal.switchBackground((event.currentTarget as HTMLInputElement).checked)}
        />
      </label>
      ${failed.map((id) => this.#failedBackground(id))}
    </section>`;
  }

  #failedBackground(id: string): TemplateResult {
    const { words } = this.portal;
    const title = this.portal.layer(id)?.title;
    return html`<div class="failed" role="alert">
      <p>${title ? `${this.#text(title)}: ` : nothing}${words.layerFailed}</p>
      <button type="button" class="action" @click=${() => this.portal.retry(id)}>${words.retry}</button>
    </div>`;
  }
}

customElements.define("layer-list", LayerList);

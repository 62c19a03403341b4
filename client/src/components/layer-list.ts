/** The layers in theme groups, the background, and the links of the page's foot. */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { type Group, isOneClass, type LocalText } from "../model.ts";
import { isMissing, type State } from "../state/state.ts";
import { LOCALES, localized } from "../words/language.ts";
import { layerRow } from "./layer-row.ts";
import { missingLayer } from "./missing.ts";
import { PortalElement } from "./portal-element.ts";
import { schemeChoice, switchRow } from "./switches.ts";

export class LayerList extends PortalElement {
  /** Groups that had a layer on: they open by themselves, and only people close them. */
  readonly #opened = new Set<string>();

  protected override willUpdate(): void {
    for (const layer of this.portal.choosable)
      if (this.state.on.includes(layer.id)) this.#opened.add(layer.group);
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { lookedFor } = this.state;
    const before = changed.get("state") as State | undefined;
    if (lookedFor === null || lookedFor === before?.lookedFor) return;
    const row = this.querySelector(`[data-layer="${CSS.escape(lookedFor)}"]`);
    const group = row?.closest("details");
    if (group) group.open = true;
    row?.querySelector("input")?.focus();
    row?.scrollIntoView({ block: "start" });
  }

  protected override render(): TemplateResult {
    const { words, document } = this.portal;
    return html`
      ${document.groups.map((group) => this.#group(group))}
      ${this.#background()}
      <footer class="panel-foot">
        <a href=${document.town.imprint}>${words.imprint}</a>
        <a href=${document.town.privacy}>${words.privacy}</a>
        <a href=${document.town.accessibility}>${words.accessibility}</a>
        <a href="/leichte-sprache" lang="de-simple">${words.easyPage}</a>
        <a href="/api">${words.openData}</a>
        <a href="/planpruefung">${words.toolNames.check}</a>
      </footer>`;
  }

  #text(text: LocalText): string {
    return localized(text, this.portal.language);
  }

  #group(group: Group): TemplateResult | typeof nothing {
    const order = new Intl.Collator(LOCALES[this.portal.language]);
    const layers = this.portal.choosable
      .filter((layer) => layer.group === group.id && !isOneClass(layer))
      .sort((a, b) => order.compare(this.#text(a.title), this.#text(b.title)));
    if (layers.length === 0) return nothing;
    const on = layers.filter((layer) => this.state.on.includes(layer.id)).length;
    return html`<details class="group" ?open=${this.#opened.has(group.id)}>
      <summary>
        <h4>${this.#text(group.title)}</h4>
        ${on > 0 ? html`<span class="count">${this.portal.words.layersOn(on)}</span>` : nothing}
      </summary>
      <ul class="layers">${layers.map((layer) => layerRow(this.portal, this.state, layer))}</ul>
    </details>`;
  }

  #background(): TemplateResult | typeof nothing {
    const { words, document, background } = this.portal;
    const { map } = document.background;
    if (!map && background.length === 0) return nothing;
    const hint = map?.host ? words.backgroundFrom(map.title, new URL(map.host).host) : map?.title;
    return html`<section class="background" aria-labelledby="hintergrund">
      ${switchRow(
        "hintergrund",
        words.backgroundMap,
        hint ?? words.backgroundHint,
        this.state.background,
        (on) => this.portal.switchBackground(on),
      )}
      ${
        this.state.background && !this.state.look.dark
          ? switchRow("grau", words.backgroundGrey, words.backgroundGreyHint, this.state.look.grey, (on) =>
              this.portal.setGrey(on),
            )
          : nothing
      }
      ${schemeChoice(this.portal, this.state.scheme)}
      ${background.map((id) => this.#missing(id))}
    </section>`;
  }

  /** A layer of the background that did not come has no row of its own. */
  #missing(id: string): TemplateResult | typeof nothing {
    const [title, kind] = [this.portal.layer(id)?.title, this.state.loads[id]?.kind];
    if (!title || !isMissing(kind)) return nothing;
    return missingLayer(this.portal.words, kind, () => this.portal.retry(id), this.#text(title));
  }
}

customElements.define("layer-list", LayerList);

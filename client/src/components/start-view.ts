/** What people see first: the questions they come with, and everything the map can show. */
import { html, nothing, type TemplateResult } from "lit";
import { swatchOf } from "../legend/legend.ts";
import type { Question } from "../model.ts";
import { localized } from "../words/language.ts";
import { type IconName, icon } from "./icons.ts";
import "./layer-list.ts";
import { PortalElement } from "./portal-element.ts";
import { swatchPicture } from "./swatch-picture.ts";

/** Pictures of well-known questions; others show the symbol of their first layer. */
const PICTURES: Readonly<Record<string, IconName>> = {
  parken: "parking",
  schulweg: "school",
  starkregen: "rain",
  wlan: "wifi",
  bauen: "building",
  grundstueck: "parcel",
};

export class StartView extends PortalElement {
  protected override render(): TemplateResult {
    const { words, document } = this.portal;
    const { questions } = document;
    return html`
      <h2 tabindex="-1">${questions.length > 0 ? words.start : words.layers}</h2>
      ${
        questions.length > 0
          ? html`<ul class="questions">${questions.map((question) => this.#card(question))}</ul>
              <h3 class="part">${words.layers}</h3>`
          : nothing
      }
      <layer-list .portal=${this.portal} .state=${this.state}></layer-list>`;
  }

  #card(question: Question): TemplateResult {
    const { language } = this.portal;
    return html`<li>
      <button type="button" class="question" data-key=${`frage:${question.id}`} @click=${() => this.portal.ask(question)}>
        ${this.#picture(question)}<span>${localized(question.title, language)}</span>
      </button>
    </li>`;
  }

  #picture({ id, layers }: Question): TemplateResult | typeof nothing {
    const picture = Object.hasOwn(PICTURES, id) ? PICTURES[id] : undefined;
    if (picture) return icon(picture);
    const layer = layers.map((name) => this.portal.layer(name)).find((found) => found !== null);
    return layer ? swatchPicture(swatchOf(layer, null)) : nothing;
  }
}

customElements.define("start-view", StartView);

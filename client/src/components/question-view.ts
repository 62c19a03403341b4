/** The answer to a question: what people have to know, what is near, and the layers with their legends. */
import { html, nothing, type TemplateResult } from "lit";
import { localized } from "../words/language.ts";
import { icon } from "./icons.ts";
import { layerRow } from "./layer-row.ts";
import { PortalElement } from "./portal-element.ts";

export class QuestionView extends PortalElement {
  protected override render(): TemplateResult | typeof nothing {
    const { words, language } = this.portal;
    const question = this.portal.asked;
    if (!question) return nothing;
    const layers = question.layers.flatMap((id) => this.portal.layer(id) ?? []);
    return html`
      <p class="answer">${localized(question.text, language)}</p>
      <button type="button" class="action near" data-key="naehe" @click=${() => this.portal.visitOwnPosition()}>
        ${icon("near")} ${question.kind === "address" ? words.atMyPosition : words.nearMe}
      </button>
      <ul class="layers">${layers.map((layer) => layerRow(this.portal, this.state, layer))}</ul>`;
  }
}

customElements.define("question-view", QuestionView);

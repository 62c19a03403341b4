/** Shows one value: as text, or as a link that cannot harm. */
import { html, nothing, type TemplateResult } from "lit";
import type { Words } from "../words/de.ts";
import type { Shown } from "../words/format.ts";

/** Lit escapes the text; links are http(s), mailto or tel by construction of format.ts. */
export function shownTemplate(shown: Shown, words: Words): TemplateResult {
  if (shown.href === null) return html`<span>${shown.text}</span>`;
  return html`<a
    href=${shown.href} rel="noopener noreferrer" title=${shown.foreign ? words.newTab : nothing}
    target=${shown.foreign ? "_blank" : nothing}
  >${shown.text}</a>`;
}

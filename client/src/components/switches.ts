/** Rows in which people choose how the map looks. */
import { html, type TemplateResult } from "lit";
import { SCHEMES, type Scheme } from "../appearance/look.ts";
import type { Portal } from "../state/portal.ts";

/** A line with a switch; `id` names its title. */
export function switchRow(
  id: string,
  title: string,
  hint: string,
  on: boolean,
  changed: (on: boolean) => void,
): TemplateResult {
  return html`<label class="switch-row">
    <span class="layer-title"><span id=${id}>${title}</span><small>${hint}</small></span>
    <input
      type="checkbox" role="switch" .checked=${on} aria-labelledby=${id}
      @change=${(event: Event) => changed((event.currentTarget as HTMLInputElement).checked)}
    />
  </label>`;
}

/** Light or dark. */
export function schemeChoice(portal: Portal, chosen: Scheme): TemplateResult {
  const { words } = portal;
  return html`<fieldset class="scheme">
    <legend>${words.scheme}</legend>
    ${SCHEMES.map(
      (scheme) => html`<label>
        <input
          type="radio" name="darstellung" .checked=${scheme === chosen}
          @change=${() => portal.setScheme(scheme)}
        /><span>${words.schemes[scheme]}</span>
      </label>`,
    )}
  </fieldset>`;
}

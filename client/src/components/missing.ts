/** What is said where something did not come, with the way to ask for it again. */
import { html, type TemplateResult } from "lit";
import type { Missing } from "../state/state.ts";
import type { Words } from "../words/de.ts";

/** `why` decides how loud it is said: people without a network know that something is missing. */
export function missing(words: Words, why: Missing, text: string, again: () => void): TemplateResult {
  return html`<div class=${why} role=${why === "failed" ? "alert" : "status"}>
    <p>${text}</p>
    <button type="button" class="action" @click=${again}>${words.retry}</button>
  </div>`;
}

/** The same where a layer, or what lies at a place, did not come; `name` tells which where that is not seen. */
export function missingLayer(words: Words, why: Missing, again: () => void, name = ""): TemplateResult {
  const text = why === "offline" ? words.layerOffline : words.layerFailed;
  return missing(words, why, name ? `${name}: ${text}` : text, again);
}

/** What is said while a part of a large layer is on its way to a place, and where it did not come. */
import { html, nothing, type TemplateResult } from "lit";
import type { Portal } from "../state/portal.ts";
import type { Part } from "../state/state.ts";

export function partState(portal: Portal, part: Part | null): TemplateResult | typeof nothing {
  const { words } = portal;
  if (part === null) return nothing;
  if (part === "loading") return html`<p class="loading">${words.layerLoading}</p>`;
  return html`<div class="failed" role="alert">
    <p>${words.layerFailed}</p>
    <button type="button" class="action" @click=${() => portal.askAround()}>${words.retry}</button>
  </div>`;
}

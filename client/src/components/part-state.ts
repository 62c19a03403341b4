/** What is said while a part of a large layer is on its way to a place, and where it did not come. */
import { html, nothing, type TemplateResult } from "lit";
import type { Portal } from "../state/portal.ts";
import { isMissing, type Part } from "../state/state.ts";
import { missingLayer } from "./missing.ts";

export function partState(portal: Portal, part: Part | null): TemplateResult | typeof nothing {
  const { words } = portal;
  if (part === null) return nothing;
  return isMissing(part)
    ? missingLayer(words, part, () => portal.askAround())
    : html`<p class="loading">${words.layerLoading}</p>`;
}

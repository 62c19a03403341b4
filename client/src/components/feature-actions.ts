/** What people do next with a feature or a place: go there, share it, tell of a mistake. */
import { html, nothing, type TemplateResult } from "lit";
import type { Feature, Layer, Position } from "../model.ts";
import type { Portal } from "../state/portal.ts";
import { coordinatesText, reportAddress, routeAddress } from "../tools/share.ts";
import { icon } from "./icons.ts";

export function placeActions(portal: Portal, position: Position, title: string): TemplateResult {
  return html`<div class="buttons">${route(portal, position, title)} ${share(portal)}</div>`;
}

export function featureActions(
  portal: Portal,
  layer: Layer,
  feature: Feature,
  position: Position | null,
): TemplateResult {
  const title = portal.titleOf(layer, feature);
  return html`<div class="buttons">
    ${position ? route(portal, position, title) : nothing} ${share(portal)} ${report(portal, layer, title)}
  </div>`;
}

function share(portal: Portal): TemplateResult {
  return html`<button type="button" class="action" data-key="teilen" @click=${() => portal.openTool("share")}>
    ${icon("share")} ${portal.words.toolNames.share}
  </button>`;
}

function route(portal: Portal, position: Position, title: string): TemplateResult {
  const { words } = portal;
  const address = routeAddress(position, title, navigator);
  if (address)
    return html`<a class="action" href=${address} rel="noopener noreferrer">${icon("route")} ${words.route}</a>`;
  const text = coordinatesText(position);
  return html`<button
    type="button" class="action" data-key="koordinaten" title=${text} @click=${() => portal.copy(text)}
  >${icon("route")} ${words.copyCoordinates}</button>`;
}

function report(portal: Portal, layer: Layer, title: string): TemplateResult | typeof nothing {
  const contacts = [layer.contact, portal.document.town.contact];
  const address = reportAddress(contacts, layer, title, location.href, portal.language);
  if (!address) return nothing;
  const foreign = !address.startsWith("mailto:");
  return html`<a
    class="action" href=${address} rel="noopener noreferrer"
    target=${foreign ? "_blank" : nothing} title=${foreign ? portal.words.newTab : nothing}
  >${icon("mail")} ${portal.words.report}</a>`;
}

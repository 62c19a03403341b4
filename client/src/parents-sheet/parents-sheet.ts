/** A page for parents to print: from the address by district and school to the way, with a little map. */
import "../css/parents-sheet.css";
import { html, nothing, render, type TemplateResult } from "lit";
import type { Extent, FeatureKey, Place } from "../model.ts";
import { centreOf } from "../places/geometry.ts";
import { zoomFor } from "../print/scale.ts";
import type { Portal } from "../state/portal.ts";
import { findFeature } from "../state/state.ts";
import { formatDate, formatMetres } from "../words/format.ts";
import { localized } from "../words/language.ts";
import { extentOfWay, type Way, wayFrom } from "./way.ts";
import { WORDS } from "./words.ts";

/** CSS pixels of the little map: 170 mm wide on A4. */
const MAP = { width: 640, height: 420 };
const SHARPNESS = 2; // 192 dots per inch
const METRES_PER_DEGREE = 111_320;
const MM_PER_PIXEL = 25.4 / 96;

/** Show the sheet for a place; nothing where no way leads from it. */
export async function openParentsSheet(portal: Portal, place: Place): Promise<void> {
  const way = wayFrom(portal.store.state, place.position);
  if (!way) return;
  const dialog = document.createElement("dialog");
  dialog.className = "parents-sheet";
  dialog.setAttribute("aria-labelledby", "elternblatt");
  dialog.addEventListener("close", () => dialog.remove());
  const draw = (map: TemplateResult): void => {
    render(sheet(portal, place, way, map, dialog), dialog);
  };
  const { drawing, noMap } = WORDS[portal.language];
  draw(html`<p class="loading" role="status">${drawing}</p>`);
  document.body.append(dialog);
  dialog.showModal();
  draw(await picture(portal, place, way).catch(() => html`<p>${noMap}</p>`));
}

function sheet(
  portal: Portal,
  place: Place,
  way: Way,
  map: TemplateResult,
  dialog: HTMLDialogElement,
): TemplateResult {
  const { language, document } = portal;
  const words = WORDS[language];
  const layer = portal.layer(way.way.layer);
  return html`
    <header><p>${localized(document.town.title, language)}</p><h2 id="elternblatt" tabindex="-1" autofocus>${words.title}</h2></header>
    <dl class="route">
      <div><dt>${words.from}</dt><dd>${place.title}${place.subtitle ? html` <small>${place.subtitle}</small>` : nothing}</dd></div>
      <div><dt>${words.district}</dt><dd>${titleOf(portal, way.district)}</dd></div>
      ${way.school ? html`<div><dt>${words.school}</dt><dd>${titleOf(portal, way.school)}</dd></div>` : nothing}
      <div><dt>${words.way}</dt><dd>${titleOf(portal, way.way)}</dd></div>
    </dl>
    ${facts(portal, way)}
    <p>${words.start(formatMetres(way.metres, language))}</p>
    ${map}
    <p class="advice">${words.advice}</p>
    ${layer?.quality === "sample" ? html`<p class="mark">${words.sample}</p>` : nothing}
    <footer>
      ${words.date(layer?.dataDate ? formatDate(layer.dataDate, language) : portal.words.dataDateUnknown, layer?.licence.attribution ?? "")}
    </footer>
    <div class="buttons">
      <button type="button" class="action primary" @click=${() => print()}>${words.print}</button>
      <button type="button" class="action" @click=${() => dialog.close()}>${words.close}</button>
    </div>`;
}

function titleOf(portal: Portal, key: FeatureKey): string {
  const layer = portal.layer(key.layer);
  const feature = findFeature(portal.store.state, key);
  return layer && feature ? portal.titleOf(layer, feature) : portal.words.unnamed;
}

/** Length, walking time, crossings: the fields of the way as its definition orders them; the school is named above. */
function facts(portal: Portal, way: Way): TemplateResult | typeof nothing {
  const layer = portal.layer(way.way.layer);
  const feature = findFeature(portal.store.state, way.way);
  if (!layer || !feature) return nothing;
  const school = way.school && titleOf(portal, way.school);
  const rows = portal.factsOf(layer, feature).filter(({ value }) => value.text !== school);
  return html`<dl class="way-facts">
    ${rows.map(({ title, value }) => html`<div><dt>${title}</dt><dd>${value.text}</dd></div>`)}
  </dl>`;
}

/** The map of the way, which is marked as a chosen feature while it is drawn. Rejects where nothing can draw. */
async function picture(portal: Portal, { position }: Place, way: Way): Promise<TemplateResult> {
  const { map, store } = portal;
  const extent = extentOfWay(store.state, way, position);
  if (!map || !extent) throw new Error("no map");
  map.marks.select(findFeature(store.state, way.way));
  map.marks.sketch({ positions: [position], closed: false });
  try {
    const canvas = await map.picture({
      centre: centreOf(extent),
      zoom: zoomOf(extent),
      ...MAP,
      pixelRatio: SHARPNESS,
    });
    const src = canvas.toDataURL("image/png");
    return html`<img src=${src} width=${MAP.width} height=${MAP.height} alt=${WORDS[portal.language].map} />`;
  } finally {
    map.marks.select(null);
    map.marks.sketch(null);
  }
}

/** The zoom at which the extent fills four fifths of the little map, at 1:2500 at the closest. */
function zoomOf([west, south, east, north]: Extent): number {
  const latitude = (south + north) / 2;
  const wide = (east - west) * METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180);
  const high = (north - south) * METRES_PER_DEGREE;
  const metresPerPixel = Math.max(wide / MAP.width, high / MAP.height) / 0.8;
  return zoomFor(Math.max(2500, (metresPerPixel / MM_PER_PIXEL) * 1000), latitude);
}

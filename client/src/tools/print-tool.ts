/** Prints the map: paper, scale and title are chosen, a frame on the map shows what fits, and a file comes out. */
import { html, nothing, type TemplateResult } from "lit";
import { PortalElement } from "../components/portal-element.ts";
import { legendOf } from "../legend/legend.ts";
import type { MapView } from "../map/map.ts";
import type { Layer } from "../model.ts";
import { measurer } from "../print/drawing.ts";
import { corners, type Layout, layoutOf, PAPERS, type Paper } from "../print/layout.ts";
import { CSS_PIXELS, SCALES, scaleAt, shifted, zoomFor } from "../print/scale.ts";
import { pdfOf, pngOf, type Sheet } from "../print/sheet.ts";
import { formatDate, formatMetres, formatNumber } from "../words/format.ts";
import { localized } from "../words/language.ts";
import { saveFile } from "./save-file.ts";

type Format = "pdf" | "png";

const FRAME = 0.9; // greatest share of the window's width

/** The scale at which a sheet takes much of the window's width, with its frame still inside. */
function fittingScale(map: MapView): number {
  const shown = scaleAt(map.camera.zoom, map.aim[1]);
  const share = (FRAME * map.camera.width) / (PAPERS.a4[0] * CSS_PIXELS);
  return SCALES.findLast((scale) => scale <= shown * share) ?? SCALES[0];
}

export class PrintTool extends PortalElement {
  static override properties = {
    ...PortalElement.properties,
    paper: { state: true },
    landscape: { state: true },
    scale: { state: true },
    heading: { state: true },
    working: { state: true },
    failed: { state: true },
  };

  declare paper: Paper;
  declare landscape: boolean;
  declare scale: number;
  declare heading: string;
  declare working: Format | null;
  declare failed: boolean;
  readonly #measure = measurer();
  #stopFollowing: (() => void) | null = null;

  constructor() {
    super();
    this.paper = "a4";
    this.landscape = false;
    this.scale = SCALES[0];
    this.heading = "";
    this.working = null;
    this.failed = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { map } = this.portal;
    this.heading ||= this.#usualTitle();
    if (map) this.scale = fittingScale(map);
    this.#stopFollowing = map?.camera.onMove(() => this.#frame()) ?? null;
  }

  override disconnectedCallback(): void {
    this.#stopFollowing?.();
    this.portal.map?.marks.sketch(null);
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const { words } = this.portal;
    if (!this.portal.map) return html`<p>${words.printNeedsMap}</p>`;
    return html`
      <label class="field"><span>${words.printTitle}</span>
        <input type="text" maxlength="80" .value=${this.heading} @input=${this.#onTitle} />
      </label>
      <label class="field"><span>${words.scale}</span>
        <select .value=${String(this.scale)} @change=${this.#onScale}>
          ${SCALES.map((scale) => html`<option value=${scale} ?selected=${scale === this.scale}>${this.#scaleText(scale)}</option>`)}
        </select>
      </label>
      <fieldset class="choice field"><legend>${words.paper}</legend>
        ${this.#option("papier", "A4", this.paper === "a4", () => this.#choose("a4", this.landscape))}
        ${this.#option("papier", "A3", this.paper === "a3", () => this.#choose("a3", this.landscape))}
      </fieldset>
      <fieldset class="choice field"><legend>${words.orientation}</legend>
        ${this.#option("lage", words.portrait, !this.landscape, () => this.#choose(this.paper, false))}
        ${this.#option("lage", words.landscape, this.landscape, () => this.#choose(this.paper, true))}
      </fieldset>
      <p class="hint-text">${words.printHint}</p>
      <div class="buttons">
        <button type="button" class="action primary" ?disabled=${this.working !== null} @click=${() => this.#print("pdf")}>${words.printPdf}</button>
        <button type="button" class="action" ?disabled=${this.working !== null} @click=${() => this.#print("png")}>${words.printPng}</button>
      </div>
      <p role="status">${this.working ? words.printWorking : nothing}</p>
      ${this.failed ? html`<p class="failed" role="alert">${words.printFailed}</p>` : nothing}`;
  }

  protected override updated(): void {
    if (this.working === null) this.#frame();
  }

  #option(name: string, words: string, chosen: boolean, choose: () => void): TemplateResult {
    return html`<label><input type="radio" name=${name} .checked=${chosen} @change=${choose} /><span>${words}</span></label>`;
  }

  #choose(paper: Paper, landscape: boolean): void {
    this.paper = paper;
    this.landscape = landscape;
  }

  readonly #onTitle = (event: Event): void => {
    this.heading = (event.currentTarget as HTMLInputElement).value;
  };

  readonly #onScale = (event: Event): void => {
    this.scale = Number((event.currentTarget as HTMLSelectElement).value);
  };

  /** The question that is being read, else what is on, else the portal's name. */
  #usualTitle(): string {
    const { asked, language, document } = this.portal;
    if (asked) return localized(asked.title, language);
    const titles = this.#layers().map(({ title }) => localized(title, language));
    return titles.length > 0 ? titles.join(", ") : document.town.name;
  }

  #layers(): readonly Layer[] {
    return this.state.on.flatMap((id) => this.portal.layer(id) ?? []);
  }

  #scaleText(scale: number): string {
    return `1 : ${formatNumber(scale, null, this.portal.language)}`;
  }

  #layout(): Layout {
    const { words, language, document } = this.portal;
    const layers = this.#layers();
    const background = this.state.background ? this.portal.background : [];
    const drawn = [...layers, ...background.flatMap((id) => this.portal.layer(id) ?? [])];
    const sources = [...new Set(drawn.map(({ licence }) => `© ${licence.attribution} (${licence.title})`))];
    const sample = drawn.some(({ quality }) => quality === "sample") ? [words.sampleHint] : [];
    const today = formatDate(new Date().toISOString(), language);
    return layoutOf({
      paper: this.paper,
      landscape: this.landscape,
      scale: this.scale,
      title: this.heading,
      scaleText: words.printScale(this.#scaleText(this.scale)),
      legend: layers.map((layer) => ({
        title: localized(layer.title, language),
        blocks: legendOf(layer, language),
      })),
      notes: [
        sources.join(" · "),
        [localized(document.town.title, language), location.host, today, ...sample].join(" · "),
      ],
      more: words.printMore,
      distance: (metres) => formatMetres(metres, language),
      measure: this.#measure,
    });
  }

  /** Show on the map what the sheet will. */
  #frame(): void {
    const { map } = this.portal;
    if (!map) return;
    const { map: frame } = this.#layout();
    const centre = map.aim;
    const zoom = zoomFor(this.scale, centre[1]);
    const half = [(frame.width / 2) * CSS_PIXELS, (frame.height / 2) * CSS_PIXELS] as const;
    const box = { x: -half[0], y: -half[1], width: 2 * half[0], height: 2 * half[1] };
    const positions = corners(box).map(([right, down]) => shifted(centre, right, down, zoom));
    map.marks.sketch({ positions, closed: true });
  }

  async #print(format: Format): Promise<void> {
    const { map } = this.portal;
    if (!map) return;
    this.working = format;
    this.failed = false;
    map.marks.sketch(null); // the frame is no part of the map
    const sheet: Sheet = {
      layout: this.#layout(),
      centre: map.aim,
      scale: this.scale,
      title: this.heading,
      language: this.portal.language,
      alternative: this.portal.words.printInstead(this.heading, location.host),
    };
    try {
      const file = format === "pdf" ? await pdfOf(sheet, map) : await pngOf(sheet, map);
      saveFile(file, `${this.portal.words.printFile}-1-${this.scale}.${format}`);
    } catch (error) {
      this.failed = true;
      reportError(error);
    }
    this.working = null;
  }
}

customElements.define("print-tool", PrintTool);

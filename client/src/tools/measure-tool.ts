/** Measures ways and areas on the ellipsoid: points are set by tap, by mouse, or by key at the cross-hairs. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../components/icons.ts";
import type { Position } from "../model.ts";
import { area, length, utm32 } from "../places/geodesy.ts";
import { formatArea, formatLength, formatUtm } from "../words/format.ts";
import { PointTool } from "./point-tool.ts";

type Measured = "distance" | "area";

export class MeasureTool extends PointTool {
  static override properties = {
    ...PointTool.properties,
    measured: { state: true },
    points: { state: true },
  };

  declare measured: Measured;
  declare points: readonly Position[];

  constructor() {
    super();
    this.measured = "distance";
    this.points = [];
  }

  protected override render(): TemplateResult {
    const { words } = this.portal;
    return html`
      <fieldset class="choice">
        <legend class="unseen">${words.measureWhat}</legend>
        ${this.#option("distance", words.measureDistance)} ${this.#option("area", words.measureArea)}
      </fieldset>
      <output class="result" aria-live="polite">${this.#result()}</output>
      <p class="hint-text">${this.points.length === 0 ? words.measureHint : nothing}</p>
      <div class="buttons">
        <button type="button" class="action" ?disabled=${!this.portal.map} @click=${this.#addMiddle}>${icon("near")} ${words.measureMiddle}</button>
        <button type="button" class="action" ?disabled=${this.points.length === 0} @click=${this.#undo}>${words.measureUndo}</button>
        <button type="button" class="action" ?disabled=${this.points.length === 0} @click=${this.#clear}>${words.measureAgain}</button>
      </div>
      ${this.points.length > 0 ? this.#coordinates() : nothing}`;
  }

  protected override updated(): void {
    this.portal.map?.marks.sketch({ positions: this.points, closed: this.measured === "area" });
  }

  #option(value: Measured, words: string): TemplateResult {
    return html`<label>
      <input type="radio" name="messen" .checked=${this.measured === value} @change=${() => {
        this.measured = value;
      }} />
      <span>${words}</span>
    </label>`;
  }

  #result(): TemplateResult | string {
    const { words, language } = this.portal;
    const ring = [...this.points, ...this.points.slice(0, 1)];
    if (this.measured === "distance")
      return this.points.length < 2
        ? words.measureTwo
        : html`<b>${formatLength(length(this.points), language)}</b>`;
    if (this.points.length < 3) return words.measureThree;
    return html`<b>${formatArea(area(this.points), language)}</b>
      <small>${words.perimeter(formatLength(length(ring), language))}</small>`;
  }

  #coordinates(): TemplateResult {
    const { words } = this.portal;
    return html`<details class="about">
      <summary>${words.coordinates}</summary>
      <table class="coordinates">
        <caption>${words.coordinatesHint}</caption>
        <thead><tr><th scope="col">${words.point}</th><th scope="col">${words.east}</th><th scope="col">${words.north}</th></tr></thead>
        <tbody>
          ${this.points.map((point, at) => {
            const [east, north] = utm32(point).map((metres) => formatUtm(metres, this.portal.language));
            return html`<tr><th scope="row">${at + 1}</th><td>${east}</td><td>${north}</td></tr>`;
          })}
        </tbody>
      </table>
    </details>`;
  }

  protected override readonly add = (position: Position): void => {
    const last = this.points.at(-1);
    if (last?.[0] === position[0] && last[1] === position[1]) return; // the second click of a double one
    this.points = [...this.points, position];
  };

  readonly #addMiddle = (): void => {
    const { map } = this.portal;
    if (map) this.add(map.aim);
  };

  readonly #undo = (): void => {
    this.points = this.points.slice(0, -1);
  };

  readonly #clear = (): void => {
    this.points = [];
  };
}

customElements.define("measure-tool", MeasureTool);

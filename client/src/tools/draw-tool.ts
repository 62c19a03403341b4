/** Draws points, lines and areas with a text, keeps them in this browser, and hands them out as files. */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { icon } from "../components/icons.ts";
import type { Position } from "../model.ts";
import { gpxOf } from "../notes/gpx.ts";
import {
  CORNERS,
  collection,
  type Note,
  noteOf,
  readNotes,
  SHAPES,
  type Shape,
  writeNotes,
} from "../notes/notes.ts";
import { PointTool } from "./point-tool.ts";
import { saveFile } from "./save-file.ts";

export class DrawTool extends PointTool {
  static override properties = {
    ...PointTool.properties,
    shape: { state: true },
    corners: { state: true },
    text: { state: true },
    notes: { state: true },
    unkept: { state: true },
  };

  declare shape: Shape;
  declare corners: readonly Position[];
  declare text: string;
  declare notes: readonly Note[];
  declare unkept: boolean;

  constructor() {
    super();
    this.shape = "point";
    this.corners = [];
    this.text = "";
    this.notes = [];
    this.unkept = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.notes = readNotes(localStorage);
  }

  protected override render(): TemplateResult {
    const { words } = this.portal;
    const enough = this.corners.length >= CORNERS[this.shape];
    return html`
      <fieldset class="choice">
        <legend class="unseen">${words.drawWhat}</legend>
        ${SHAPES.map((shape) => this.#option(shape))}
      </fieldset>
      <p class="hint-text" role="status">${enough ? words.drawReady : words.drawHints[this.shape]}</p>
      <label class="field"><span>${words.drawText}</span>
        <input type="text" maxlength="200" autocomplete="off" .value=${this.text} @input=${this.#onText} />
      </label>
      <div class="buttons">
        <button type="button" class="action primary" ?disabled=${!enough} @click=${this.#keep}>${words.drawKeep}</button>
        <button type="button" class="action" ?disabled=${!this.portal.map} @click=${this.#addMiddle}>${icon("near")} ${words.measureMiddle}</button>
        <button type="button" class="action" ?disabled=${this.corners.length === 0} @click=${this.#undo}>${words.measureUndo}</button>
      </div>
      ${this.unkept ? html`<p class="failed" role="alert">${words.drawUnkept}</p>` : nothing}
      ${this.notes.length > 0 ? this.#list() : nothing}`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { map } = this.portal;
    map?.marks.sketch({ positions: this.corners, closed: this.shape === "area" });
    if (changed.has("notes")) map?.marks.showNotes(collection(this.notes));
  }

  #option(shape: Shape): TemplateResult {
    return html`<label>
      <input type="radio" name="zeichnen" .checked=${this.shape === shape} @change=${() => {
        this.shape = shape;
        this.corners = [];
      }} />
      <span>${this.portal.words.drawShapes[shape]}</span>
    </label>`;
  }

  #list(): TemplateResult {
    const { words } = this.portal;
    return html`<h3 class="part">${words.drawMine}</h3>
      <p class="hint-text">${words.drawStays}</p>
      <ul class="entries">${this.notes.map((note, at) => this.#row(note, at))}</ul>
      <div class="buttons">
        <button type="button" class="action" @click=${this.#saveGeoJson}>${words.drawAs("GeoJSON")}</button>
        <button type="button" class="action" @click=${this.#saveGpx}>${words.drawAs("GPX")}</button>
      </div>`;
  }

  #row(note: Note, at: number): TemplateResult {
    const { words } = this.portal;
    const name = note.properties.name || words.unnamed;
    return html`<li class="kept-row">
      <b>${name}</b>
      <button type="button" class="action" aria-label=${`${words.offlineRemove}: ${name}`} @click=${() => this.#set(this.notes.filter((_, other) => other !== at))}>${words.offlineRemove}</button>
    </li>`;
  }

  #set(notes: readonly Note[]): void {
    this.notes = notes;
    try {
      writeNotes(localStorage, notes);
      this.unkept = false;
    } catch {
      this.unkept = true; // the notes stay on the map, and the words say that they will not last
    }
  }

  protected override readonly add = (position: Position): void => {
    const last = this.corners.at(-1);
    if (last?.[0] === position[0] && last[1] === position[1]) return; // the second click of a double one
    this.corners = this.shape === "point" ? [position] : [...this.corners, position];
  };

  readonly #addMiddle = (): void => {
    const { map } = this.portal;
    if (map) this.add(map.aim);
  };

  readonly #undo = (): void => {
    this.corners = this.corners.slice(0, -1);
  };

  readonly #onText = (event: Event): void => {
    this.text = (event.currentTarget as HTMLInputElement).value;
  };

  readonly #keep = (): void => {
    const note = noteOf(this.shape, this.corners, this.text);
    if (!note) return;
    this.#set([...this.notes, note]);
    this.corners = [];
    this.text = "";
  };

  readonly #saveGeoJson = (): void => {
    const text = JSON.stringify(collection(this.notes), null, 2);
    saveFile(new Blob([text], { type: "application/geo+json" }), `${this.portal.words.drawFile}.geojson`);
  };

  readonly #saveGpx = (): void => {
    saveFile(
      new Blob([gpxOf(this.notes)], { type: "application/gpx+xml" }),
      `${this.portal.words.drawFile}.gpx`,
    );
  };
}

customElements.define("draw-tool", DrawTool);

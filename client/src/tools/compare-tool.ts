/** Two layers beside each other: a line on the map is moved by finger, mouse or arrow keys. */
import { html, nothing, type PropertyValues, render, type TemplateResult } from "lit";
import { PortalElement } from "../components/portal-element.ts";
import { formerOf, isTiled, type Layer } from "../model.ts";
import type { State } from "../state/state.ts";
import { monthsOnServer } from "../time/months.ts";
import { monthsOf } from "../time/period.ts";
import { formatDate, formatMonth, formatNumber } from "../words/format.ts";
import { localized } from "../words/language.ts";

type Side = "left" | "right";

export class CompareTool extends PortalElement {
  static override properties = {
    ...PortalElement.properties,
    left: { state: true },
    right: { state: true },
    rightMonth: { state: true },
    rightFormer: { state: true },
    percent: { state: true },
    asked: { state: true },
  };

  declare left: string | null;
  declare right: string | null;
  /** The month of the right layer; the left one's is that of the page. */
  declare rightMonth: string | null;
  /** Whether the right layer is shown as it was published before. */
  declare rightFormer: boolean;
  declare percent: number;
  /** The months of layers that are drawn from tiles, by their ids. */
  declare asked: Readonly<Record<string, readonly string[]>>;
  #stop: (() => void) | null = null;
  /** The slider lies over the map, where the line is. */
  readonly #bar = document.createElement("div");

  constructor() {
    super();
    this.left = null;
    this.right = null;
    this.rightMonth = null;
    this.rightFormer = false;
    this.percent = 50;
    this.asked = {};
    this.#bar.className = "compare-bar";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const [left = null, right = null] = this.state.on;
    this.left = left;
    this.right = right;
    document.getElementById("karte")?.append(this.#bar);
  }

  override disconnectedCallback(): void {
    this.#stop?.();
    this.#stop = null;
    this.#bar.remove();
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const { words } = this.portal;
    return html`
      <p class="answer">${words.compareHint}</p>
      ${this.#choice("left", words.compareLeft)} ${this.#months("left", words.compareLeft)}
      ${this.#choice("right", words.compareRight)} ${this.#months("right", words.compareRight)}
      ${this.#versions()}`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    render(this.#slider(), this.#bar);
    const before = changed.get("state") as State | undefined;
    const drawn = before?.loads !== this.state.loads || before.on !== this.state.on;
    if (
      changed.has("left") ||
      changed.has("right") ||
      changed.has("rightMonth") ||
      changed.has("rightFormer") ||
      (changed.has("state") && drawn)
    )
      this.#compare();
    this.portal.map?.slide(this.percent / 100);
  }

  #choice(side: Side, label: string): TemplateResult {
    const { words, language, choosable } = this.portal;
    const chosen = this[side];
    const choose = (event: Event): void => {
      const id = (event.currentTarget as HTMLSelectElement).value || null;
      this[side] = id;
      if (id && !this.state.on.includes(id)) this.portal.switchLayer(id, true);
    };
    return html`<label class="field"><span>${label}</span>
      <select @change=${choose}>
        <option value="" ?selected=${chosen === null}>${words.compareNone}</option>
        ${choosable.map(
          ({ id, title }) =>
            html`<option value=${id} ?selected=${id === chosen}>${localized(title, language)}</option>`,
        )}
      </select>
    </label>`;
  }

  /** The months of a layer whose features have a beginning and an end. */
  #months(side: Side, label: string): TemplateResult | typeof nothing {
    const { words, language } = this.portal;
    const id = this[side];
    const layer = id === null ? null : this.portal.layer(id);
    if (!id || !layer?.time) return nothing;
    const chosen = side === "left" ? (this.state.narrowed[id]?.month ?? null) : this.rightMonth;
    const choose = (event: Event): void => {
      const month = (event.currentTarget as HTMLSelectElement).value || null;
      if (side === "left") this.portal.setMonth(id, month);
      else this.rightMonth = month;
    };
    return html`<label class="field"><span>${words.timeOf(label)}</span>
      <select @change=${choose}>
        <option value="" ?selected=${chosen === null}>${words.allTimes}</option>
        ${this.#monthsOf(layer).map(
          (month) =>
            html`<option value=${month} ?selected=${month === chosen}>${formatMonth(month, language)}</option>`,
        )}
      </select>
    </label>`;
  }

  /** The layer on the right as it is, or as it was published before. */
  #versions(): TemplateResult | typeof nothing {
    const { words, language } = this.portal;
    const former = this.#former;
    if (!former) return nothing;
    const dated = former.dataDate && formatDate(former.dataDate, language);
    const choose = (event: Event): void => {
      this.rightFormer = (event.currentTarget as HTMLSelectElement).value !== "";
    };
    return html`<label class="field"><span>${words.versionOf(words.compareRight)}</span>
      <select @change=${choose}>
        <option value="" ?selected=${!this.rightFormer}>${words.versionNow}</option>
        <option value="former" ?selected=${this.rightFormer}>${words.versionFormer(dated)}</option>
      </select>
    </label>`;
  }

  get #former(): Layer | null {
    const layer = this.right === null ? null : this.portal.layer(this.right);
    return layer && formerOf(layer);
  }

  #monthsOf(layer: Layer): readonly string[] {
    const load = this.state.loads[layer.id];
    if (!layer.time || load?.kind !== "ready") return [];
    if (!isTiled(layer)) return monthsOf(layer.time, load.features);
    if (!this.asked[layer.id])
      monthsOnServer(layer).then((months) => {
        this.asked = { ...this.asked, [layer.id]: months };
      }, reportError); // without them all times are shown
    return this.asked[layer.id] ?? [];
  }

  #slider(): TemplateResult {
    const { words, language } = this.portal;
    const slide = (event: Event): void => {
      this.percent = Number((event.currentTarget as HTMLInputElement).value);
    };
    return html`<input type="range" min="0" max="100" step="1" .value=${String(this.percent)}
      aria-label=${words.compareLine} aria-valuetext=${formatNumber(this.percent, "%", language)} @input=${slide} />`;
  }

  #compare(): void {
    this.#stop?.();
    const sides = { left: this.left, right: this.right };
    const period = this.right === null ? null : this.portal.layer(this.right)?.time;
    const only = period && this.rightMonth ? { period, month: this.rightMonth } : null;
    const former = this.rightFormer && this.#former !== null;
    const alike = this.left === this.right && !(period && this.left) && !former;
    this.#stop = alike ? null : (this.portal.map?.compare(sides, only, former) ?? null);
    this.#bar.hidden = this.#stop === null;
  }
}

customElements.define("compare-tool", CompareTool);

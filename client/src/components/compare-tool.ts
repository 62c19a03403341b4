/** Two layers beside each other: a line on the map is moved by finger, mouse or arrow keys. */
import { html, type PropertyValues, render, type TemplateResult } from "lit";
import { formatNumber } from "../format.ts";
import { localized } from "../language.ts";
import type { State } from "../state.ts";
import { PortalElement } from "./portal-element.ts";

type Side = "left" | "right";

export class CompareTool extends PortalElement {
  static override properties = {
    ...PortalElement.properties,
    left: { state: true },
    right: { state: true },
    percent: { state: true },
  };

  declare left: string | null;
  declare right: string | null;
  declare percent: number;
  #stop: (() => void) | null = null;
  /** The slider lies over the map, where the line is. */
  readonly #bar = document.createElement("div");

  constructor() {
    super();
    this.left = null;
    this.right = null;
    this.percent = 50;
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
      ${this.#choice("left", words.compareLeft)} ${this.#choice("right", words.compareRight)}`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    render(this.#slider(), this.#bar);
    const before = changed.get("state") as State | undefined;
    const drawn = before?.loads !== this.state.loads || before.on !== this.state.on;
    if (changed.has("left") || changed.has("right") || (changed.has("state") && drawn)) this.#compare();
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
    this.#stop = this.left === this.right ? null : (this.portal.map?.compare(sides) ?? null);
    this.#bar.hidden = this.#stop === null;
  }
}

customElements.define("compare-tool", CompareTool);

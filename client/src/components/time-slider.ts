/** A layer's features month by month: a slider, and a button that lets the months pass. */
import { html, nothing, type TemplateResult } from "lit";
import { isTiled, type Layer } from "../model.ts";
import { monthsOnServer } from "../time/months.ts";
import { featuresNow, monthsOf } from "../time/period.ts";
import { formatMonth } from "../words/format.ts";
import { localized } from "../words/language.ts";
import { icon } from "./icons.ts";
import { PortalElement } from "./portal-element.ts";

const STEP_MS = 700;
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

export class TimeSlider extends PortalElement {
  static override properties = {
    ...PortalElement.properties,
    layer: { attribute: false },
    playing: { state: true },
    months: { state: true },
  };

  declare layer: Layer;
  declare playing: boolean;
  /** From the first to the last with a date; none while they are not known. */
  declare months: readonly string[];
  #timer = 0;

  constructor() {
    super();
    this.playing = false;
    this.months = [];
  }

  override disconnectedCallback(): void {
    this.#pause();
    super.disconnectedCallback();
  }

  protected override firstUpdated(): void {
    if (isTiled(this.layer))
      monthsOnServer(this.layer).then((months) => {
        this.months = months;
      }, reportError); // without them all times are shown
  }

  protected override willUpdate(): void {
    const { time, id } = this.layer;
    const load = this.state.loads[id];
    if (time && load?.kind === "ready" && !isTiled(this.layer)) this.months = monthsOf(time, load.features);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words, language } = this.portal;
    if (this.months.length < 2) return nothing;
    const month = this.#month;
    const said = month ? formatMonth(month, language) : words.allTimes;
    const count = isTiled(this.layer)
      ? null // what is not here as a whole is not counted
      : words.found(featuresNow(this.state, this.layer.id).length, this.layer.count);
    return html`<div class="time">
      <p><b>${said}</b> ${count && html`<span>${count}</span>`}</p>
      <div class="time-line">
        ${STILL.matches ? nothing : this.#playButton()}
        <input
          type="range" min="0" max=${this.months.length - 1} step="1" .value=${String(this.#at)}
          aria-label=${words.timeOf(localized(this.layer.title, language))} aria-valuetext=${count ? `${said}, ${count}` : said}
          @input=${this.#onInput}
        />
      </div>
      ${
        month
          ? html`<button type="button" class="action" @click=${() => this.#choose(null)}>${words.showAllTimes}</button>`
          : nothing
      }
    </div>`;
  }

  #playButton(): TemplateResult {
    const { words } = this.portal;
    const label = this.playing ? words.pause : words.play;
    return html`<button type="button" class="icon" aria-label=${label} title=${label}
      @click=${() => (this.playing ? this.#pause() : this.#play())}>${icon(this.playing ? "pause" : "play")}</button>`;
  }

  get #month(): string | null {
    return this.state.narrowed[this.layer.id]?.month ?? null;
  }

  /** Where the slider stands: at the month that is shown, else at the present one or the nearest to it. */
  get #at(): number {
    const month = this.#month ?? new Date().toISOString().slice(0, 7);
    const at = this.months.findLastIndex((each) => each <= month);
    return Math.max(at, 0);
  }

  #choose(month: string | null): void {
    this.#pause();
    this.portal.setMonth(this.layer.id, month);
  }

  readonly #onInput = (event: Event): void => {
    const at = Number((event.currentTarget as HTMLInputElement).value);
    this.#choose(this.months[at] ?? null);
  };

  /** From the month that is shown to the last, or all over again. */
  #play(): void {
    const from = this.#month === null || this.#at === this.months.length - 1 ? 0 : this.#at;
    this.portal.setMonth(this.layer.id, this.months[from] ?? null);
    this.playing = true;
    this.#timer = window.setInterval(() => {
      const next = this.months[this.#at + 1];
      if (next) this.portal.setMonth(this.layer.id, next);
      else this.#pause();
    }, STEP_MS);
  }

  #pause(): void {
    window.clearInterval(this.#timer);
    this.playing = false;
  }
}

customElements.define("time-slider", TimeSlider);

/** The switch that lays the scanned sheet of a plan on the map, and how strongly; it goes with the plan's sheet. */
import { html, nothing, type TemplateResult } from "lit";
import { PortalElement } from "../components/portal-element.ts";
import type { Scan } from "../map/scans.ts";
import { formatNumber } from "../words/format.ts";
import { planWords } from "./words.ts";

const AT_FIRST = 80; // per cent: streets and houses of the map shine through

export class PlanScan extends PortalElement {
  static override properties = {
    ...PortalElement.properties,
    scan: { attribute: false },
    shown: { attribute: false },
    percent: { state: true },
  };

  declare scan: Scan;
  /** Whether it is on the map; at first, where the plan has nothing else to show there. */
  declare shown: boolean;
  declare percent: number;

  constructor() {
    super();
    this.percent = AT_FIRST;
  }

  override disconnectedCallback(): void {
    this.portal.map?.drawScan(this.scan, null);
    super.disconnectedCallback();
  }

  protected override updated(): void {
    this.portal.map?.drawScan(this.scan, this.shown ? this.percent : null);
  }

  protected override render(): TemplateResult {
    const { language, words } = this.portal;
    const { scan } = planWords(language);
    return html`<div class="scan">
      <label class="scan-switch"><input type="checkbox" .checked=${this.shown} @change=${this.#onSwitch} /> ${scan}</label>
      ${
        this.shown
          ? html`<label class="opacity">
              <span>${words.opacity} <output>${formatNumber(this.percent, "%", language)}</output></span>
              <input
                type="range" min="10" max="100" step="10" .value=${String(this.percent)}
                aria-label=${words.opacityOf(scan)} aria-valuetext=${formatNumber(this.percent, "%", language)} @input=${this.#onFade}
              />
            </label>`
          : nothing
      }
    </div>`;
  }

  #onSwitch = (event: Event): void => {
    this.shown = (event.currentTarget as HTMLInputElement).checked;
  };

  #onFade = (event: Event): void => {
    this.percent = Number((event.currentTarget as HTMLInputElement).value);
  };
}

customElements.define("plan-scan", PlanScan);

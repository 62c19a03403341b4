/** What the layers that are on say about one spot. */
import { html, nothing, type TemplateResult } from "lit";
import { type Place, type Position, showsPlans } from "../model.ts";
import { belonging, keysAt } from "../places/around.ts";
import { aroundPlace, isSettled, topPanel } from "../state/state.ts";
import { localized } from "../words/language.ts";
import { placeActions } from "./feature-actions.ts";
import { featureButtons } from "./feature-buttons.ts";
import { icon } from "./icons.ts";
import { missing } from "./missing.ts";
import { partState } from "./part-state.ts";
import { PortalElement } from "./portal-element.ts";

const BELONGING = 3; // the nearest ways to one school; the others are in its list

export class PlaceView extends PortalElement {
  static override properties = { ...PortalElement.properties, failed: { state: true } };

  /** Whether the code of the sheet on plans did not come. */
  declare failed: boolean;

  constructor() {
    super();
    this.failed = false;
  }

  protected override willUpdate(): void {
    if (topPanel(this.state).kind === "place" && this.state.on.some(showsPlans) && !this.failed) this.#load();
  }

  protected override render(): TemplateResult | typeof nothing {
    const panel = topPanel(this.state);
    if (panel.kind !== "place") return nothing;
    const { words } = this.portal;
    return html`
      ${this.#plans(panel.place.position)}
      ${this.#others.length > 0 || this.state.on.length === 0 ? html`<h3 class="part">${words.alsoThere}</h3>${this.#findings()}` : nothing}
      ${this.#belonging(panel.place)}
      <button type="button" class="action near" data-key="umgebung" @click=${() => this.portal.showNearby(panel.place)}>
        ${icon("near")} ${words.nearHere}
      </button>
      ${placeActions(this.portal, panel.place.position, panel.place.title)}`;
  }

  /** The layers that are on and show no plans. */
  get #others(): readonly string[] {
    return this.state.on.filter((id) => !showsPlans(id));
  }

  #plans(position: Position): TemplateResult | typeof nothing {
    if (!this.state.on.some(showsPlans)) return nothing;
    if (this.failed)
      return missing(this.portal.words, "failed", this.portal.words.toolFailed, () => this.#load());
    return html`<plan-sheet .portal=${this.portal} .state=${this.state} .position=${position}></plan-sheet>`;
  }

  /** Bring the code of the sheet on plans. */
  #load(): void {
    this.failed = false;
    import("../plans/plan-sheet.ts").catch((error: unknown) => {
      this.failed = true;
      reportError(error);
    });
  }

  #belonging(place: Place): TemplateResult | typeof nothing {
    const near = belonging(this.state, place.position).slice(0, BELONGING);
    if (near.length === 0) return nothing;
    return html`<h3 class="part">${this.portal.words.belonging}</h3>
      ${featureButtons(
        this.portal,
        this.state,
        near.map(({ key }) => key),
      )}
      <button type="button" class="action" data-key="blatt" @click=${() => this.#openSheet(place)}>
        ${icon("print")} ${this.portal.words.parentsSheet}
      </button>`;
  }

  async #openSheet(place: Place): Promise<void> {
    try {
      const { openParentsSheet } = await import("../parents-sheet/parents-sheet.ts");
      await openParentsSheet(this.portal, place);
    } catch (error) {
      this.portal.notify(this.portal.words.toolFailed, true);
      reportError(error);
    }
  }

  #findings(): TemplateResult | typeof nothing {
    const { words, language } = this.portal;
    const panel = topPanel(this.state);
    if (!isSettled(this.state, this.state.on)) return html`<p class="loading">${words.layerLoading}</p>`;
    const part = aroundPlace(this.state);
    if (part) return partState(this.portal, part);
    const found = panel.kind === "place" ? keysAt(this.state, panel.place.position) : [];
    const keys = found.filter(({ layer }) => !showsPlans(layer));
    if (keys.length > 0) return featureButtons(this.portal, this.state, keys);
    const asked = this.#others.flatMap((id) => this.portal.layer(id)?.title ?? []);
    const names = asked.map((title) => localized(title, language)).join(", ");
    return html`<p>${names ? words.nothingThere(names) : words.noLayerOn}</p>`;
  }
}

customElements.define("place-view", PlaceView);

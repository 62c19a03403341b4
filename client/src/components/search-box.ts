/** The search: a combobox with a list of hits after the ARIA practices, asked of the server while people type. */
import { html, nothing, type TemplateResult } from "lit";
import { search } from "../api/api.ts";
import type { SearchHit } from "../api/search-hits.ts";
import { swatchOf } from "../legend/legend.ts";
import { showsPlans } from "../model.ts";
import { type Missing, whyMissing } from "../state/state.ts";
import { localized } from "../words/language.ts";
import { icon } from "./icons.ts";
import { PortalElement } from "./portal-element.ts";
import { swatchPicture } from "./swatch-picture.ts";

const PAUSE_MS = 150; // between two keys of a quick typist: one request per word, not per letter
const LEAST = 2; // letters; one alone names half the town

/** How far the search for the words in the field has come. */
type Progress = "idle" | "asking" | "found" | Missing;

export class SearchBox extends PortalElement {
  static override properties = {
    ...PortalElement.properties,
    text: { state: true },
    hits: { state: true },
    progress: { state: true },
    active: { state: true },
    open: { type: Boolean, reflect: true },
  };

  declare text: string;
  declare hits: readonly SearchHit[];
  declare progress: Progress;
  declare active: number;
  declare open: boolean;
  #request: AbortController | null = null;
  #timer = 0;

  constructor() {
    super();
    this.text = "";
    this.hits = [];
    this.progress = "idle";
    this.active = -1;
    this.open = false;
  }

  protected override render(): TemplateResult {
    const { words } = this.portal;
    return html`
      <div class="search-field" role="search">
        ${icon("search")}
        <label class="unseen" for="suche">${words.search}</label>
        <input
          id="suche" type="text" role="combobox" inputmode="search" enterkeyhint="search" autocomplete="off"
          autocapitalize="off" spellcheck="false" aria-autocomplete="list" aria-controls="treffer"
          aria-expanded=${this.open && this.hits.length > 0 ? "true" : "false"}
          aria-activedescendant=${this.active >= 0 ? `treffer-${this.active}` : nothing}
          placeholder=${words.searchHint} .value=${this.text}
          @input=${this.#onInput} @keydown=${this.#onKey} @focus=${this.#onFocus} @blur=${this.#onBlur}
        />
        ${
          this.text
            ? html`<button type="button" class="icon close" aria-label=${words.searchClear} title=${words.searchClear}
                @click=${this.#clear}></button>`
            : nothing
        }
      </div>
      <p class=${this.open && this.hits.length === 0 && this.progress !== "idle" ? "search-state" : "unseen"} role="status">${this.#report()}</p>
      <ul
        id="treffer" class="hits" role="listbox" aria-label=${words.searchHits}
        ?hidden=${!this.open || this.hits.length === 0} @pointerdown=${keepFocus}
      >${this.hits.map((hit, at) => this.#hit(hit, at))}</ul>`;
  }

  #hit(hit: SearchHit, at: number): TemplateResult {
    return html`<li
      id=${`treffer-${at}`} class="entry" role="option" aria-selected=${at === this.active ? "true" : "false"}
      @click=${() => this.#choose(hit)}
    >${this.#picture(hit)}<span><b>${hit.title}</b><small>${this.#details(hit)}</small></span></li>`;
  }

  #picture({ kind, layer }: SearchHit): TemplateResult | typeof nothing {
    if (kind === "address") return icon("pin");
    if (kind === "street") return icon("street");
    const found = this.portal.layer(layer);
    return found ? swatchPicture(swatchOf(found, null)) : nothing;
  }

  #details({ kind, layer, subtitle }: SearchHit): string {
    const { words } = this.portal;
    const names = { address: words.address, street: words.street, layer: words.layer, feature: null };
    return [names[kind], this.#isLayerName(layer, subtitle) && names[kind] ? null : subtitle]
      .filter((part) => part !== null)
      .join(" · ");
  }

  /** Where a hit has nothing better, its second line is its layer's name. */
  #isLayerName(layer: string, subtitle: string | null): boolean {
    const title = this.portal.layer(layer)?.title;
    return title !== undefined && subtitle === localized(title, this.portal.language);
  }

  #report(): string {
    const { words } = this.portal;
    if (!this.open) return "";
    if (this.progress === "offline") return words.searchOffline;
    if (this.progress === "failed") return words.searchFailed;
    if (this.progress === "asking") return this.hits.length > 0 ? "" : words.searching;
    if (this.progress !== "found") return "";
    return this.hits.length > 0 ? words.searchCount(this.hits.length) : words.searchNothing(this.text.trim());
  }

  readonly #onInput = (event: Event): void => {
    this.text = (event.currentTarget as HTMLInputElement).value;
    this.active = -1;
    this.#ask(PAUSE_MS);
  };

  /** Ask for the words in the field after a pause; what was asked before is no longer of interest. */
  #ask(pause: number): void {
    clearTimeout(this.#timer);
    this.#request?.abort();
    const text = this.text.trim();
    this.open = text.length >= LEAST;
    this.progress = this.open ? "asking" : "idle";
    if (!this.open) this.hits = [];
    else this.#timer = window.setTimeout(() => void this.#fetch(text), pause);
  }

  async #fetch(text: string): Promise<void> {
    const request = new AbortController();
    this.#request = request;
    try {
      this.hits = await search(text, this.portal.map?.camera.centre ?? null, request.signal);
      this.progress = "found";
    } catch {
      if (request.signal.aborted) return;
      this.hits = [];
      this.progress = whyMissing();
    }
  }

  readonly #onFocus = (): void => {
    if (this.state.sheet !== "full") this.portal.setSheet("full");
    if (this.text.trim().length >= LEAST) this.#ask(0);
  };

  readonly #onBlur = (): void => {
    this.open = false;
    this.active = -1;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const { key } = event;
    if (key === "Escape" && (this.open || this.text)) {
      event.stopPropagation();
      event.preventDefault();
      this.#clear();
    } else if (key === "Enter") {
      const hit = this.hits[Math.max(0, this.active)];
      if (this.open && hit) this.#choose(hit);
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      this.#move(key === "ArrowDown" ? 1 : -1);
    }
  };

  /** Past either end the field itself is next, as in the ARIA practices. */
  #move(step: 1 | -1): void {
    if (!this.open || this.hits.length === 0) return;
    const places = this.hits.length + 1;
    this.active = ((this.active + 1 + step + places) % places) - 1;
    void this.updateComplete.then(() => {
      this.querySelector("[aria-selected='true']")?.scrollIntoView({ block: "nearest" });
    });
  }

  readonly #clear = (): void => {
    this.text = "";
    this.#ask(0);
    this.querySelector("input")?.focus();
  };

  #choose(hit: SearchHit): void {
    this.text = "";
    this.#ask(0);
    this.querySelector("input")?.blur();
    const { kind, layer, feature, title, subtitle, position } = hit;
    if (kind === "layer") this.portal.showLayer(layer);
    else if (kind === "feature" && feature !== null && !showsPlans(layer))
      this.portal.visitFeature({ layer, id: feature });
    else if (position) {
      if (showsPlans(layer)) this.portal.switchLayer(layer, true); // the sheet of all plans that hold there
      this.portal.visit({ title, subtitle: this.#isLayerName(layer, subtitle) ? null : subtitle, position });
    }
  }
}

/** A press on a hit must not take the focus from the field, which would close the list before the click. */
function keepFocus(event: Event): void {
  event.preventDefault();
}

customElements.define("search-box", SearchBox);

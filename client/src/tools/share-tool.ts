/** Shares what is seen: a link, a code for phones, and the lines that embed it. */
import { html, nothing, svg, type TemplateResult } from "lit";
import { encode } from "uqr";
import { icon } from "../components/icons.ts";
import { PortalElement } from "../components/portal-element.ts";
import { selectedKey } from "../state/state.ts";
import { featurePage } from "../url.ts";
import { localized } from "../words/language.ts";
import { embedCode, sharedAddress } from "./share.ts";

export class ShareTool extends PortalElement {
  static override properties = { ...PortalElement.properties, address: { state: true } };

  declare address: string;
  #stopFollowing: (() => void) | null = null;

  constructor() {
    super();
    this.address = sharedAddress(location.href);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopFollowing = this.portal.map?.camera.onMove(() => setTimeout(this.#follow)) ?? null; // the map writes its place first
  }

  override disconnectedCallback(): void {
    this.#stopFollowing?.();
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    this.#follow();
  }

  protected override render(): TemplateResult {
    const { words } = this.portal;
    const title = localized(this.portal.document.town.title, this.portal.language);
    return html`
      <label class="field"><span>${words.link}</span>
        <input type="url" readonly .value=${this.address} @focus=${selectAll} />
      </label>
      <div class="buttons">
        <button type="button" class="action primary" @click=${() => this.portal.copy(this.address)}>${words.copyLink}</button>
        ${
          "share" in navigator
            ? html`<button type="button" class="action" @click=${() => this.#send(title)}>${icon("share")} ${words.sendLink}</button>`
            : nothing
        }
      </div>
      ${this.#page()}
      <h3 class="part">${words.qrCode}</h3>
      ${this.#code()}
      <h3 class="part">${words.embed}</h3>
      <p class="hint-text">${words.embedHint}</p>
      <label class="field"><span>${words.embedCode}</span>
        <textarea readonly rows="4" .value=${embedCode(this.address, title)} @focus=${selectAll}></textarea>
      </label>
      <div class="buttons">
        <button type="button" class="action" @click=${() => this.portal.copy(embedCode(this.address, title))}>${words.copyCode}</button>
      </div>`;
  }

  /** Messengers show name and picture of a feature's own page; the map's address tells them nothing. */
  #page(): TemplateResult | typeof nothing {
    const { words } = this.portal;
    const key = selectedKey(this.state);
    if (!key) return nothing;
    const page = new URL(featurePage(key), location.href).href;
    return html`<label class="field"><span>${words.featurePage}</span>
        <input type="url" readonly .value=${page} @focus=${selectAll} />
      </label>
      <div class="buttons">
        <button type="button" class="action" @click=${() => this.portal.copy(page)}>${words.copyPage}</button>
      </div>`;
  }

  #code(): TemplateResult {
    const { size, data } = encode(this.address, { ecc: "M", border: 4 });
    const path = data
      .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
      .join("");
    return html`<svg class="qr" role="img" aria-label=${this.portal.words.qrHint} viewBox=${`0 0 ${size} ${size}`} shape-rendering="crispEdges">
      ${svg`<rect width=${size} height=${size} fill="#ffffff" /><path d=${path} fill="#000000" />`}
    </svg>`;
  }

  readonly #follow = (): void => {
    this.address = sharedAddress(location.href);
  };

  #send(title: string): void {
    // A person who closes the system's own list has not failed at anything.
    navigator.share({ title, url: this.address }).catch(() => undefined);
  }
}

function selectAll(event: Event): void {
  (event.currentTarget as HTMLInputElement | HTMLTextAreaElement).select();
}

customElements.define("share-tool", ShareTool);

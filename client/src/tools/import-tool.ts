/** Shows a person's own file on the map, and takes it away again. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../components/icons.ts";
import { PortalElement } from "../components/portal-element.ts";
import { LARGEST_FILE, OwnFileError, readOwnFile } from "./own-file.ts";

export class ImportTool extends PortalElement {
  static override properties = { ...PortalElement.properties, failure: { state: true } };

  declare failure: OwnFileError["kind"] | null;

  constructor() {
    super();
    this.failure = null;
  }

  protected override render(): TemplateResult {
    const { words } = this.portal;
    const { ownFile } = this.state;
    return html`
      <p class="answer">${words.importHint}</p>
      <label class="action primary file">
        ${icon("import")} <span>${words.importChoose}</span>
        <input type="file" accept=".gpx,.kml,.geojson,.json" ?disabled=${!this.portal.map} @change=${this.#onFile} />
      </label>
      <div role="status">
        ${
          ownFile
            ? html`<p class="shown-file"><b>${ownFile.name}</b> ${words.importCount(ownFile.count)}</p>`
            : nothing
        }
      </div>
      ${this.failure ? html`<p class="failed" role="alert">${words.importFailures[this.failure]}</p>` : nothing}
      ${
        ownFile
          ? html`<div class="buttons">
              <button type="button" class="action" @click=${() => this.portal.showOwnFile(null, null)}>${words.importRemove}</button>
            </div>`
          : nothing
      }`;
  }

  readonly #onFile = async (event: Event): Promise<void> => {
    const input = event.currentTarget as HTMLInputElement;
    const file = input.files?.[0];
    input.value = ""; // so that the same file can be chosen again
    if (!file) return;
    this.failure = null;
    try {
      if (file.size > LARGEST_FILE) throw new OwnFileError("large");
      const collection = readOwnFile(await file.text());
      this.portal.showOwnFile({ name: file.name, count: collection.features.length }, collection);
    } catch (error) {
      this.failure = error instanceof OwnFileError ? error.kind : "broken";
    }
  };
}

customElements.define("import-tool", ImportTool);

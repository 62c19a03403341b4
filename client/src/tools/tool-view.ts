/** The tool that is open: its code is loaded, then it works on the map until it is closed. */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { missing } from "../components/missing.ts";
import { PortalElement } from "../components/portal-element.ts";
import { type Panel, topPanel, topTool } from "../state/state.ts";
import type { ToolId } from "../state/tool.ts";
import { loadTool } from "./loaders.ts";

export class ToolView extends PortalElement {
  static override properties = {
    ...PortalElement.properties,
    failed: { state: true },
    element: { state: true },
  };

  declare failed: boolean;
  declare element: PortalElement | null;
  #tool: ToolId | null = null;
  #panel: Panel | null = null;

  constructor() {
    super();
    this.failed = false;
    this.element = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const panel = topPanel(this.state);
    const tool = topTool(this.state);
    const again = panel !== this.#panel && this.failed; // its button was pressed once more
    this.#panel = panel;
    if (tool !== this.#tool) this.element = null;
    if (tool && (tool !== this.#tool || again)) void this.#open(tool);
    this.#tool = tool;
    if (this.element && changed.has("state")) this.element.state = this.state;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words } = this.portal;
    if (this.#tool === null) return nothing;
    if (this.failed)
      return missing(words, "failed", words.toolFailed, () => this.#tool && this.portal.openTool(this.#tool));
    return this.element ? html`${this.element}` : html`<p class="loading">${words.layerLoading}</p>`;
  }

  async #open(tool: ToolId): Promise<void> {
    this.failed = false;
    let came = false;
    try {
      const Tool = await loadTool(tool);
      came = true;
      if (this.#tool !== tool || this.element) return;
      const element = new Tool();
      element.portal = this.portal;
      element.state = this.state;
      this.element = element;
    } catch (error) {
      if (this.#tool === tool) this.failed = true;
      reportError(error);
    } finally {
      this.portal.toolCame(tool, came);
    }
  }
}

customElements.define("tool-view", ToolView);

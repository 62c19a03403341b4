/** All tools as a list; the page's head has room for some of them, or none. */
import { html, type TemplateResult } from "lit";
import { icon } from "../components/icons.ts";
import { PortalElement } from "../components/portal-element.ts";
import { TOOLS } from "../state/tool.ts";

export class ToolMenu extends PortalElement {
  protected override render(): TemplateResult {
    const { words } = this.portal;
    return html`<ul class="entries">
      ${TOOLS.map(
        (tool) => html`<li>
          <button type="button" class="entry" data-key=${`werkzeug:${tool}`} @click=${() => this.portal.openTool(tool)}>
            ${icon(tool)}<span><b>${words.toolNames[tool]}</b><small>${words.toolHints[tool]}</small></span>
          </button>
        </li>`,
      )}
    </ul>`;
  }
}

customElements.define("tool-menu", ToolMenu);

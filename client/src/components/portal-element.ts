/** The base of all components: drawn from the portal and its state into the page itself, so that its CSS applies. */
import { LitElement } from "lit";
import type { Portal } from "../state/portal.ts";
import type { State } from "../state/state.ts";

export abstract class PortalElement extends LitElement {
  static override properties = { portal: { attribute: false }, state: { attribute: false } };

  declare portal: Portal;
  declare state: State;

  /** The browser makes elements of the page's HTML before they have something to show. */
  protected override shouldUpdate(): boolean {
    return this.portal !== undefined && this.state !== undefined;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}

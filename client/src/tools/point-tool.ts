/** A tool that takes the taps on the map as its points, and draws them as long as it is open. */
import { PortalElement } from "../components/portal-element.ts";
import type { Position } from "../model.ts";

export abstract class PointTool extends PortalElement {
  /** A point was set, by tap, mouse or key. */
  protected abstract readonly add: (position: Position) => void;

  override connectedCallback(): void {
    super.connectedCallback();
    this.portal.takeTaps(this.add);
  }

  override disconnectedCallback(): void {
    this.portal.takeTaps(null);
    this.portal.map?.marks.sketch(null);
    super.disconnectedCallback();
  }
}

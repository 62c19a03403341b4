/** What the drawn map is made of, and what it tells. */
import type { StyleSpecification } from "@maplibre/maplibre-gl-style-spec";
import type { Look } from "../appearance/look.ts";
import type { Position, Town } from "../model.ts";
import type { PositionFailure } from "../places/position.ts";
import type { Words } from "../words/de.ts";
import type { Hit } from "./hit.ts";

/** What the map tells the page. */
export interface MapListener {
  tapped(hits: readonly Hit[], position: Position): void;
  zoomed(zoom: number): void;
  moved(): void;
  idle(): void;
  /** "outside" is a place beyond the map. */
  positionFailed(reason: PositionFailure): void;
}

/** Everything that the map is made of at its start. */
export interface MapOptions {
  readonly container: HTMLElement;
  readonly town: Town;
  readonly look: Look;
  /** The style of the background, in the look in which the map starts, and in any other. */
  readonly style: StyleSpecification;
  readonly styleIn: (look: Look) => Promise<StyleSpecification>;
  readonly attribution: string | null;
  readonly words: Words;
  readonly listener: MapListener;
  /** Height in CSS pixels of what covers the map from below. */
  readonly covered: () => number;
}

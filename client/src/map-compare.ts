/** A second map over the first, cut off at a slider: what one layer says, beside what another says. */
import type { Map as MapLibre, MapOptions, StyleSpecification } from "maplibre-gl";
import { addImage } from "./marker-image.ts";

/** Ids of layers that stand against each other; null is the map without either. */
export interface Sides {
  readonly left: string | null;
  readonly right: string | null;
}

export class Comparison {
  readonly #map: MapLibre;
  readonly #second: MapLibre;
  readonly #container = document.createElement("div");
  readonly #hidden: readonly string[];

  /** `make` makes the second map. */
  constructor(map: MapLibre, { left, right }: Sides, make: (options: MapOptions) => MapLibre) {
    this.#map = map;
    const style = map.getStyle();
    this.#hidden = idsOf(style, right);
    this.#container.className = "second-map";
    this.#container.setAttribute("aria-hidden", "true"); // a picture: what it shows is in the lists
    map.getCanvasContainer().append(this.#container);
    this.#second = make({
      container: this.#container,
      style: without(style, left),
      center: map.getCenter(),
      zoom: map.getZoom(),
      interactive: false,
      attributionControl: false,
      fadeDuration: 0,
    });
    this.#second.on("styleimagemissing", ({ id }) => addImage(this.#second, id));
    this.#show(false);
    map.on("move", this.#follow);
    this.slide(0.5);
  }

  /** Put the line at a share of the width, 0 to 1; the second map lies to its right. */
  slide(share: number): void {
    this.#container.style.setProperty("--line", `${share * 100}%`);
  }

  remove(): void {
    this.#map.off("move", this.#follow);
    this.#second.remove();
    this.#container.remove();
    this.#show(true);
  }

  #show(visible: boolean): void {
    for (const id of this.#hidden)
      if (this.#map.getLayer(id)) this.#map.setLayoutProperty(id, "visibility", visible ? "visible" : "none");
  }

  readonly #follow = (): void => {
    this.#second.jumpTo({ center: this.#map.getCenter(), zoom: this.#map.getZoom() });
  };
}

function idsOf(style: StyleSpecification, source: string | null): readonly string[] {
  return style.layers.flatMap((layer) => ("source" in layer && layer.source === source ? [layer.id] : []));
}

function without(style: StyleSpecification, source: string | null): StyleSpecification {
  const gone = new Set(idsOf(style, source));
  return { ...style, layers: style.layers.filter(({ id }) => !gone.has(id)) };
}

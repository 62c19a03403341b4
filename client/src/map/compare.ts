/** A second map over the first, cut off at a slider: what one layer says, beside what another says. */
import type {
  FilterSpecification,
  LayerSpecification,
  Map as MapLibre,
  MapOptions,
  MapSourceDataEvent,
  StyleSpecification,
  VectorSourceSpecification,
} from "maplibre-gl";
import { addImage } from "./marker-image.ts";

/** Ids of layers that stand against each other, or twice the same at two times; null is the map without either. */
export interface Sides {
  readonly left: string | null;
  readonly right: string | null;
}

/** What differs of the right side's layer: the filters of its style layers by their ids, and tiles for its features. */
export interface OtherSide {
  readonly filters: Readonly<Record<string, unknown>>;
  readonly source: VectorSourceSpecification | null;
}

const SETTLED_MS = 100; // one change of the page is many of the map

export class Comparison {
  readonly #map: MapLibre;
  readonly #second: MapLibre;
  readonly #container = document.createElement("div");
  readonly #sides: Sides;
  readonly #other: OtherSide | null;
  readonly #hidden: readonly string[];
  #timer = 0;

  /** `other` is null where the right side has no layer; `make` makes the second map. */
  constructor(map: MapLibre, sides: Sides, other: OtherSide | null, make: (options: MapOptions) => MapLibre) {
    this.#map = map;
    this.#sides = sides;
    this.#other = other;
    const { left, right } = sides;
    this.#hidden = left === right ? [] : idsOf(map.getStyle(), right);
    this.#container.className = "second-map";
    this.#container.setAttribute("aria-hidden", "true"); // a picture: what it shows is in the lists
    map.getCanvasContainer().append(this.#container);
    this.#second = make({
      container: this.#container,
      style: this.#style(),
      ...placeOf(map),
      maxZoom: map.getMaxZoom(),
      interactive: false,
      attributionControl: false,
      fadeDuration: 0,
    });
    this.#second.on("styleimagemissing", ({ id }) => addImage(this.#second, id));
    this.#show(false);
    map.on("move", this.#follow);
    map.on("styledata", this.#changed);
    map.on("sourcedata", this.#dataChanged);
    this.slide(0.5);
  }

  /** Put the line at a share of the width, 0 to 1; the second map lies to its right. */
  slide(share: number): void {
    this.#container.style.setProperty("--line", `${share * 100}%`);
  }

  remove(): void {
    window.clearTimeout(this.#timer);
    this.#map.off("move", this.#follow);
    this.#map.off("styledata", this.#changed);
    this.#map.off("sourcedata", this.#dataChanged);
    this.#second.remove();
    this.#container.remove();
    this.#show(true);
  }

  /** What the first map shows, with the right side's layer in place of the left one's. */
  #style(): StyleSpecification {
    const { left, right } = this.#sides;
    const style = this.#map.getStyle();
    const gone = left === right ? [] : idsOf(style, left);
    const layers = style.layers.filter(({ id }) => !gone.includes(id)).map((layer) => this.#shown(layer));
    const tiles = this.#other?.source;
    const sources = tiles && right ? { ...style.sources, [right]: tiles } : style.sources;
    return { ...style, sources, layers };
  }

  #shown(layer: LayerSpecification): LayerSpecification {
    const { right } = this.#sides;
    if (!this.#other || !("source" in layer) || layer.source !== right) return layer;
    const { filter: _, ...others } = layer;
    const filter = this.#other.filters[layer.id] as FilterSpecification | undefined;
    const visible = { ...others, layout: { ...layer.layout, visibility: "visible" } };
    const tiled = this.#other.source ? { "source-layer": right } : {};
    return { ...visible, ...tiled, ...(filter ? { filter } : {}) } as LayerSpecification;
  }

  #show(visible: boolean): void {
    for (const id of this.#hidden)
      if (this.#map.getLayer(id)) this.#map.setLayoutProperty(id, "visibility", visible ? "visible" : "none");
  }

  readonly #follow = (): void => {
    this.#second.jumpTo(placeOf(this.#map));
  };

  /** Selection, opacity, time, notes: whatever is drawn anew on the left is on the right, too. */
  readonly #changed = (): void => {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#second.setStyle(this.#style()), SETTLED_MS);
  };

  readonly #dataChanged = ({ sourceDataType }: MapSourceDataEvent): void => {
    if (sourceDataType === "content") this.#changed();
  };
}

function placeOf(map: MapLibre): Pick<MapOptions, "center" | "zoom" | "bearing" | "pitch"> {
  return { center: map.getCenter(), zoom: map.getZoom(), bearing: map.getBearing(), pitch: map.getPitch() };
}

function idsOf(style: StyleSpecification, source: string | null): readonly string[] {
  return style.layers.flatMap((layer) => ("source" in layer && layer.source === source ? [layer.id] : []));
}

/** Cross-hairs in the middle of what the sheet leaves free: where Enter taps the map. */
import type { Map as MapLibre } from "maplibre-gl";
import type { Position } from "../model.ts";
import type { Camera } from "./camera.ts";
import type { Pixel } from "./drawn-layers.ts";

export class Aim {
  readonly #map: MapLibre;
  readonly #camera: Camera;
  readonly #element = document.createElement("div");

  /** `tapped` is called for Enter; the style sheet shows the cross-hairs while the map has the focus of keys. */
  constructor(map: MapLibre, camera: Camera, tapped: () => void) {
    this.#map = map;
    this.#camera = camera;
    this.#element.className = "aim";
    this.#element.setAttribute("aria-hidden", "true");
    map.getCanvasContainer().append(this.#element);
    map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      tapped();
    });
  }

  /** Show them also to those who use no keys, and let no double click zoom while points are set. */
  show(shown: boolean): void {
    this.#element.classList.toggle("shown", shown);
    if (shown) this.#map.doubleClickZoom.disable();
    else this.#map.doubleClickZoom.enable();
  }

  get pixel(): Pixel {
    const { left, top, width, height } = this.#element.getBoundingClientRect();
    const map = this.#map.getContainer().getBoundingClientRect();
    return { x: left + width / 2 - map.left, y: top + height / 2 - map.top };
  }

  get position(): Position {
    return this.#camera.at(this.pixel);
  }
}

/** Draws a map off the screen for a picture. */
import type { Map as MapLibre, MapOptions } from "maplibre-gl";
import type { Position } from "../model.ts";
import { addImage } from "./marker-image.ts";

/** A picture of the map that is wanted: its middle, its size in CSS pixels, and how many real pixels each has. */
export interface Picture {
  readonly centre: Position;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
}

/** `make` makes the map, which goes once its picture is drawn. Rejects where a layer or the browser fails. */
export async function pictureOf(
  { centre, zoom, width, height, pixelRatio }: Picture,
  make: (options: MapOptions) => MapLibre,
): Promise<HTMLCanvasElement> {
  const container = document.createElement("div");
  container.className = "unseen-map";
  container.style.width = `${width}px`;
  container.style.height = `${height}px`;
  document.body.append(container);
  const map = make({
    container,
    center: [...centre],
    zoom,
    pixelRatio,
    interactive: false,
    attributionControl: false,
    fadeDuration: 0,
    canvasContextAttributes: { preserveDrawingBuffer: true },
  });
  map.on("styleimagemissing", ({ id }) => addImage(map, id));
  try {
    await Promise.race([map.once("idle"), failureOf(map)]);
    return copyOf(map.getCanvas());
  } finally {
    map.remove();
    container.remove();
  }
}

function failureOf(map: MapLibre): Promise<never> {
  return new Promise((_, reject) => {
    map.once("error", ({ error }) => reject(error));
  });
}

function copyOf(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext("2d")?.drawImage(canvas, 0, 0);
  return copy;
}

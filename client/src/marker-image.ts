/** Draws point symbols for the map. */
import type { Map as MapLibre } from "maplibre-gl";
import { type Marker, parseMarker, SHAPES } from "./markers.ts";

const BOX = 24; // the box of SHAPES
const SCALE = 2; // sharp on phones, whose pixels are at least half as wide

/** The symbol in its colour with a white rim, twice as large as it is shown. */
export function markerImage({ shape, colour }: Marker): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = BOX * SCALE;
  canvas.height = BOX * SCALE;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("a 2d canvas is not available");
  const path = new Path2D(SHAPES[shape]);
  context.scale(SCALE, SCALE);
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = "#ffffff";
  context.stroke(path);
  context.fillStyle = colour;
  context.fill(path);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** Give the map a symbol that it misses; names that are none of ours stay missing. */
export function addMarker(map: MapLibre, id: string): void {
  const marker = parseMarker(id);
  if (marker && !map.hasImage(id)) map.addImage(id, markerImage(marker), { pixelRatio: 2 });
}

/** Draws point symbols and patterns for the map. */
import type { Map as MapLibre } from "maplibre-gl";
import { type Marker, parseMarker, SHAPES } from "../legend/markers.ts";
import { lineWidth, PATTERNS, type Pattern, parsePattern } from "../legend/patterns.ts";

const BOX = 24; // the box of SHAPES and PATTERNS
const SCALE = 2; // sharp on phones, whose pixels are at least half as wide

/** The symbol in its colour with a white rim, twice as large as it is shown. */
function markerImage({ shape, colour }: Marker): ImageData {
  return drawn((context) => {
    const path = new Path2D(SHAPES[shape]);
    context.lineWidth = 3;
    context.strokeStyle = "#ffffff";
    context.stroke(path);
    context.fillStyle = colour;
    context.fill(path);
  });
}

/** One tile of a pattern, as large as the box. */
function patternImage(pattern: Pattern): ImageData {
  return drawn((context) => {
    context.lineCap = "round";
    context.lineWidth = lineWidth(pattern);
    context.strokeStyle = pattern.colour;
    context.stroke(new Path2D(PATTERNS[pattern.name]));
  });
}

function drawn(draw: (context: CanvasRenderingContext2D) => void): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = BOX * SCALE;
  canvas.height = BOX * SCALE;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("a 2d canvas is not available");
  context.scale(SCALE, SCALE);
  context.lineJoin = "round";
  draw(context);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** Give the map a symbol or pattern that it misses; names that are none of ours stay missing. */
export function addImage(map: MapLibre, id: string): void {
  if (map.hasImage(id)) return;
  const marker = parseMarker(id);
  const pattern = parsePattern(id);
  const image = marker ? markerImage(marker) : pattern ? patternImage(pattern) : null;
  if (image) map.addImage(id, image, { pixelRatio: SCALE });
}

/** Draws a sheet's parts on canvases: legend pictures, and the whole sheet as one picture. */
import { SHAPES } from "../legend/markers.ts";
import { lineWidth, PATTERNS, type Pattern } from "../legend/patterns.ts";
import { pictureWidth, type Swatch } from "../legend/swatch.ts";
import type { Layout, Lettering, Outline } from "./layout.ts";

/** The page's font, which also stands in the PDF. */
const FONT = "Geoportal, Arial, sans-serif";

const BOX = 24; // the box of legend pictures, as on the page

export function canvasOf(
  width: number,
  height: number,
): readonly [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) throw new Error(`a canvas of ${width} × ${height} is not available`);
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, width, height);
  return [canvas, context];
}

/** The width of a text in the units of its size. */
export function measurer(): (text: string, size: number, bold: boolean) => number {
  const [, context] = canvasOf(1, 1);
  context.fontKerning = "none"; // as in the PDF, where each letter has its own width
  return (text, size, bold) => {
    context.font = `${bold ? "bold " : ""}100px ${FONT}`;
    return (context.measureText(text).width * size) / 100;
  };
}

/** A legend picture in the current units, its upper left corner at the origin. */
export function drawSwatch(context: CanvasRenderingContext2D, swatch: Swatch): void {
  const { colour, opacity, outline, outlineWidth } = swatch;
  const path = pathOf(swatch);
  context.fillStyle = colour;
  context.strokeStyle = outline ?? colour;
  context.lineWidth = swatch.kind === "line" ? pictureWidth(swatch, BOX - 4) : Math.max(1, outlineWidth);
  context.setLineDash(swatch.dash.map((part) => part * context.lineWidth));
  context.globalAlpha = opacity;
  if (swatch.kind === "line") context.stroke(path);
  else context.fill(path);
  context.globalAlpha = 1;
  if (swatch.pattern) drawPattern(context, path, swatch.pattern);
  if (swatch.kind === "area" || (swatch.kind === "circle" && outline)) context.stroke(path);
  if (swatch.kind === "label") {
    context.font = `bold 14px ${FONT}`;
    context.fillText("A", BOX / 2 - 5, 17);
  }
}

/** A pattern's lines, as far as they lie in the path. */
function drawPattern(context: CanvasRenderingContext2D, path: Path2D, pattern: Pattern): void {
  context.save();
  context.clip(path);
  context.translate(2.5, 4.5); // the whole tile in the box of an area, as on the page
  context.scale((BOX - 5) / BOX, (BOX - 5) / BOX);
  context.lineCap = "round";
  context.strokeStyle = pattern.colour;
  context.lineWidth = lineWidth(pattern);
  context.stroke(new Path2D(PATTERNS[pattern.name]));
  context.restore();
}

function pathOf({ kind, marker, width }: Swatch): Path2D {
  const path = new Path2D(kind === "marker" && marker ? SHAPES[marker.shape] : undefined);
  if (kind === "circle") path.arc(BOX / 2, BOX / 2, Math.min(8, Math.max(3.5, width / 2)), 0, 2 * Math.PI);
  if (kind === "area") path.rect(2.5, 4.5, BOX - 5, BOX - 9);
  if (kind === "line") {
    path.moveTo(2, BOX / 2);
    path.lineTo(BOX - 2, BOX / 2);
  }
  return path;
}

/** A legend picture of its own, in pixels. */
export function swatchCanvas(swatch: Swatch, size: number): HTMLCanvasElement {
  const [canvas, context] = canvasOf(size, size);
  context.scale(size / BOX, size / BOX);
  drawSwatch(context, swatch);
  return canvas;
}

/** Everything but the map itself, in units of millimetres. */
export function drawItems(context: CanvasRenderingContext2D, { items }: Layout): void {
  for (const item of items) {
    if (item.kind === "text") drawText(context, item);
    else if (item.kind === "shape") drawOutline(context, item);
    else {
      context.save();
      context.translate(item.x, item.y);
      context.scale(item.size / BOX, item.size / BOX);
      drawSwatch(context, item.swatch);
      context.restore();
    }
  }
}

function drawText(context: CanvasRenderingContext2D, { x, y, size, bold, text }: Lettering): void {
  context.save();
  context.translate(x, y);
  context.scale(size / 100, size / 100); // browsers round the sizes of small fonts
  context.font = `${bold ? "bold " : ""}100px ${FONT}`;
  context.fontKerning = "none"; // as it was measured
  context.fillStyle = "#000000";
  context.fillText(text, 0, 0);
  context.restore();
}

function drawOutline(context: CanvasRenderingContext2D, { points, fill, stroke }: Outline): void {
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.closePath();
  if (fill) {
    context.fillStyle = fill;
    context.fill();
  }
  if (stroke > 0) {
    context.strokeStyle = "#000000";
    context.lineWidth = stroke;
    context.stroke();
  }
}

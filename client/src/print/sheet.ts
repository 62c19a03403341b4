/** Makes a sheet: draws its map in parts at true scale and puts the rest around it, as PDF or as PNG. */
import type { MapView } from "../map/map.ts";
import type { Language, Position } from "../model.ts";
import { canvasOf, drawItems, swatchCanvas } from "./drawing.ts";
import { bringFonts } from "./fonts.ts";
import type { Layout, Rectangle } from "./layout.ts";
import { type Part, partsOf } from "./parts.ts";
import { type Picture, writePdf } from "./pdf.ts";
import { CSS_PIXELS, shifted, zoomFor } from "./scale.ts";

export interface Sheet {
  readonly layout: Layout;
  readonly centre: Position;
  readonly scale: number;
  readonly title: string;
  readonly language: Language;
  /** What is said in place of the map to those who cannot see it. */
  readonly alternative: string;
}

const INCH = 25.4; // mm
const PDF_DPI = 300; // what printers resolve
const PNG_DPI = [300, 200, 150];
const LARGEST_CANVAS = 16_700_000; // pixels that the browser of an iPhone draws on one canvas
const QUALITY = 0.92; // of JPEG: edges of letters stay clean
const OVERLAP = 48; // CSS pixels drawn around a part, so that names at its edges stand as in the next one
const SWATCH_PIXELS = 96;

/** One part of the map and where it stands on the sheet. */
interface Drawn extends Rectangle {
  readonly canvas: HTMLCanvasElement;
}

export async function pdfOf(sheet: Sheet, map: MapView): Promise<Blob> {
  const { layout, title, language, alternative } = sheet;
  const parts: Picture[] = [];
  for await (const drawn of mapParts(sheet, map, PDF_DPI)) parts.push(await jpegOf(drawn));
  const swatches: Picture[] = [];
  for (const { swatch, x, y, size } of layout.items.filter((item) => item.kind === "swatch")) {
    const canvas = swatchCanvas(swatch, SWATCH_PIXELS);
    swatches.push(await jpegOf({ canvas, x, y, width: size, height: size }));
  }
  const items = layout.items.filter((item) => item.kind !== "swatch");
  const fonts = await bringFonts(items.filter((item) => item.kind === "text"));
  return writePdf({ ...layout, title, language, alternative, parts, swatches, items, fonts }, new Date());
}

export async function pngOf(sheet: Sheet, map: MapView): Promise<Blob> {
  const { layout } = sheet;
  const area = (dpi: number): number => (layout.width * layout.height * dpi ** 2) / INCH ** 2;
  const dpi = PNG_DPI.find((candidate) => area(candidate) <= LARGEST_CANVAS) ?? 96;
  const perMm = dpi / INCH;
  const [canvas, context] = canvasOf(Math.round(layout.width * perMm), Math.round(layout.height * perMm));
  context.scale(perMm, perMm);
  for await (const { canvas: part, x, y, width, height } of mapParts(sheet, map, dpi))
    context.drawImage(part, x, y, width, height);
  drawItems(context, layout);
  return blobOf(canvas, "image/png");
}

async function* mapParts({ layout, centre, scale }: Sheet, map: MapView, dpi: number): AsyncGenerator<Drawn> {
  const perMm = dpi / INCH;
  const zoom = zoomFor(scale, centre[1]);
  const { x, y, width, height } = layout.map;
  const whole = [Math.round(width * perMm), Math.round(height * perMm)] as const;
  const ratio = perMm / CSS_PIXELS;
  for (const part of partsOf(...whole)) {
    const right = (part.x + part.width / 2 - whole[0] / 2) / ratio;
    const down = (part.y + part.height / 2 - whole[1] / 2) / ratio;
    const picture = await map.picture({
      centre: shifted(centre, right, down, zoom),
      zoom,
      width: Math.ceil(part.width / ratio) + 2 * OVERLAP,
      height: Math.ceil(part.height / ratio) + 2 * OVERLAP,
      pixelRatio: ratio,
    });
    yield {
      canvas: middleOf(picture, part),
      x: x + (part.x / whole[0]) * width,
      y: y + (part.y / whole[1]) * height,
      width: (part.width / whole[0]) * width,
      height: (part.height / whole[1]) * height,
    };
  }
}

/** A part without its overlap: both have the same middle. */
function middleOf(picture: HTMLCanvasElement, { width, height }: Part): HTMLCanvasElement {
  const [canvas, context] = canvasOf(width, height);
  context.drawImage(picture, (width - picture.width) / 2, (height - picture.height) / 2);
  return canvas;
}

async function jpegOf({ canvas, x, y, width, height }: Drawn): Promise<Picture> {
  const blob = await blobOf(canvas, "image/jpeg");
  const jpeg = new Uint8Array(await blob.arrayBuffer());
  return { jpeg, pixels: [canvas.width, canvas.height], x, y, width, height };
}

function blobOf(canvas: HTMLCanvasElement, type: string): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("the picture is too large"))),
      type,
      QUALITY,
    );
  });
}

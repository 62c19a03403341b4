/** Where things stand on a printed sheet; all lengths are millimetres from its upper left corner. */
import type { LegendBlock } from "../legend/legend.ts";
import type { Swatch } from "../legend/swatch.ts";

export const PAPERS = { a4: [210, 297], a3: [297, 420] } as const;
export type Paper = keyof typeof PAPERS;

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Point = readonly [number, number];

/** `y` is the baseline, `size` the height of the font. */
export interface Lettering {
  readonly kind: "text";
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly bold: boolean;
  readonly text: string;
}

/** A polygon that is filled, drawn around, or both. */
export interface Outline {
  readonly kind: "shape";
  readonly points: readonly Point[];
  readonly fill: string | null;
  readonly stroke: number;
}

export interface LegendPicture {
  readonly kind: "swatch";
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly swatch: Swatch;
}

export type Item = Lettering | Outline | LegendPicture;

/** What a sheet says; `measure` gives the width of a text in a font's size. */
export interface Content {
  readonly paper: Paper;
  readonly landscape: boolean;
  readonly scale: number;
  readonly title: string;
  readonly scaleText: string;
  readonly legend: readonly { readonly title: string; readonly blocks: readonly LegendBlock[] }[];
  readonly notes: readonly string[];
  readonly more: string;
  readonly distance: (metres: number) => string;
  readonly measure: (text: string, size: number, bold: boolean) => number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly map: Rectangle;
  /** Drawn above the map, in this order. */
  readonly items: readonly Item[];
}

const MARGIN = 10; // what office printers cannot reach, and some more
const TITLE = 12; // height of the strip above the map
const HEADING = 5.6; // 16 points
const ROW = 5; // of the legend
const COLUMN = 58; // of the legend, about 30 letters
const TEXT = 3.1; // 9 points
const SMALL = 2.5; // 7 points
const MOST_ROWS = 9; // the map is what people print

/** Put map, title, legend, scale bar, north arrow and sources on a sheet. */
export function layoutOf(content: Content): Layout {
  const [short, long] = PAPERS[content.paper];
  const [width, height] = content.landscape ? [long, short] : [short, long];
  const notes = content.notes.flatMap((note) => wrapped(note, SMALL, width - 2 * MARGIN, content.measure));
  const columns = Math.floor((width - 2 * MARGIN) / COLUMN) - 1; // the first one holds the scale
  const rows = legendRows(content);
  const perColumn = Math.min(MOST_ROWS, Math.max(4, Math.ceil(rows.length / columns)));
  const foot = perColumn * ROW + notes.length * (SMALL + 1) + 5;
  const map = {
    x: MARGIN,
    y: MARGIN + TITLE,
    width: width - 2 * MARGIN,
    height: height - 2 * MARGIN - TITLE - foot,
  };
  const top = map.y + map.height + 3;
  const title = shortened(content.title, HEADING, true, map.width, content.measure);
  return {
    width,
    height,
    map,
    items: [
      { kind: "shape", points: corners(map), fill: null, stroke: 0.3 },
      { kind: "text", x: MARGIN, y: MARGIN + 7, size: HEADING, bold: true, text: title },
      ...northArrow(map),
      ...scaleBar(MARGIN, top, content),
      ...legend(rows, MARGIN + COLUMN, top, columns, perColumn, content),
      ...notes.map((text, at): Item => {
        const y = height - MARGIN - (notes.length - 1 - at) * (SMALL + 1);
        return { kind: "text", x: MARGIN, y, size: SMALL, bold: false, text };
      }),
    ],
  };
}

/** The frame of the map alone, for a preview while nobody prints yet. */
export function corners({ x, y, width, height }: Rectangle): readonly Point[] {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}

type Row = { readonly text: string; readonly swatch: Swatch | null };

/** A layer of one row says it all; others have their name above their classes. */
function legendRows({ legend }: Content): readonly Row[] {
  return legend.flatMap(({ title, blocks }) => {
    const rows = blocks.flatMap((block) => block.rows);
    const [only] = rows;
    if (rows.length === 1 && only) return [{ text: title, swatch: only.swatch }];
    return [{ text: title, swatch: null }, ...rows.map(({ label, swatch }) => ({ text: label, swatch }))];
  });
}

function legend(
  rows: readonly Row[],
  left: number,
  top: number,
  columns: number,
  perColumn: number,
  { measure, more }: Content,
): readonly Item[] {
  const room = columns * perColumn;
  const shown = rows.length > room ? [...rows.slice(0, room - 1), { text: more, swatch: null }] : rows;
  return shown.flatMap(({ text, swatch }, at): Item[] => {
    const x = left + Math.floor(at / perColumn) * COLUMN;
    const y = top + (at % perColumn) * ROW;
    const indent = swatch ? ROW + 1 : 0;
    const bold = swatch === null && text !== more;
    const words = shortened(text, TEXT, bold, COLUMN - indent - 3, measure);
    const item: Item = { kind: "text", x: x + indent, y: y + ROW - 1.5, size: TEXT, bold, text: words };
    return swatch ? [{ kind: "swatch", x, y: y + 0.3, size: ROW - 0.6, swatch }, item] : [item];
  });
}

/** The scale in figures, and a bar of a round length in two halves. */
function scaleBar(x: number, top: number, { scale, scaleText, distance, measure }: Content): readonly Item[] {
  const metres = roundBelow((45 * scale) / 1000);
  const length = (metres * 1000) / scale;
  const bar = { x, y: top + 9, width: length, height: 1.6 };
  const label = (share: number): Item => {
    const text = distance(metres * share);
    const at = x + length * share - (share === 0 ? 0 : measure(text, SMALL, false) / 2);
    return { kind: "text", x: at, y: bar.y + 5, size: SMALL, bold: false, text };
  };
  return [
    { kind: "text", x, y: top + 4.5, size: 4, bold: true, text: scaleText },
    { kind: "shape", points: corners(bar), fill: "#ffffff", stroke: 0.3 },
    { kind: "shape", points: corners({ ...bar, width: length / 2 }), fill: "#000000", stroke: 0 },
    label(0),
    label(0.5),
    label(1),
  ];
}

/** The greatest of 1, 2 and 5 times a power of ten that is not above. */
function roundBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([5, 2, 1].find((step) => step * power <= value) ?? 1) * power;
}

function northArrow(map: Rectangle): readonly Item[] {
  const [x, y] = [map.x + map.width - 9, map.y + 4];
  const arrow: readonly Point[] = [
    [x, y + 4],
    [x + 3, y + 13],
    [x, y + 11],
    [x - 3, y + 13],
  ];
  return [
    {
      kind: "shape",
      points: corners({ x: x - 5, y: y - 1, width: 10, height: 16 }),
      fill: "#ffffff",
      stroke: 0,
    },
    { kind: "text", x: x - 1.2, y: y + 3, size: 3.4, bold: true, text: "N" },
    { kind: "shape", points: arrow, fill: "#000000", stroke: 0 },
  ];
}

function shortened(
  text: string,
  size: number,
  bold: boolean,
  room: number,
  measure: Content["measure"],
): string {
  if (measure(text, size, bold) <= room) return text;
  let kept = text;
  while (kept.length > 1 && measure(`${kept}…`, size, bold) > room) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}

function wrapped(text: string, size: number, room: number, measure: Content["measure"]): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && measure(longer, size, false) <= room) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  return lines;
}

/** Writes a PDF of one page (ISO 32000-1): pictures, outlines, and text in the fonts that every reader has. */
import type { Layout, Lettering, Outline, Rectangle } from "./layout.ts";

/** A JPEG and where it stands, in millimetres from the upper left corner. */
export interface Picture extends Rectangle {
  readonly jpeg: Uint8Array<ArrayBuffer>;
  readonly pixels: readonly [number, number];
}

export interface Page {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly language: string;
  readonly pictures: readonly Picture[];
  readonly items: readonly Exclude<Layout["items"][number], { kind: "swatch" }>[];
}

const POINTS = 72 / 25.4; // per millimetre

type Bytes = Uint8Array<ArrayBuffer>;

const latin = new TextEncoder(); // only ASCII is written with it

/** Signs of WinAnsiEncoding (annex D) that stand elsewhere in Unicode. */
const WIN_ANSI: Readonly<Record<string, number>> = {
  "€": 0x80,
  "‚": 0x82,
  "„": 0x84,
  "…": 0x85,
  Š: 0x8a,
  Œ: 0x8c,
  Ž: 0x8e,
  "‘": 0x91,
  "’": 0x92,
  "“": 0x93,
  "”": 0x94,
  "•": 0x95,
  "–": 0x96,
  "—": 0x97,
  š: 0x9a,
  œ: 0x9c,
  ž: 0x9e,
  Ÿ: 0x9f,
  "\u202f": 0x20,
  "\u00a0": 0x20,
};

/** The code of a sign; a letter from further east loses its accent, others become a question mark. */
function winAnsi(sign: string): number {
  const known = WIN_ANSI[sign] ?? sign.charCodeAt(0);
  if (known < 0x7f || WIN_ANSI[sign] || (known > 0xa0 && known < 0x100)) return known;
  const plain = sign.normalize("NFD").charCodeAt(0);
  return plain < 0x7f ? plain : 0x3f;
}

function hex(codes: Iterable<number>): string {
  return [...codes].map((code) => code.toString(16).padStart(2, "0")).join("");
}

/** A text string of the document itself: UTF-16 with its mark (7.9.2.2). */
function unicode(text: string): string {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  return `<feff${units.map((unit) => unit.toString(16).padStart(4, "0")).join("")}>`;
}

function figure(value: number): string {
  return (Math.round(value * 10_000) / 10_000).toString();
}

function colour(value: string, operator: "rg" | "RG"): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(value.slice(at, at + 2), 16) / 255);
  return `${parts.map(figure).join(" ")} ${operator}`;
}

function textOperators({ x, y, size, bold, text }: Lettering, height: number): string {
  const place = [x * POINTS, (height - y) * POINTS].map(figure).join(" ");
  const codes = hex([...text].map(winAnsi));
  return `BT 0 0 0 rg /F${bold ? 2 : 1} ${figure(size * POINTS)} Tf ${place} Td <${codes}> Tj ET`;
}

function outlineOperators({ points, fill, stroke }: Outline, height: number): string {
  const path = points.map(([x, y], at) => {
    const place = [x * POINTS, (height - y) * POINTS].map(figure).join(" ");
    return `${place} ${at === 0 ? "m" : "l"}`;
  });
  const paint = fill && stroke > 0 ? "b" : fill ? "f" : "s";
  const colours = `${colour(fill ?? "#000000", "rg")} 0 0 0 RG ${figure(stroke * POINTS)} w`;
  return `${colours} ${path.join(" ")} h ${paint}`;
}

function pictureOperators({ x, y, width, height: tall }: Picture, at: number, height: number): string {
  const matrix = [width * POINTS, 0, 0, tall * POINTS, x * POINTS, (height - y - tall) * POINTS];
  return `q ${matrix.map(figure).join(" ")} cm /I${at} Do Q`;
}

function contentOf({ pictures, items, height }: Page): string {
  return [
    ...pictures.map((picture, at) => pictureOperators(picture, at, height)),
    ...items.map((item) =>
      item.kind === "text" ? textOperators(item, height) : outlineOperators(item, height),
    ),
  ].join("\n");
}

function stream(dictionary: string, body: Bytes): Bytes[] {
  return [
    latin.encode(`<< ${dictionary} /Length ${body.length} >>\nstream\n`),
    body,
    latin.encode("\nendstream"),
  ];
}

const FIRST_PICTURE = 8; // number of its object; the ones before are fixed

/** The bodies of all objects, the first of which has number 1. */
function objectsOf(page: Page, made: Date): readonly (readonly Bytes[])[] {
  const box = [page.width, page.height].map((side) => figure(side * POINTS)).join(" ");
  const names = page.pictures.map((_, at) => `/I${at} ${FIRST_PICTURE + at} 0 R`).join(" ");
  const font = (name: string): string =>
    `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  const date = `${made.toISOString().slice(0, 19).replace(/[-T:]/g, "")}Z`;
  const plain = [
    // A reader that shrinks the page to its printer's margins would break the scale (table 150, PrintScaling).
    `<< /Type /Catalog /Pages 2 0 R /Lang (${page.language}) /ViewerPreferences << /PrintScaling /None /DisplayDocTitle true >> >>`,
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${box}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> /XObject << ${names} >> >> >>`,
  ].map((text) => [latin.encode(text)]);
  return [
    ...plain,
    stream("", latin.encode(contentOf(page))),
    [latin.encode(font("Helvetica"))],
    [latin.encode(font("Helvetica-Bold"))],
    [latin.encode(`<< /Title ${unicode(page.title)} /CreationDate (D:${date}) >>`)],
    ...page.pictures.map(({ jpeg, pixels: [width, height] }) =>
      stream(
        `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode`,
        jpeg,
      ),
    ),
  ];
}

/** The file as a whole: objects, the table of where each begins, and the trailer (7.5). */
export function writePdf(page: Page, made: Date): Blob {
  const parts: Bytes[] = [];
  const starts: number[] = [];
  let length = 0;
  const write = (...pieces: readonly Bytes[]): void => {
    for (const piece of pieces) {
      parts.push(piece);
      length += piece.length;
    }
  };
  write(latin.encode("%PDF-1.7\n%"), new Uint8Array([0xe2, 0xe3, 0xcf, 0xd3, 0x0a]));
  for (const [at, body] of objectsOf(page, made).entries()) {
    starts.push(length);
    write(latin.encode(`${at + 1} 0 obj\n`), ...body, latin.encode("\nendobj\n"));
  }
  const table = starts.map((start) => `${start.toString().padStart(10, "0")} 00000 n \n`).join("");
  const trailer = `trailer\n<< /Size ${starts.length + 1} /Root 1 0 R /Info 7 0 R >>\nstartxref\n${length}\n%%EOF\n`;
  write(latin.encode(`xref\n0 ${starts.length + 1}\n0000000000 65535 f \n${table}${trailer}`));
  return new Blob(parts, { type: "application/pdf" });
}

/**
 * Writes a tagged PDF of one page after PDF/UA-1 (ISO 32000-1, ISO 14289-1): pictures, outlines, and text with its fonts.
 * Readers for the blind get a heading, the map with words in its place, and a paragraph for each text.
 */
import { htmlText } from "../words/html-text.ts";
import { type Font, piped } from "./font.ts";
import type { Layout, Lettering, Outline, Rectangle } from "./layout.ts";
import { codes, fontObjects, runsOf, unicodeOf } from "./lettering.ts";

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
  readonly map: Rectangle;
  /** What is said in place of the map. */
  readonly alternative: string;
  /** The map's picture in its parts, and those of the legend, whose words stand beside them. */
  readonly parts: readonly Picture[];
  readonly swatches: readonly Picture[];
  /** The first text is the heading. */
  readonly items: readonly Exclude<Layout["items"][number], { kind: "swatch" }>[];
  /** A light and a bold one at least. */
  readonly fonts: readonly Font[];
}

const POINTS = 72 / 25.4; // per millimetre

type Bytes = Uint8Array<ArrayBuffer>;

const utf8 = new TextEncoder();

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

function textOperators({ x, y, size, bold, text }: Lettering, { height, fonts }: Page): string {
  const place = [x * POINTS, (height - y) * POINTS].map(figure).join(" ");
  const runs = runsOf(text, bold, fonts).map(
    ({ font, glyphs }) => `/F${font} ${figure(size * POINTS)} Tf ${codes(glyphs)} Tj`,
  );
  return `BT 0 0 0 rg ${place} Td ${runs.join(" ")} ET`;
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

/** Marks of the page's structure (14.7.4): the texts in their order, and the map behind the first of them. */
const HEADING = 0;
const MAP = 1;

/** Operators that belong to a mark of the structure; without one they are decoration (14.8.2.2). */
function marked(operators: string, mark?: number): string {
  const begin = mark === undefined ? "/Artifact BMC" : `/${tagOf(mark)} << /MCID ${mark} >> BDC`;
  return `${begin}\n${operators}\nEMC`;
}

function tagOf(mark: number): string {
  return mark === HEADING ? "H1" : mark === MAP ? "Figure" : "P";
}

function contentOf(page: Page): string {
  const { parts, swatches, items, height } = page;
  const map = parts.map((picture, at) => pictureOperators(picture, at, height));
  const legend = swatches.map((picture, at) => pictureOperators(picture, parts.length + at, height));
  const texts = items.filter((item) => item.kind === "text");
  const shapes = items.filter((item) => item.kind === "shape");
  return [
    marked(map.join("\n"), MAP),
    marked([...legend, ...shapes.map((shape) => outlineOperators(shape, height))].join("\n")),
    ...texts.map((text, at) => marked(textOperators(text, page), at === 0 ? HEADING : MAP + at)),
  ].join("\n");
}

/** The tree of the structure, its index by marks, and its elements, from object FIRST on (14.7). */
function structureOf({ map, alternative, items, height }: Page): readonly string[] {
  const count = 1 + items.filter((item) => item.kind === "text").length;
  const elements = Array.from({ length: count }, (_, mark) => `${FIRST + 3 + mark} 0 R`).join(" ");
  const { x, y, width, height: tall } = map;
  const box = [x, height - y - tall, x + width, height - y].map((side) => figure(side * POINTS)).join(" ");
  const about = `/Alt ${unicode(alternative)} /A << /O /Layout /Placement /Block /BBox [${box}] >>`;
  return [
    `<< /Type /StructTreeRoot /K [${FIRST + 1} 0 R] /ParentTree ${FIRST + 2} 0 R >>`,
    `<< /Type /StructElem /S /Document /P ${FIRST} 0 R /K [${elements}] >>`,
    `<< /Nums [0 [${elements}]] >>`,
    ...Array.from({ length: count }, (_, mark) => {
      const element = `/Type /StructElem /S /${tagOf(mark)} /P ${FIRST + 1} 0 R /Pg 3 0 R /K ${mark}`;
      return mark === MAP ? `<< ${element} ${about} >>` : `<< ${element} >>`;
    }),
  ];
}

function stream(dictionary: string, body: Bytes): Bytes[] {
  return [
    utf8.encode(`<< ${dictionary} /Length ${body.length} >>\nstream\n`),
    body,
    utf8.encode("\nendstream"),
  ];
}

/** What the document says of itself, as XMP (ISO 16684-1); not that it conforms to PDF/UA-1, which nobody has judged. */
function metadataOf({ title, language }: Page, made: Date): string {
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${htmlText(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>${language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>${made.toISOString().slice(0, 19)}Z</xmp:CreateDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`;
}

/** The objects of all fonts, five for each, from object `first` on. */
async function fontsOf(fonts: readonly Font[], first: number): Promise<readonly (readonly Bytes[])[]> {
  const objects = fonts.map(async (font, at) => {
    const { program } = font;
    const packed = await piped(program, new CompressionStream("deflate"));
    return [
      ...fontObjects(font, first + FONT_OBJECTS * at).map((text) => [utf8.encode(text)]),
      stream(`/Length1 ${program.length} /Filter /FlateDecode`, packed),
      stream("", utf8.encode(unicodeOf(font))),
    ];
  });
  return (await Promise.all(objects)).flat();
}

const FONT_OBJECTS = 5;
const FIRST = 8; // number of the structure's first object; the ones before are fixed

/** The bodies of all objects, the first of which has number 1. */
async function objectsOf(page: Page, made: Date): Promise<readonly (readonly Bytes[])[]> {
  const box = [page.width, page.height].map((side) => figure(side * POINTS)).join(" ");
  const structure = structureOf(page);
  const pictures = [...page.parts, ...page.swatches];
  const names = pictures.map((_, at) => `/I${at} ${FIRST + structure.length + at} 0 R`).join(" ");
  const firstFont = FIRST + structure.length + pictures.length;
  const fonts = page.fonts.map((_, at) => `/F${at} ${firstFont + FONT_OBJECTS * at} 0 R`).join(" ");
  const date = `${made.toISOString().slice(0, 19).replace(/[-T:]/g, "")}Z`;
  const plain = [
    // A reader that shrinks the page to its printer's margins would break the scale (table 150, PrintScaling).
    `<< /Type /Catalog /Pages 2 0 R /Lang (${page.language}) /MarkInfo << /Marked true >> /StructTreeRoot ${FIRST} 0 R /Metadata 5 0 R /ViewerPreferences << /PrintScaling /None /DisplayDocTitle true >> >>`,
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /StructParents 0 /Tabs /S /MediaBox [0 0 ${box}] /Contents 4 0 R /Resources << /Font 6 0 R /XObject << ${names} >> >> >>`,
  ].map((text) => [utf8.encode(text)]);
  return [
    ...plain,
    stream("", utf8.encode(contentOf(page))),
    stream("/Type /Metadata /Subtype /XML", utf8.encode(metadataOf(page, made))),
    [utf8.encode(`<< ${fonts} >>`)],
    [utf8.encode(`<< /Title ${unicode(page.title)} /CreationDate (D:${date}) >>`)],
    ...structure.map((text) => [utf8.encode(text)]),
    ...pictures.map(({ jpeg, pixels: [width, height] }) =>
      stream(
        `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode`,
        jpeg,
      ),
    ),
    ...(await fontsOf(page.fonts, firstFont)),
  ];
}

/** The file as a whole: objects, the table of where each begins, and the trailer (7.5). */
export async function writePdf(page: Page, made: Date): Promise<Blob> {
  const parts: Bytes[] = [];
  const starts: number[] = [];
  let length = 0;
  const write = (...pieces: readonly Bytes[]): void => {
    for (const piece of pieces) {
      parts.push(piece);
      length += piece.length;
    }
  };
  write(utf8.encode("%PDF-1.7\n%"), new Uint8Array([0xe2, 0xe3, 0xcf, 0xd3, 0x0a]));
  for (const [at, body] of (await objectsOf(page, made)).entries()) {
    starts.push(length);
    write(utf8.encode(`${at + 1} 0 obj\n`), ...body, utf8.encode("\nendobj\n"));
  }
  const table = starts.map((start) => `${start.toString().padStart(10, "0")} 00000 n \n`).join("");
  const trailer = `trailer\n<< /Size ${starts.length + 1} /Root 1 0 R /Info 7 0 R >>\nstartxref\n${length}\n%%EOF\n`;
  write(utf8.encode(`xref\n0 ${starts.length + 1}\n0000000000 65535 f \n${table}${trailer}`));
  return new Blob(parts, { type: "application/pdf" });
}

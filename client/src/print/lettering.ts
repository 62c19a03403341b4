/** Which glyphs of which font write a text; the parts of a PDF that hold the fonts. */
import type { Font } from "./font.ts";

/** Glyphs of one font, one after another. */
export interface Run {
  /** The font's place in the list. */
  readonly font: number;
  readonly glyphs: readonly number[];
}

interface Written {
  readonly font: number;
  readonly glyph: number;
}

/** Spaces of all widths are the usual one; a letter that no font has loses its accent; of the rest is asked. */
function substitutes(sign: string): readonly string[] {
  const plain = /\s/.test(sign) ? " " : sign.normalize("NFD").charAt(0);
  return [sign, plain, "?"];
}

function writtenBy(sign: string, bold: boolean, fonts: readonly Font[]): Written {
  for (const candidate of substitutes(sign))
    for (const [font, { glyphs, bold: heavy }] of fonts.entries()) {
      const glyph = heavy === bold ? glyphs.get(candidate.codePointAt(0) ?? 0) : undefined;
      if (glyph !== undefined) return { font, glyph };
    }
  throw new Error("the fonts have no letters");
}

/** How many signs of a text none of the fonts has. */
export function signsBeyond(text: string, fonts: readonly Font[]): number {
  return [...text].filter(
    (sign) => !/\s/.test(sign) && !fonts.some(({ glyphs }) => glyphs.has(sign.codePointAt(0) ?? 0)),
  ).length;
}

/** The glyphs that write a text. */
export function runsOf(text: string, bold: boolean, fonts: readonly Font[]): readonly Run[] {
  const runs: { font: number; glyphs: number[] }[] = [];
  for (const sign of text) {
    const { font, glyph } = writtenBy(sign, bold, fonts);
    const last = runs.at(-1);
    if (last?.font === font) last.glyphs.push(glyph);
    else runs.push({ font, glyphs: [glyph] });
  }
  return runs;
}

function hex(value: number): string {
  return value.toString(16).padStart(4, "0");
}

/** Glyphs as a string of a page's content, two bytes each. */
export function codes(glyphs: readonly number[]): string {
  return `<${glyphs.map(hex).join("")}>`;
}

/** A font's first three objects, numbered from `first` on; behind them stand its program and what its glyphs mean. */
export function fontObjects(font: Font, first: number): readonly [string, string, string] {
  const { name, bold, ascent, descent, capitals, box, widths } = font;
  const all = `[0 [${widths.join(" ")}]]`;
  return [
    `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [${first + 1} 0 R] /ToUnicode ${first + 4} 0 R >>`,
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${first + 2} 0 R /CIDToGIDMap /Identity /W ${all} >>`,
    `<< /Type /FontDescriptor /FontName /${name} /Flags 32 /FontBBox [${box.join(" ")}] /ItalicAngle 0 /Ascent ${ascent} /Descent ${descent} /CapHeight ${capitals} /StemV ${bold ? 140 : 80} /FontFile2 ${first + 3} 0 R >>`,
  ];
}

const BLOCK = 100; // the most lines of a block (Adobe technical note 5014)

/** Which signs the glyphs stand for, so that text can be searched, copied and read aloud. */
export function unicodeOf({ glyphs }: Font): string {
  const signs = new Map<number, number>();
  for (const [sign, glyph] of glyphs) if (!signs.has(glyph)) signs.set(glyph, sign);
  const lines = [...signs].map(([glyph, sign]) => `<${hex(glyph)}> <${hex(sign)}>`);
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; at += BLOCK) {
    const part = lines.slice(at, at + BLOCK);
    blocks.push(`${part.length} beginbfchar\n${part.join("\n")}\nendbfchar`);
  }
  return [
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def",
    "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange",
    ...blocks,
    "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend",
  ].join("\n");
}

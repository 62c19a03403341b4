/** Reads a font as the web has it (WOFF 1.0) for what a PDF needs: its outlines, widths, and each sign's glyph. */

type Bytes = Uint8Array<ArrayBuffer>;

/** Lengths are thousandths of the font's size. */
export interface Font {
  /** As a PDF names it. */
  readonly name: string;
  readonly bold: boolean;
  /** The number of the glyph of each Unicode sign. */
  readonly glyphs: ReadonlyMap<number, number>;
  /** Of each glyph, by its number. */
  readonly widths: readonly number[];
  readonly ascent: number;
  readonly descent: number;
  readonly capitals: number;
  /** Left, lower, right and upper end of all glyphs. */
  readonly box: readonly [number, number, number, number];
  /** The outlines as a TrueType file. */
  readonly program: Bytes;
}

interface Table {
  readonly tag: string;
  readonly sum: number;
  readonly data: DataView<ArrayBuffer>;
}

/** What ISO 32000-1, 9.9 asks for where glyphs are named by number. */
const NEEDED = ["glyf", "head", "hhea", "hmtx", "loca", "maxp"];
const READ = [...NEEDED, "cmap", "OS/2"];
const ENTRY = 20; // bytes of WOFF's directory for each table

/** Read a font. Rejects where it is none, or has not what is needed. */
export async function readFont(name: string, bold: boolean, file: ArrayBuffer): Promise<Font> {
  const tables = await tablesOf(new DataView(file));
  const [head, hhea, about] = [found(tables, "head"), found(tables, "hhea"), found(tables, "OS/2")];
  const unit = 1000 / head.getUint16(18);
  const scaled = (value: number): number => Math.round(value * unit);
  return {
    name,
    bold,
    glyphs: glyphsOf(found(tables, "cmap")),
    widths: widthsOf(found(tables, "hmtx"), hhea.getUint16(34), found(tables, "maxp").getUint16(4)).map(
      scaled,
    ),
    ascent: scaled(hhea.getInt16(4)),
    descent: scaled(hhea.getInt16(6)),
    capitals: scaled(about.getInt16(88)),
    box: [36, 38, 40, 42].map((at) => scaled(head.getInt16(at))) as [number, number, number, number],
    program: programOf(tables),
  };
}

function found(tables: readonly Table[], tag: string): DataView<ArrayBuffer> {
  const table = tables.find((each) => each.tag === tag);
  if (!table) throw new Error(`the font has no ${tag}`);
  return table.data;
}

function tagAt(file: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((step) => file.getUint8(at + step)));
}

async function tablesOf(file: DataView<ArrayBuffer>): Promise<Table[]> {
  if (tagAt(file, 0) !== "wOFF") throw new Error("this is no WOFF");
  const entries = Array.from({ length: file.getUint16(12) }, (_, at) => 44 + ENTRY * at);
  const wanted = entries.filter((at) => READ.includes(tagAt(file, at)));
  return Promise.all(
    wanted.map(async (at): Promise<Table> => {
      const [offset, packed, length] = [
        file.getUint32(at + 4),
        file.getUint32(at + 8),
        file.getUint32(at + 12),
      ];
      const bytes = new Uint8Array(file.buffer, file.byteOffset + offset, packed);
      const plain = packed < length ? await piped(bytes, new DecompressionStream("deflate")) : bytes.slice();
      return { tag: tagAt(file, at), sum: file.getUint32(at + 16), data: new DataView(plain.buffer) };
    }),
  );
}

/** What comes out of a stream that packs or unpacks. */
export async function piped(bytes: Bytes, through: DecompressionStream | CompressionStream): Promise<Bytes> {
  const stream = new Blob([bytes]).stream().pipeThrough(through);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The last width holds for all further glyphs. */
function widthsOf(hmtx: DataView, count: number, glyphs: number): number[] {
  return Array.from({ length: glyphs }, (_, glyph) => hmtx.getUint16(4 * Math.min(glyph, count - 1)));
}

/** The table of signs up to U+FFFF (format 4): ranges, each with a shift or a list of glyphs. */
function glyphsOf(cmap: DataView): ReadonlyMap<number, number> {
  const tables = Array.from({ length: cmap.getUint16(2) }, (_, at) => cmap.getUint32(8 + 8 * at));
  const start = tables.find((at) => cmap.getUint16(at) === 4);
  if (start === undefined) throw new Error("the font has no table of signs that is understood");
  const size = cmap.getUint16(start + 6); // twice the number of ranges
  const glyphs = new Map<number, number>();
  for (let at = start + 14; at < start + 14 + size; at += 2) {
    const [last, first] = [cmap.getUint16(at), cmap.getUint16(at + size + 2)];
    const place = at + 3 * size + 2;
    const [shift, list] = [cmap.getUint16(place - size), cmap.getUint16(place)];
    for (let sign = first; sign <= last && sign < 0xffff; sign += 1) {
      const listed = list === 0 ? sign : cmap.getUint16(place + list + 2 * (sign - first));
      const glyph = listed === 0 ? 0 : (listed + shift) & 0xffff;
      if (glyph > 0) glyphs.set(sign, glyph);
    }
  }
  return glyphs;
}

/** A TrueType file of the tables that are needed (OpenType, "Organization of an OpenType font"). */
function programOf(tables: readonly Table[]): Bytes {
  const chosen = tables.filter(({ tag }) => NEEDED.includes(tag)).sort((a, b) => (a.tag < b.tag ? -1 : 1));
  const begin = 12 + 16 * chosen.length;
  const padded = chosen.map(({ data }) => Math.ceil(data.byteLength / 4) * 4);
  const bytes = new Uint8Array(begin + padded.reduce((sum, length) => sum + length, 0));
  const view = new DataView(bytes.buffer);
  const power = Math.floor(Math.log2(chosen.length));
  const search = 16 * 2 ** power;
  view.setUint32(0, 0x00010000);
  for (const [at, value] of [chosen.length, search, power, 16 * chosen.length - search].entries())
    view.setUint16(4 + 2 * at, value);
  let offset = begin;
  for (const [at, { tag, sum, data }] of chosen.entries()) {
    const entry = 12 + 16 * at;
    for (const step of [0, 1, 2, 3]) view.setUint8(entry + step, tag.charCodeAt(step));
    for (const [step, value] of [sum, offset, data.byteLength].entries())
      view.setUint32(entry + 4 + 4 * step, value);
    bytes.set(new Uint8Array(data.buffer), offset);
    offset += padded[at] ?? 0;
  }
  return bytes;
}

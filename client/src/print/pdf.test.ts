import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { type Font, readFont } from "./font.ts";
import { type Page, writePdf } from "./pdf.ts";

const FILES = new URL("../../node_modules/@fontsource/source-sans-3/files/", import.meta.url);

function font(bold: boolean, part = "latin"): Promise<Font> {
  const file = readFileSync(new URL(`source-sans-3-${part}-${bold ? 700 : 400}-normal.woff`, FILES));
  const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
  return readFont(bold ? "Bold" : "Regular", bold, bytes as ArrayBuffer);
}

const fonts = await Promise.all([font(false), font(true), font(true, "latin-ext")]);

const PAGE: Page = {
  width: 210,
  height: 297,
  title: "Größe – ğ",
  language: "de",
  map: { x: 10, y: 20, width: 100, height: 50 },
  alternative: "Karte",
  parts: [
    { x: 10, y: 20, width: 100, height: 50, pixels: [2, 1], jpeg: new Uint8Array([0xff, 0xd8, 0xff, 0xd9]) },
  ],
  swatches: [],
  fonts,
  items: [
    { kind: "text", x: 10, y: 10, size: 5, bold: true, text: "Maß „1“ ğ € 😀" },
    {
      kind: "shape",
      points: [
        [10, 10],
        [20, 10],
        [20, 20],
      ],
      fill: "#ff0000",
      stroke: 0.3,
    },
  ],
};

async function written(): Promise<string> {
  const blob = await writePdf(PAGE, new Date("2026-11-27T09:00:00Z"));
  return Buffer.from(await blob.arrayBuffer()).toString("latin1");
}

it("has a table that tells where each object begins", async () => {
  const file = await written();
  const start = Number(/startxref\n(\d+)/.exec(file)?.[1]);
  expect(file.slice(start, start + 4)).toBe("xref");
  const places = [...file.slice(start).matchAll(/^(\d{10}) 00000 n /gm)].map(([, place]) => Number(place));
  expect(places).toHaveLength(13 + 5 * fonts.length);
  for (const [at, place] of places.entries())
    expect(file.slice(place, place + 8)).toContain(`${at + 1} 0 obj`);
});

it("tells the true length of its streams", async () => {
  const streams = [...(await written()).matchAll(/\/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream/g)];
  expect(streams).toHaveLength(3 + 2 * fonts.length);
  for (const [, length, body] of streams) expect(body).toHaveLength(Number(length));
});

it("measures from the lower left corner in points", async () => {
  const file = await written();
  expect(file).toContain("/MediaBox [0 0 595.2756 841.8898]");
  expect(file).toContain("q 283.4646 0 0 141.7323 28.3465 643.4646 cm /I0 Do Q");
});

it("has a heading and the map's words for those who cannot see it, and marks nothing that is not in the tree", async () => {
  const file = await written();
  expect(file).toContain("/MarkInfo << /Marked true >> /StructTreeRoot 8 0 R");
  expect(file).toContain("/Nums [0 [11 0 R 12 0 R]]");
  const elements = [...file.matchAll(/\/StructElem \/S \/(H1|Figure|P) \/P 9 0 R \/Pg 3 0 R \/K (\d+)/g)];
  const marks = [...file.matchAll(/\/(H1|Figure|P) << \/MCID (\d+) >> BDC/g)];
  const named = (found: RegExpExecArray[]): string[] => found.map(([, tag, mark]) => `${tag} ${mark}`).sort();
  expect(named(elements)).toEqual(["Figure 1", "H1 0"]);
  expect(named(marks)).toEqual(named(elements));
  expect(file).toContain(
    "/Alt <feff004b0061007200740065> /A << /O /Layout /Placement /Block /BBox [28.3465 643.4646 311.811 785.1969] >>",
  );
});

it("asks readers not to shrink the page, and names its language", async () => {
  const file = await written();
  expect(file).toContain("/PrintScaling /None");
  expect(file).toContain("/Lang (de)");
});

/** The signs of a page's first text, by what the file says of its glyphs. */
function readText(file: string): string {
  const tables = [...file.matchAll(/begincmap[\s\S]*?endcmap/g)].map(
    ([table]) =>
      new Map(
        [...table.matchAll(/^<([0-9a-f]{4})> <([0-9a-f]{4})>$/gm)].map(([, glyph, sign]) => [glyph, sign]),
      ),
  );
  const runs = [...(/BT (.*?) ET/.exec(file)?.[1] ?? "").matchAll(/\/F(\d) [\d.]+ Tf <([0-9a-f]+)> Tj/g)];
  return runs
    .flatMap(([, at, codes]) =>
      (codes?.match(/.{4}/g) ?? []).map((glyph) => tables[Number(at)]?.get(glyph) ?? ""),
    )
    .map((sign) => String.fromCharCode(Number.parseInt(sign, 16)))
    .join("");
}

it("writes German letters and those from further east, and asks for what no font has", async () => {
  expect(readText(await written())).toBe("Maß „1“ ğ € ?");
});

it("leaves the accent away where the letter's font did not come", async () => {
  const blob = await writePdf({ ...PAGE, fonts: fonts.slice(0, 2) }, new Date());
  expect(readText(Buffer.from(await blob.arrayBuffer()).toString("latin1"))).toBe("Maß „1“ g € ?");
});

it("holds its fonts, with the widths of all glyphs", async () => {
  const file = await written();
  expect(file).not.toContain("Helvetica");
  const programs = [...file.matchAll(/\/FontFile2 (\d+) 0 R/g)].map(([, number]) => number);
  expect(new Set(programs).size).toBe(fonts.length);
  for (const number of programs) {
    const [, packed = ""] =
      new RegExp(`\n${number} 0 obj\n<<[^>]*>>\nstream\n([\\s\\S]*?)\nendstream\nendobj`).exec(file) ?? [];
    const program = inflateSync(Buffer.from(packed, "latin1"));
    expect(program.readUInt32BE(0), "TrueType").toBe(0x00010000);
    expect(file).toContain(`/Length1 ${program.length} `);
  }
  expect(
    [...file.matchAll(/\/W \[0 \[([\d ]+)\]\]/g)].map(([, widths]) => widths?.split(" ").length),
  ).toEqual(fonts.map(({ widths }) => widths.length));
});

it("says what it is, and claims no conformance that nobody has judged", async () => {
  const file = Buffer.from(await written(), "latin1").toString("utf8");
  expect(file).toContain("/Metadata 5 0 R");
  expect(file).toContain('<rdf:li xml:lang="x-default">Größe – ğ</rdf:li>');
  expect(file).not.toContain("pdfuaid");
});

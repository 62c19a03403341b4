import { expect, it } from "vitest";
import { type Page, writePdf } from "./pdf.ts";

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
  const blob = writePdf(PAGE, new Date("2026-11-27T09:00:00Z"));
  return Buffer.from(await blob.arrayBuffer()).toString("latin1");
}

it("has a table that tells where each object begins", async () => {
  const file = await written();
  const start = Number(/startxref\n(\d+)/.exec(file)?.[1]);
  expect(file.slice(start, start + 4)).toBe("xref");
  const places = [...file.slice(start).matchAll(/^(\d{10}) 00000 n /gm)].map(([, place]) => Number(place));
  expect(places).toHaveLength(13);
  for (const [at, place] of places.entries())
    expect(file.slice(place, place + 8)).toContain(`${at + 1} 0 obj`);
});

it("tells the true length of its streams", async () => {
  const streams = [...(await written()).matchAll(/\/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream/g)];
  expect(streams).toHaveLength(2);
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

it("writes German letters, and the nearest sign where the font has none", async () => {
  const codes = /<([0-9a-f]+)> Tj/.exec(await written())?.[1] ?? "";
  expect(Buffer.from(codes, "hex").toString("latin1")).toBe("Ma\xdf \x841\x93 g \x80 ?");
});

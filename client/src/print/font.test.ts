import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readFont } from "./font.ts";

const FILE = new URL(
  "../../node_modules/@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff",
  import.meta.url,
);

function bytes(): ArrayBuffer {
  return Uint8Array.from(readFileSync(FILE)).buffer;
}

it("finds the glyphs of all letters that German needs, and their widths", async () => {
  const { glyphs, widths } = await readFont("Regular", false, bytes());
  const width = (sign: string): number => widths[glyphs.get(sign.codePointAt(0) ?? 0) ?? 0] ?? 0;
  for (const sign of "AZaz09ÄÖÜäöüß„“–€§") expect(width(sign), sign).toBeGreaterThan(100);
  expect(width("m")).toBeGreaterThan(width("i"));
  expect(glyphs.has("ğ".charCodeAt(0))).toBe(false);
});

it("makes a TrueType file whose tables lie where its directory says", async () => {
  const { program } = await readFont("Regular", false, bytes());
  const file = new DataView(program.buffer);
  const tags = Array.from({ length: file.getUint16(4) }, (_, at) => {
    const entry = 12 + 16 * at;
    expect(file.getUint32(entry + 8) + file.getUint32(entry + 12)).toBeLessThanOrEqual(program.length);
    return String.fromCharCode(...program.slice(entry, entry + 4));
  });
  expect(tags).toEqual(["glyf", "head", "hhea", "hmtx", "loca", "maxp"]);
  const head = file.getUint32(12 + 16 + 8);
  expect(file.getUint32(head + 12), "the magic number of a head").toBe(0x5f0f3cf5);
});

it("refuses what is no font", async () => {
  await expect(readFont("x", false, new ArrayBuffer(64))).rejects.toThrow("WOFF");
});

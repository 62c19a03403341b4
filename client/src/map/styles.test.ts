/** The shipped styles of all layers: valid for MapLibre, and readable as a legend. */
import { readdirSync, readFileSync } from "node:fs";
import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, it } from "vitest";
import { withPageFont } from "../appearance/background.ts";
import { readColour } from "../appearance/colour.ts";
import { legendOf } from "../legend/legend.ts";
import { parseMarker } from "../legend/markers.ts";
import { parsePattern } from "../legend/patterns.ts";
import type { StyleLayer } from "../model.ts";
import { sampleField, sampleLayer } from "../samples.ts";

const FOLDER = new URL("../../../styles/", import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
const styles = files.map((name) => {
  const id = name.replace(/\.json$/, "");
  return { id, layers: JSON.parse(readFileSync(new URL(name, FOLDER), "utf8")) as StyleLayer[] };
});

/** Every text in an expression that is written like the name of one of our images. */
function imageNames(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(imageNames);
  return typeof value === "string" && /-[0-9a-f]{6}$/i.test(value) ? [value] : [];
}

it("has shipped styles to look at", () => {
  expect(styles.length).toBeGreaterThan(0);
});

describe.each(styles)("styles/$id.json", ({ id, layers }) => {
  it("is valid by the MapLibre style specification", () => {
    const source = { type: "geojson", data: { type: "FeatureCollection", features: [] } };
    const style = {
      version: 8,
      sources: { [id]: source },
      layers: layers.map((layer) => ({ ...withPageFont(layer), source: id })),
    };
    expect(validateStyleMin(style as never)).toEqual([]);
  });

  it("names its layers after the dataset", () => {
    expect(layers.filter((layer) => !layer.id.startsWith(`${id}-`))).toEqual([]);
  });

  it("uses point symbols that the client can draw", () => {
    const names = layers.flatMap((layer) => imageNames(layer.layout?.["icon-image"]));
    expect(names.filter((name) => parseMarker(name) === null)).toEqual([]);
  });

  it("uses patterns that the client can draw", () => {
    const names = layers.flatMap((layer) => imageNames(layer.paint?.["fill-pattern"]));
    expect(names.filter((name) => parsePattern(name) === null)).toEqual([]);
  });

  it("gives a legend whose every row has words", () => {
    const blocks = legendOf(sampleLayer({ id, style: layers }), "de");
    expect(blocks.length).toBeGreaterThan(0);
    expect(blocks.flatMap((block) => block.rows).filter((row) => row.label === "")).toEqual([]);
  });
});

describe("classes of areas that are not written on the map", () => {
  const divided = { glasfaser: "status", parkzonen: "regelung", bauprojekte: "phase" };

  it.each(Object.entries(divided))("differ by their pattern, too: %s", (id, name) => {
    const style = styles.find((each) => each.id === id)?.layers ?? [];
    const [, , ...branches] = (style[0]?.paint?.["fill-color"] ?? []) as string[];
    const codes = Object.fromEntries(
      branches.slice(0, -1).flatMap((code, at) => (at % 2 ? [] : [[code, { de: code, en: code }]])),
    );
    const [block] = legendOf(sampleLayer({ id, style, fields: [sampleField({ name, codes })] }), "de");
    const patterns = block?.rows.map(({ swatch }) => swatch.pattern?.name ?? "none") ?? [];
    expect(patterns.length).toBeGreaterThan(2);
    expect(new Set(patterns).size).toBe(patterns.length);
  });
});

describe("styles/basemap", () => {
  const read = (name: string): string => readFileSync(new URL(`basemap/${name}`, FOLDER), "utf8");
  const looks = JSON.parse(read("colours.json")) as Record<string, Record<string, string>>;
  const drawing = read("layers.json");
  const names = new Set([...drawing.matchAll(/"\$([a-z-]+)"/g)].map(([, name]) => name));

  it.each(Object.entries(looks))("is valid in its colours: %s", (_, colours) => {
    const coloured = drawing.replaceAll(/"\$([a-z-]+)"/g, (_all, name) => JSON.stringify(colours[name]));
    const layers = (JSON.parse(coloured) as StyleLayer[]).map((layer) => ({
      ...withPageFont(layer),
      ...(layer.type === "background" ? {} : { source: "grundkarte" }),
    }));
    const sources = { grundkarte: { type: "vector", tiles: ["https://example.org/{z}/{x}/{y}.mvt"] } };
    expect(validateStyleMin({ version: 8, sources, layers } as never)).toEqual([]);
  });

  it.each(Object.entries(looks))("has each colour that is drawn, and no other: %s", (_, colours) => {
    expect(new Set(Object.keys(colours))).toEqual(names);
  });

  it("has names that can be read", () => {
    const light = (colour = ""): number => readColour(colour)?.l ?? Number.NaN;
    for (const colours of Object.values(looks))
      for (const [name, colour] of Object.entries(colours).filter(([each]) => each.startsWith("text")))
        expect(Math.abs(light(colour) - light(colours.halo)), name).toBeGreaterThan(0.45);
  });
});

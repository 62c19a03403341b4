import { describe, expect, it } from "vitest";
import type { StyleLayer } from "../model.ts";
import { sampleField, sampleLayer, samplePoint } from "../samples.ts";
import { legendOf, swatchOf } from "./legend.ts";

const words = { legend: { de: "Tiefe", en: "Depth" } };
const kind = sampleField({
  name: "art",
  codes: { a: { de: "Eins", en: "One" }, b: { de: "Zwei", en: "Two" } },
});
const depth = sampleField({ name: "tiefe", type: "number", unit: "cm" });

function legend(style: Partial<StyleLayer>, language: "de" | "en" = "de") {
  const layer = sampleLayer({
    fields: [kind, depth],
    style: [{ id: "schulen-x", type: "fill", metadata: words, ...style }],
  });
  return legendOf(layer, language);
}

function rows(style: Partial<StyleLayer>, language: "de" | "en" = "de") {
  return legend(style, language).flatMap((block) => block.rows.map((row) => [row.label, row.swatch.colour]));
}

describe("legendOf", () => {
  it("shows a constant colour as one row under the legend's words", () => {
    expect(legend({ paint: { "fill-color": "#abcdef" } })).toMatchObject([
      { title: null, rows: [{ label: "Tiefe", swatch: { kind: "area", colour: "#abcdef" } }] },
    ]);
  });

  it("has one row per code, with its words", () => {
    const paint = { "fill-color": ["match", ["get", "art"], "a", "#111111", "b", "#222222", "#333333"] };
    expect(rows({ paint }, "en")).toEqual([
      ["One", "#111111"],
      ["Two", "#222222"],
    ]);
    expect(legend({ paint })[0]?.title).toBe("Tiefe");
  });

  it("has a row for the rest where codes are left", () => {
    const paint = { "fill-color": ["match", ["to-string", ["get", "art"]], ["a"], "#111111", "#333333"] };
    expect(rows({ paint })).toEqual([
      ["Eins", "#111111"],
      ["andere Angabe", "#333333"],
    ]);
  });

  it("has no row for a rest that the filter leaves out", () => {
    const read = ["get", "art"];
    const paint = { "fill-pattern": ["match", read, "a", "punkte-111111", "wellen-333333"] };
    const [block] = legend({ paint, filter: ["==", read, "a"] });
    expect(block?.rows).toMatchObject([
      { label: "Eins", swatch: { colour: "#111111", pattern: { name: "punkte" }, opacity: 0 } },
    ]);
  });

  it("shows the pattern that the next layer lays over an area, unless that has words of its own", () => {
    const read = ["get", "art"];
    const area = {
      id: "x-a",
      type: "fill",
      paint: { "fill-color": ["match", read, "a", "#111111", "b", "#222222", "#333333"] },
    };
    const over = {
      id: "x-b",
      type: "fill",
      filter: ["in", read, ["literal", ["b"]]],
      paint: { "fill-pattern": "kreuze-333333" },
    };
    const shown = (style: StyleLayer[]) => legendOf(sampleLayer({ fields: [kind], style }), "de")[0]?.rows;
    expect(shown([{ ...area, metadata: words }, over])).toMatchObject([
      { swatch: { colour: "#111111", opacity: 1, pattern: null } },
      { swatch: { colour: "#222222", opacity: 1, pattern: { name: "kreuze", colour: "#333333" } } },
    ]);
    const told = { ...over, metadata: words };
    expect(shown([{ ...area, metadata: words }, told])?.map(({ swatch }) => swatch.pattern)).toEqual([
      null,
      null,
    ]);
  });

  it("shows the pattern over all areas of a layer without classes", () => {
    const filter = ["==", ["get", "art"], "a"];
    const area = { id: "x-a", type: "fill", metadata: words, filter, paint: { "fill-color": "#111111" } };
    const over = { id: "x-b", type: "fill", filter, paint: { "fill-pattern": "punkte-333333" } };
    const shown = (style: StyleLayer[]) => legendOf(sampleLayer({ fields: [kind], style }), "de")[0]?.rows;
    expect(shown([area, over])).toMatchObject([{ swatch: { pattern: { name: "punkte" } } }]);
    const others = { ...over, filter: ["==", ["get", "art"], "b"] };
    expect(shown([area, others])).toMatchObject([{ swatch: { pattern: null } }]);
  });

  it("joins the words of codes that share a colour", () => {
    const paint = { "fill-color": ["match", ["get", "art"], ["a", "b"], "#111111", "#333333"] };
    expect(rows({ paint })).toEqual([["Eins, Zwei", "#111111"]]);
  });

  it("writes the steps of a number as ranges with the unit", () => {
    const paint = { "fill-color": ["step", ["get", "tiefe"], "#eeeeee", 5, "#cccccc", 50, "#888888"] };
    expect(rows({ paint })).toEqual([
      ["unter 5\u202fcm", "#eeeeee"],
      ["5 bis unter 50\u202fcm", "#cccccc"],
      ["ab 50\u202fcm", "#888888"],
    ]);
  });

  it("shows the stops of a colour ramp", () => {
    const paint = {
      "fill-color": ["interpolate", ["linear"], ["get", "tiefe"], 0, "#ffffff", 100, "#000000"],
    };
    expect(rows({ paint })).toEqual([
      ["0\u202fcm", "#ffffff"],
      ["100\u202fcm", "#000000"],
    ]);
  });

  it("takes the last stop of what depends on the zoom", () => {
    const paint = {
      "line-color": "#123456",
      "line-width": ["interpolate", ["linear"], ["zoom"], 10, 1, 16, 4],
      "line-dasharray": ["literal", [2, 1]],
    };
    expect(legend({ type: "line", paint })[0]?.rows[0]?.swatch).toMatchObject({
      kind: "line",
      width: 4,
      dash: [2, 1],
    });
  });

  it("shows point symbols by shape and colour", () => {
    const layout = { "icon-image": ["match", ["get", "art"], "a", "raute-882255", "kreis-0b5cad"] };
    const [first, rest] = legend({ type: "symbol", layout })[0]?.rows ?? [];
    expect(first?.swatch.marker).toEqual({ shape: "raute", colour: "#882255" });
    expect(rest?.swatch.marker).toEqual({ shape: "kreis", colour: "#0b5cad" });
  });

  it("leaves out style layers without legend words, unless none has any", () => {
    const casing: StyleLayer = { id: "schulen-rand", type: "line", paint: { "line-color": "#ffffff" } };
    const line: StyleLayer = {
      id: "schulen-linie",
      type: "line",
      metadata: words,
      paint: { "line-color": "#1b5e4b" },
    };
    expect(legendOf(sampleLayer({ style: [casing, line] }), "de")).toHaveLength(1);
    expect(legendOf(sampleLayer({ style: [casing] }), "de")[0]?.rows[0]?.label).toBe("Schulen");
    expect(legendOf(sampleLayer(), "de")).toEqual([]);
  });
});

it("follows the order that the style gives, and puts the others last", () => {
  const line = (id: string, order?: number): StyleLayer => ({
    id: `schulen-${id}`,
    type: "line",
    metadata: { legend: { de: id, en: null }, ...(order === undefined ? {} : { order }) },
    paint: { "line-color": "#1b5e4b" },
  });
  const style = [line("zuerst", 1), line("danach", 3), line("ohne")];
  const blocks = legendOf(sampleLayer({ style }), "de");
  expect(blocks.flatMap(({ rows }) => rows.map(({ label }) => label))).toEqual(["zuerst", "danach", "ohne"]);
});

it("puts classes before single rows, and what lies on top before what lies beneath", () => {
  const area = (id: string, colour: unknown): StyleLayer => ({
    id: `schulen-${id}`,
    type: "fill",
    metadata: { legend: { de: id, en: null } },
    paint: { "fill-color": colour },
  });
  const classes = ["match", ["get", "art"], "a", "#111111", "#333333"];
  const style = [area("unten", "#aaaaaa"), area("klassen", classes), area("oben", "#bbbbbb")];
  const blocks = legendOf(sampleLayer({ fields: [kind], style }), "de");
  expect(blocks.map(({ title, rows }) => title ?? rows[0]?.label)).toEqual(["klassen", "oben", "unten"]);
});

describe("swatchOf", () => {
  const style: StyleLayer = {
    id: "schulen-punkt",
    type: "circle",
    paint: { "circle-color": ["match", ["get", "art"], "a", "#111111", "b", "#222222", "#333333"] },
  };
  const layer = sampleLayer({ fields: [kind], style: [style] });

  it.each([
    ["b", "#222222"],
    ["c", "#333333"],
  ])("paints a feature of kind %s as the map does", (art, colour) => {
    expect(swatchOf(layer, samplePoint("1", { art }))?.colour).toBe(colour);
  });

  it("paints a feature by the style layer whose filter it passes", () => {
    const only = (art: string, colour: string): StyleLayer => ({
      id: `schulen-${art}`,
      type: "fill",
      metadata: words,
      filter: ["==", ["get", "art"], art],
      paint: { "fill-color": colour },
    });
    const divided = sampleLayer({ fields: [kind], style: [only("a", "#aaaaaa"), only("b", "#bbbbbb")] });
    expect(swatchOf(divided, samplePoint("1", { art: "a" }))?.colour).toBe("#aaaaaa");
    expect(swatchOf(divided, samplePoint("2", { art: "b" }))?.colour).toBe("#bbbbbb");
  });

  it("stands for a layer by the middle one of graded classes", () => {
    const colour = ["step", ["get", "tiefe"], "#eeeeee", 10, "#888888", 50, "#000000"];
    const graded: StyleLayer = { id: "schulen-tiefe", type: "fill", paint: { "fill-color": colour } };
    expect(swatchOf(sampleLayer({ fields: [depth], style: [graded] }), null)?.colour).toBe("#888888");
  });

  it("stands for a layer by its first class", () => {
    expect(swatchOf(layer, null)?.colour).toBe("#111111");
  });
});

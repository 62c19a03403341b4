import { describe, expect, it } from "vitest";
import { readColour } from "./colour.ts";
import inTheDark from "./dark.json" with { type: "json" };
import { coloursIn, DAYLIGHT, type Look, paintIn } from "./look.ts";

const PAINTED = {
  ground: ["fill", "fill-color"],
  line: ["line", "line-color"],
  text: ["circle", "circle-stroke-color"],
} as const;

const DARK: Look = { ...DAYLIGHT, dark: true };
const GREY: Look = { ...DAYLIGHT, grey: true };
const CONTRAST: Look = { ...DAYLIGHT, contrast: true };

const ground = { type: "fill", paint: { "fill-color": "#f4f2ec", "fill-opacity": 0.5 } };
const names = { type: "symbol", paint: { "text-color": "#3d3730", "text-halo-color": "#ffffff" } };
const area = { type: "fill", paint: { "fill-color": "#882255" } };

function lightness(value: unknown): number {
  return readColour(String(value))?.l ?? Number.NaN;
}

describe("the background", () => {
  it("is as it was drawn in daylight", () => {
    expect(paintIn(ground, DAYLIGHT, true)).toEqual(ground.paint);
  });

  it("is dark in the dark, with light names in dark rims", () => {
    expect(lightness(paintIn(ground, DARK, true)["fill-color"])).toBeLessThan(0.3);
    expect(lightness(paintIn(names, DARK, true)["text-color"])).toBeGreaterThan(0.75);
    expect(lightness(paintIn(names, DARK, true)["text-halo-color"])).toBeLessThan(0.25);
  });

  it.each(
    Object.entries(inTheDark).flatMap(([role, colours]) =>
      Object.entries(colours).map(([day, dark]) => [role, day, dark] as const),
    ),
  )("is as dark as the picture that the server makes: %s %s", (role, day, dark) => {
    const [type, property] = PAINTED[role as keyof typeof PAINTED];
    expect(paintIn({ type, paint: { [property]: day } }, DARK, true)[property]).toBe(dark);
  });

  it("follows within expressions, whose other words stay", () => {
    const roads = {
      type: "line",
      paint: { "line-color": ["match", ["get", "klasse"], "autobahn", "#e9a37e", "#ffffff"] },
    };
    const [operator, input, kind, first, second] = paintIn(roads, DARK, true)["line-color"] as unknown[];
    expect([operator, input, kind]).toEqual(["match", ["get", "klasse"], "autobahn"]);
    expect(lightness(first)).toBeLessThan(0.6);
    expect(lightness(second)).toBeLessThan(0.6);
  });

  it("takes the colours that a style names for the dark", () => {
    const roads = {
      type: "line",
      paint: { "line-color": "#ffffff" },
      metadata: { dark: { "line-color": "#4a524f" } },
    };
    expect(paintIn(roads, DARK, true)["line-color"]).toBe("#4a524f");
    expect(paintIn(roads, DAYLIGHT, true)["line-color"]).toBe("#ffffff");
  });

  it("has hardly any colour in grey", () => {
    const colour = readColour(String(paintIn(area, GREY, true)["fill-color"]));
    expect(colour?.c).toBeLessThan(0.04);
  });

  it("steps back where contrast is asked for", () => {
    expect(lightness(paintIn(names, CONTRAST, true)["text-color"])).toBeLessThan(0.25);
    expect(lightness(paintIn(names, { ...DARK, contrast: true }, true)["text-color"])).toBeGreaterThan(0.95);
  });

  it("dims pictures", () => {
    const picture = { type: "raster" };
    expect(paintIn(picture, DARK, true)["raster-brightness-max"]).toBeLessThan(1);
    expect(coloursIn(picture, DAYLIGHT, true)).toEqual({
      "raster-brightness-max": 1,
      "raster-saturation": 0,
    });
  });
});

describe("a layer that people switch on", () => {
  it("keeps the colours of its legend", () => {
    expect(paintIn(area, DARK, false)).toEqual(area.paint);
  });

  it("keeps its names' colours on a grey ground", () => {
    expect(paintIn(names, GREY, false)).toEqual(names.paint);
  });

  it("has names that can be read on the dark ground", () => {
    expect(lightness(paintIn(names, DARK, false)["text-color"])).toBeGreaterThan(0.75);
  });
});

it("knows what has to be painted anew", () => {
  expect(Object.keys(coloursIn(ground, DARK, true))).toEqual(["fill-color"]);
});

import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, it } from "vitest";
import { parseMapDocument } from "../api/parse.ts";
import type { BackgroundMap } from "../model.ts";
import { sampleDocument } from "../samples.ts";
import {
  backgroundAttribution,
  backgroundIds,
  dressed,
  pageFont,
  paperStyle,
  withPageFont,
} from "./background.ts";
import { DAYLIGHT } from "./look.ts";

it("starts from a valid style that asks no server for letters", () => {
  expect(validateStyleMin(paperStyle(DAYLIGHT))).toEqual([]);
  expect(paperStyle(DAYLIGHT).glyphs).toBeUndefined();
});

const MAP: BackgroundMap = {
  title: "Grundkarte",
  styles: { light: "/background/style/light.json", dark: null, grey: null },
  attribution: { text: "© A & B", url: "https://example.org/" },
  host: null,
};

it("takes the configured layers that are published, and none where another map is the background", () => {
  const document = parseMapDocument(sampleDocument());
  expect(backgroundIds(document)).toEqual(["strassen"]);
  expect(backgroundIds({ ...document, background: { ...document.background, map: MAP } })).toEqual([]);
});

it("names whose map it is, as text", () => {
  expect(backgroundAttribution(MAP)).toContain("© A &#38; B</a>");
});

describe("a style of the background", () => {
  const style = {
    version: 8,
    glyphs: "https://fonts.example.org/{fontstack}/{range}.pbf",
    sprite: "http://localhost:8080/background/foreign/sprite",
    sources: {
      k: {
        type: "vector",
        tiles: ["http://localhost:8080/background/tiles/a/{z}/{x}/{y}.mvt"],
        attribution: "x",
      },
    },
    layers: [
      { id: "a", type: "fill", source: "k", "source-layer": "areas", paint: { "fill-color": "#ffffff" } },
    ],
  } as const;

  it("asks the host by which the portal was reached, and none for letters", () => {
    const { glyphs, sprite, sources } = dressed(style as never, DAYLIGHT, true, "https://portal.example.org");
    expect(glyphs).toBeUndefined();
    expect(sprite).toBe("https://portal.example.org/background/foreign/sprite");
    expect(sources).toEqual({
      k: { type: "vector", tiles: ["https://portal.example.org/background/tiles/a/{z}/{x}/{y}.mvt"] },
    });
  });

  it("keeps a foreign host's addresses", () => {
    expect(dressed(style as never, DAYLIGHT, true, null).sprite).toBe(style.sprite);
  });

  it("becomes dark unless its maker drew it so", () => {
    const dark = { ...DAYLIGHT, dark: true };
    expect(dressed(style as never, dark, true, null).layers[0]?.paint).toEqual({ "fill-color": "#ffffff" });
    expect(dressed(style as never, dark, false, null).layers[0]?.paint).not.toEqual({
      "fill-color": "#ffffff",
    });
  });
});

describe("the page's font", () => {
  it.each([
    [undefined, ["Geoportal"]],
    [["Open Sans Regular"], ["Geoportal"]],
    [["Noto Sans Bold"], ["Geoportal Bold", "Geoportal"]],
    [
      ["literal", ["Noto Sans Medium"]],
      ["Geoportal Medium", "Geoportal"],
    ],
  ])("stands for %j", (asked, font) => {
    expect(pageFont(asked)).toEqual(font);
  });

  it("changes text only", () => {
    const icon = { type: "symbol", layout: { "icon-image": "kreis-000000" } };
    const name = { type: "symbol", layout: { "text-field": ["get", "name"] } };
    expect(withPageFont(icon)).toBe(icon);
    expect(withPageFont(name).layout).toEqual({ "text-field": ["get", "name"], "text-font": ["Geoportal"] });
  });
});

import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, it } from "vitest";
import { backgroundIds, basemapAttribution, pageFont, paperStyle, withPageFont } from "./background.ts";
import { parseMapDocument } from "./parse.ts";
import { sampleDocument } from "./samples.ts";

it("starts from a valid style that asks no server for letters", () => {
  expect(validateStyleMin(paperStyle())).toEqual([]);
  expect(paperStyle().glyphs).toBeUndefined();
});

it("takes the configured layers that are published, and none under basemap.de", () => {
  const document = parseMapDocument(sampleDocument());
  expect(backgroundIds(document)).toEqual(["strassen"]);
  expect(backgroundIds({ ...document, background: { ...document.background, basemapDe: true } })).toEqual([]);
});

it("names basemap.de with the year", () => {
  expect(basemapAttribution(2026)).toContain("© 2026");
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

import { describe, expect, it } from "vitest";
import { sampleDocument, sampleLayer } from "../samples.ts";
import { parseItems, parseMapDocument } from "./parse.ts";

describe("parseMapDocument", () => {
  it("reads a whole document", () => {
    const document = parseMapDocument(JSON.parse(JSON.stringify(sampleDocument())));
    expect(document.town.extent).toEqual([9.07, 48.65, 9.21, 48.73]);
    expect(document.layers.map((layer) => layer.id)).toEqual(["schulen", "strassen"]);
  });

  it.each([
    ["town.extent", { town: { extent: [1, 2, 3] } }],
    ["town.title.de", { town: { title: { en: "Portal" } } }],
    ["background.map", { background: { layers: [], map: "no" } }],
    ["layers[0].items", { layers: [{ ...sampleLayer(), items: null }] }],
    ["layers[0].fields[0].type", { layers: [{ ...sampleLayer(), fields: [{ name: "a", type: "money" }] }] }],
    ["layers[0].quality", { layers: [{ ...sampleLayer(), quality: "good" }] }],
    ["layers", { layers: {} }],
  ])("names the place of a wrong value: %s", (path, change: Record<string, unknown>) => {
    const whole = sampleDocument();
    const town = { ...(whole.town as object), ...((change.town as object) ?? {}) };
    expect(() => parseMapDocument({ ...whole, ...change, town })).toThrow(
      expect.objectContaining({ name: "DocumentError", path }),
    );
  });

  it("takes a field's name where it has no title", () => {
    const layer = { ...sampleLayer(), fields: [{ name: "traeger", type: "text", title: null }] };
    const { layers } = parseMapDocument({ ...sampleDocument(), layers: [layer] });
    expect(layers[0]?.fields[0]?.title).toEqual({ de: "traeger", en: null });
  });
});

describe("parseItems", () => {
  it("keeps ids as text and finds the next page", () => {
    const page = parseItems({
      features: [{ type: "Feature", id: 7, geometry: null, properties: null }],
      links: [
        { rel: "self", href: "/a" },
        { rel: "next", href: "/b" },
      ],
    });
    expect(page).toEqual({
      features: [{ type: "Feature", id: "7", geometry: null, properties: {} }],
      next: "/b",
      matched: null,
    });
  });

  it("refuses a feature without id, which could not be shared", () => {
    expect(() => parseItems({ features: [{ type: "Feature", geometry: null, properties: {} }] })).toThrow(
      "features[0].id: expected an id",
    );
  });
});

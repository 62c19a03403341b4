import { describe, expect, it } from "vitest";
import { itemsUrl, ownPath, readView, type SharedView, webAddress, writeView } from "./url.ts";

describe("itemsUrl", () => {
  it("asks for one large page of GeoJSON", () => {
    expect(itemsUrl("/api/collections/wlan/items")).toBe("/api/collections/wlan/items?f=json&limit=10000");
    expect(itemsUrl("/items?lang=de")).toBe("/items?lang=de&f=json&limit=10000");
  });
});

describe("ownPath", () => {
  it.each([
    ["https://other.example/api/items?offset=10", "/api/items?offset=10"],
    ["/api/items?offset=10#x", "/api/items?offset=10"],
    ["?offset=10", "/api/items?offset=10"],
  ])("keeps %s on our own host", (href, path) => {
    expect(ownPath(href, "https://karte.example/api/items?offset=0")).toBe(path);
  });
});

describe("the shared view", () => {
  it.each<[string, SharedView]>([
    ["", { layers: null, background: true, language: null, feature: null }],
    [
      "?ebenen=schulen,wlan",
      { layers: ["schulen", "wlan"], background: true, language: null, feature: null },
    ],
    ["?ebenen=", { layers: [], background: true, language: null, feature: null }],
    [
      "?ebenen=wlan&hintergrund=0&objekt=wlan:Neuer%20Markt%3A1&sprache=en",
      {
        layers: ["wlan"],
        background: false,
        language: "en",
        feature: { layer: "wlan", id: "Neuer Markt:1" },
      },
    ],
  ])("reads and writes %j alike", (search, view) => {
    expect(readView(search)).toEqual(view);
    expect(writeView(view)).toBe(search);
  });

  it("passes over what is no layer, language or feature", () => {
    expect(readView("?ebenen=schulen,<b>,&sprache=fr&objekt=schulen")).toEqual({
      layers: ["schulen"],
      background: true,
      language: null,
      feature: null,
    });
  });
});

describe("webAddress", () => {
  it.each(["javascript:alert(1)", "data:text/html,x", "www.example.org", "", "//x"])(
    "refuses %j",
    (value) => {
      expect(webAddress(value)).toBeNull();
    },
  );

  it("takes http and https", () => {
    expect(webAddress("https://example.org")?.host).toBe("example.org");
  });
});

import { describe, expect, it } from "vitest";
import {
  featurePage,
  featureUrl,
  itemsUrl,
  ownPath,
  partUrl,
  readView,
  type SharedView,
  searchUrl,
  webAddress,
  writeView,
} from "./url.ts";

describe("itemsUrl", () => {
  it("asks for one large page of GeoJSON", () => {
    expect(itemsUrl("/api/collections/wlan/items")).toBe("/api/collections/wlan/items?f=json&limit=10000");
    expect(itemsUrl("/items?lang=de")).toBe("/items?lang=de&f=json&limit=10000");
  });
});

it("asks for one feature, whatever its id", () => {
  expect(featureUrl("/api/collections/wlan/items", "a/ä")).toBe(
    "/api/collections/wlan/items/a%2F%C3%A4?f=json",
  );
});

it("asks for a part of a layer, in words and time, too", () => {
  const extent = [9.1, 48.6, 9.2, 48.7] as const;
  const plain = new URLSearchParams({
    f: "json",
    limit: "100",
    bbox: "9.100000,48.600000,9.200000,48.700000",
  });
  expect(partUrl("/items", { extent, limit: 100, text: "" })).toBe(`/items?${plain}`);
  expect(partUrl("/items", { extent, limit: 100, text: "Eiche & Ahorn", month: "2024-02" })).toBe(
    `/items?${plain}&q=Eiche+%26+Ahorn&datetime=2024-02-01%2F2024-02-29`,
  );
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
  const PLAIN: SharedView = {
    layers: null,
    opacities: {},
    months: {},
    background: true,
    grey: false,
    speech: null,
    feature: null,
    page: null,
    embedded: false,
    kiosk: false,
  };
  const at = (address: string): URL => new URL(address, "https://karte.example");

  it.each<[string, Partial<SharedView>]>([
    ["/", {}],
    ["/?ebenen=schulen,wlan", { layers: ["schulen", "wlan"] }],
    ["/?ebenen=starkregen~60,wlan", { layers: ["starkregen", "wlan"], opacities: { starkregen: 60 } }],
    [
      "/?ebenen=bauprojekte@2024-05~60,wlan",
      {
        layers: ["bauprojekte", "wlan"],
        months: { bauprojekte: "2024-05" },
        opacities: { bauprojekte: 60 },
      },
    ],
    ["/?ebenen=", { layers: [] }],
    [
      "/?ebenen=wlan&hintergrund=0&objekt=wlan:Neuer%20Markt%3A1&sprache=en",
      {
        layers: ["wlan"],
        background: false,
        grey: false,
        speech: "en",
        feature: { layer: "wlan", id: "Neuer Markt:1" },
      },
    ],
    ["/starkregen?kiosk=1", { page: "starkregen", kiosk: true }],
    ["/?ebenen=wlan&einbetten=1", { layers: ["wlan"], embedded: true }],
    ["/starkregen", { page: "starkregen" }],
    ["/?sprache=leicht", { speech: "leicht" }],
    ["/wo-parken?sprache=en", { page: "wo-parken", speech: "en" }],
  ])("reads and writes %j alike", (address, view) => {
    expect(readView(at(address))).toEqual({ ...PLAIN, ...view });
    expect(writeView({ ...PLAIN, ...view })).toBe(address);
  });

  it("knows the address that a host of plain files makes of a question's", () => {
    expect(readView(at("/starkregen/")).page).toBe("starkregen");
  });

  it("passes over what is no layer, language, feature or question", () => {
    const view = readView(at("/<b>/x?ebenen=schulen,<b>,&sprache=fr&objekt=schulen"));
    expect(view).toEqual({ ...PLAIN, layers: ["schulen"] });
  });
});

it("asks the search with words and place", () => {
  expect(searchUrl("Maiergasse 8", null)).toBe("/api/search?q=Maiergasse+8&limit=8");
  expect(searchUrl("ä&b", [9.1432, 48.6966])).toBe(
    "/api/search?q=%C3%A4%26b&limit=8&near=9.14320%2C48.69660",
  );
});

it("names the page of a feature", () => {
  expect(featurePage({ layer: "wlan", id: "Neuer Markt/1" })).toBe("/o/wlan/Neuer%20Markt%2F1");
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

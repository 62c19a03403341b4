import { describe, expect, it } from "vitest";
import { mapAddress, routeOf } from "./routes.ts";

describe("routeOf", () => {
  it.each([
    ["/", "page"],
    ["/starkregen", "page"],
    ["/o/schulen/pmhg", "place"],
  ])("answers a visit to %s", (path, route) => {
    expect(routeOf(path, true)).toBe(route);
  });

  it.each(["/api", "/api/collections", "/artefacts/schulen/1/downloads/schulen.csv", "/sitemap.xml"])(
    "leaves a visit to %s to the network",
    (path) => expect(routeOf(path, true)).toBeNull(),
  );

  it.each([
    ["/assets/map-Dc.js", "asset"],
    ["/background/start/0a1b2c3d4e5f.svg", "asset"],
    ["/tiles/gebaeude/3/14/8600/5600.mvt", "tile"],
    ["/background/tiles/fcfaf0ecb92f/14/8600/5600.mvt", "tile"],
    ["/background/style/dark.json", "look"],
    ["/background/foreign/style.json", "look"],
    ["/logo.svg", "look"],
  ])("answers a request for %s", (path, route) => {
    expect(routeOf(path, false)).toBe(route);
  });

  it.each([
    "/map.json",
    "/api/collections/schulen/items",
    "/api/collections/schulen/tiles/WebMercatorQuad/14/5600/8600",
    "/tiles/gebaeude/14/8600/5600.mvt",
    "/background/foreign/karte/14/8600/5600",
  ])("leaves a request for %s to the network", (path) => {
    expect(routeOf(path, false)).toBeNull();
  });
});

it("finds a feature's page on the map", () => {
  expect(mapAddress("/o/schulen/B%2F001")).toBe("/?ebenen=schulen&objekt=schulen:B%2F001");
});

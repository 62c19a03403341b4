import { describe, expect, it } from "vitest";
import { formerOf, isTiled, type TiledLayer, tileZooms } from "./model.ts";
import { sampleLayer } from "./samples.ts";

const LEVELS = { minzoom: 9, maxzoom: 15 };
const TILES = { ...LEVELS, former: null };

describe("isTiled", () => {
  it.each([
    ["a small layer", { count: 2_000 }, false],
    ["a large one", { count: 2_001 }, true],
    ["one whose tiles nobody serves", { count: 100_000, tiles: null }, false],
    ["the objects of plans", { id: "plan_objekte", count: 3 }, true],
  ])("%s", (_, change, tiled) => {
    expect(isTiled(sampleLayer({ tiles: TILES, ...change }))).toBe(tiled);
  });
});

describe("tileZooms", () => {
  const zooms = (minzoom: number | null) =>
    tileZooms({ ...sampleLayer({ minzoom }), tiles: TILES } as TiledLayer);

  it("begins where something is drawn", () => {
    expect(zooms(null)).toEqual(LEVELS);
    expect(zooms(13.7)).toEqual({ minzoom: 13, maxzoom: 15 });
  });

  it("has a level also for layers that are drawn beyond the finest", () => {
    expect(zooms(17)).toEqual({ minzoom: 15, maxzoom: 15 });
  });
});

describe("formerOf", () => {
  it("is the layer with the tiles that it had before", () => {
    const former = { ...LEVELS, maxzoom: 14, version: 2, dataDate: "2023-01-01" };
    const layer = sampleLayer({ version: 3, tiles: { ...LEVELS, former } });
    expect(formerOf(layer)).toMatchObject({ version: 2, dataDate: "2023-01-01", tiles: { maxzoom: 14 } });
    expect(formerOf(sampleLayer())).toBeNull();
  });
});

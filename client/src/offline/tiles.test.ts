import { expect, it } from "vitest";
import { type TileSet, tilesOf } from "./tiles.ts";

const SET: TileSet = {
  id: "plan_objekte",
  template: "https://karte.example/tiles/plan_objekte/3/{z}/{x}/{y}.mvt",
  extent: [9.07, 48.65, 9.21, 48.73],
  minzoom: 13,
  maxzoom: 15,
};

it("names every tile of the town, the coarsest first", () => {
  const tiles = tilesOf(SET);
  expect(tiles[0]).toBe("https://karte.example/tiles/plan_objekte/3/13/4302/2822.mvt");
  expect(new Set(tiles).size).toBe(tiles.length);
  const zooms = tiles.map((address) => Number(address.split("/")[6]));
  expect(zooms).toEqual(zooms.toSorted((a, b) => a - b));
  expect([13, 14, 15].map((zoom) => zooms.filter((each) => each === zoom).length)).toEqual([16, 48, 168]);
});

it("leaves out zooms that have too many", () => {
  const state = tilesOf({ ...SET, extent: [7.5, 47.5, 10.5, 49.8], minzoom: 8, maxzoom: 15 });
  expect(state.length).toBeLessThanOrEqual(2500);
  expect(state.some((address) => address.includes("/12/"))).toBe(true);
  expect(state.some((address) => address.includes("/13/"))).toBe(false);
});

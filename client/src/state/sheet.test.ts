import { expect, it } from "vitest";
import { restingPlace, sheetHeights, stepped } from "./sheet.ts";

const heights = sheetHeights(90, 800);

it("never covers the whole map", () => {
  expect(heights).toEqual({ collapsed: 90, half: 400, full: 704 });
});

it("is never lower than its head, even on a low screen", () => {
  expect(sheetHeights(90, 100)).toEqual({ collapsed: 90, half: 90, full: 90 });
});

it("steps between its places and stays at the ends", () => {
  expect(stepped("collapsed", 1)).toBe("half");
  expect(stepped("full", 1)).toBe("full");
  expect(stepped("collapsed", -1)).toBe("collapsed");
});

it.each([
  [120, 0, "collapsed"],
  [380, 0, "half"],
  [600, 0, "full"],
  [130, 1.2, "half"],
  [420, -1.2, "half"],
  [380, -1.2, "collapsed"],
] as const)("comes to rest from %d px at %d px/ms: %s", (height, speed, place) => {
  expect(restingPlace(height, speed, heights)).toBe(place);
});

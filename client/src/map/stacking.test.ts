import { expect, it } from "vitest";
import type { StyleLayer } from "../model.ts";
import { layerAbove, type Place, placeOf, placeOfMark } from "./stacking.ts";

const styles: readonly (readonly [StyleLayer, boolean, number])[] = [
  [{ id: "wlan-punkt", type: "symbol" }, false, 9],
  [{ id: "gruen-flaeche", type: "fill" }, true, 0],
  [{ id: "glasfaser-linie", type: "line" }, false, 4],
  [{ id: "strassen-name", type: "symbol" }, true, 1],
  [{ id: "glasfaser-flaeche", type: "fill" }, false, 4],
  [{ id: "strassen-linie", type: "line" }, true, 1],
  [{ id: "leuchten-punkt", type: "circle" }, false, 5],
  [{ id: "einwohner-flaeche", type: "fill" }, false, 2],
];

it("draws areas under lines under names under points, whatever came first", () => {
  const drawn: Place[] = [];
  const ids: string[] = [];
  for (const [style, background, order] of styles) {
    const place = placeOf(style, background, order);
    const above = layerAbove(place, drawn);
    ids.splice(above === null ? ids.length : ids.indexOf(above), 0, place.id);
    drawn.push(place);
  }
  expect(ids).toEqual([
    "gruen-flaeche",
    "strassen-linie",
    "einwohner-flaeche",
    "glasfaser-flaeche",
    "glasfaser-linie",
    "strassen-name",
    "leuchten-punkt",
    "wlan-punkt",
  ]);
});

it("keeps the order of style layers of one kind in one dataset", () => {
  const casing = placeOf({ id: "strassen-rand", type: "line" }, true, 1);
  expect(layerAbove(placeOf({ id: "strassen-linie", type: "line" }, true, 1), [casing])).toBeNull();
});

it("draws casings beneath the lines of other layers", () => {
  const line = placeOf({ id: "glasfaser-linie", type: "line" }, false, 1);
  const casing = placeOf({ id: "schulwege-saum", type: "line" }, false, 2);
  expect(layerAbove(casing, [line])).toBe("glasfaser-linie");
});

it("keeps the mark of the chosen feature under points, so that it hides none of their names", () => {
  const point = placeOf({ id: "wlan-punkt", type: "symbol" }, false, 1);
  const area = placeOf({ id: "glasfaser-flaeche", type: "fill" }, false, 2);
  expect(layerAbove(placeOfMark("auswahl-ring", 0), [point, area])).toBe("wlan-punkt");
});

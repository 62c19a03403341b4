import { expect, test } from "vitest";
import { hitsFor } from "./search-here.ts";
import type { SearchHit } from "./search-hits.ts";

function hit(kind: SearchHit["kind"], title: string, subtitle: string | null = null): SearchHit {
  return { kind, layer: "stadt", feature: null, title, subtitle, position: [9.1, 48.7] };
}

const ALL = [
  hit("address", "Mühlstraße 12", "Musberg"),
  hit("address", "Mühlstraße 1", "Musberg"),
  hit("street", "Mühlstraße", "Musberg"),
  hit("feature", "Eichbergschule", "Schulen · Musberg"),
  hit("layer", "Schulen", "Bildung"),
];

const titles = (text: string): readonly string[] => hitsFor(text, ALL).map(({ title }) => title);

test("all words have to begin so, however they are spelt", () => {
  expect(titles("muehlstr 12")).toEqual(["Mühlstraße 12"]);
  expect(titles("MÜHLSTRASSE 1 musb")).toEqual(["Mühlstraße 1", "Mühlstraße 12"]);
  expect(titles("Mühlweg")).toEqual([]);
});

test("layers and streets come before features and addresses, names before surroundings", () => {
  expect(titles("schulen")).toEqual(["Schulen", "Eichbergschule"]);
  expect(titles("musberg")).toEqual(["Mühlstraße", "Eichbergschule", "Mühlstraße 1", "Mühlstraße 12"]);
});

test("nothing typed finds nothing", () => {
  expect(titles(" .,")).toEqual([]);
});

import { expect, it } from "vitest";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { localized } from "./language.ts";

it("falls back to German where nothing is translated", () => {
  expect(localized({ de: "Schulen", en: null }, "en")).toBe("Schulen");
  expect(localized({ de: "Schulen", en: "Schools" }, "en")).toBe("Schools");
});

it("says everything in both languages, and differently", () => {
  const same = Object.keys(de).filter((key) => de[key as keyof typeof de] === en[key as keyof typeof en]);
  expect(Object.keys(en)).toEqual(Object.keys(de));
  expect(same).toEqual([]);
});

it("counts in words", () => {
  expect(de.layerLoaded("WLAN", 1)).toBe("WLAN: 1 Objekt geladen");
  expect(de.layerLoaded("Leuchten", 5500)).toBe("Leuchten: 5.500 Objekte geladen");
  expect(en.found(3, 5500)).toBe("3 of 5,500 entries");
});

import { describe, expect, it } from "vitest";
import { lawOf, yearOf } from "./law.ts";
import { explainedName, MEASURES } from "./measures.ts";
import { PROVISIONS } from "./provisions.ts";
import { USES } from "./uses.ts";
import { WITHOUT_PLAN } from "./without-plan.ts";

describe("yearOf", () => {
  it.each([
    ["Version 1990", 1990],
    ["BauNVO in der Fassung von 1977", 1977],
  ])("reads %s", (words, year) => {
    expect(yearOf(words)).toBe(year);
  });

  it("takes today's law where a plan names none", () => {
    expect(yearOf(null)).toBeGreaterThan(2026);
    expect(yearOf("Andere Gesetzliche Bestimmung")).toBeGreaterThan(2026);
  });
});

describe("lawOf", () => {
  it.each([
    [1968, "§ 18 BauNVO"],
    [1977, "§ 18 BauNVO"],
    [1990, "§ 20 Abs. 1 BauNVO"],
    [2021, "§ 20 Abs. 1 BauNVO"],
    [1950, "§ 18 BauNVO"],
  ])("finds where the BauNVO of %i counts storeys", (year, law) => {
    expect(MEASURES.Z && lawOf(MEASURES.Z, year).law).toBe(law);
  });

  it("tells that garages count since 1990 only", () => {
    const { GRZ } = MEASURES;
    if (!GRZ) throw new Error("GRZ is explained");
    expect(lawOf(GRZ, 1977).note?.de).toContain("zählen Garagen und Nebenanlagen nicht mit");
    expect(lawOf(GRZ, 2017).note?.de).toContain("zählen mit");
  });
});

describe("explainedName", () => {
  it.each([
    ["GRZ", "GRZ"],
    ["GRZmax", "GRZ"],
    ["GFZ_Ausn", "GFZ"],
    ["Zzwingend", "Zzwingend"],
    ["Z_Ausn", "Z"],
    ["hoehenangabe.hMax", "hoehenangabe"],
    ["dachgestaltung.dachform", "dachgestaltung"],
    ["DNmin", "DN"],
  ])("finds %s", (property, name) => {
    expect(explainedName(property)).toBe(name);
  });

  it.each(["gliederung1", "toString", ""])("finds nothing for %s", (property) => {
    expect(explainedName(property)).toBeNull();
  });
});

const all = [USES, PROVISIONS, MEASURES, WITHOUT_PLAN].flatMap((some) => Object.entries(some));

it.each(all)("explains %s in both languages, with a paragraph for every age", (_, { title, text, laws }) => {
  for (const words of [title, text]) expect(words.de && words.en).toBeTruthy();
  expect(laws.every(({ law }) => /^§/.test(law))).toBe(true);
  expect(laws.at(-1)?.since).toBe(0);
  expect(laws.map(({ since }) => since)).toEqual(laws.map(({ since }) => since).sort((a, b) => b - a));
});

import { describe, expect, it } from "vitest";
import examples from "./examples.json" with { type: "json" };
import { hoursInWords } from "./words.ts";

describe("hoursInWords", () => {
  it.each(examples)("says $hours as people do", ({ hours, de, en }) => {
    expect(hoursInWords(hours, "de").join("; ")).toBe(de);
    expect(hoursInWords(hours, "en").join("; ")).toBe(en);
  });

  it.each(["", ";", "Mo-Fr 08:00-18:00;;", 'Mo "'])("leaves %j as it is", (written) => {
    expect(hoursInWords(written, "de")).toEqual([written]);
  });
});

import { describe, expect, it } from "vitest";
import { sampleField } from "../samples.ts";
import {
  formatArea,
  formatBytes,
  formatDate,
  formatDay,
  formatLength,
  formatMetres,
  formatMoment,
  formatNumber,
  formatTime,
  formatValue,
  mailLink,
  phoneLink,
  webLink,
} from "./format.ts";

describe("numbers", () => {
  it.each([
    [1234.5, "m²", "1234,5\u202fm²"],
    [12345, null, "12.345"],
    [2012, null, "2012"],
    [0, "cm", "0\u202fcm"],
  ])("writes %s %s in German", (value, unit, text) => {
    expect(formatNumber(value, unit, "de")).toBe(text);
  });
});

describe("dates", () => {
  it("writes days, whatever the reader's time zone", () => {
    expect(formatDate("2023-10-31", "de")).toBe("31. Oktober 2023");
    expect(formatDate("2023-10-31", "en")).toBe("31 October 2023");
  });

  it("writes times by the town's clock, in summer and winter", () => {
    expect(formatTime("2023-07-01T22:30:00Z", "de")).toContain("2. Juli 2023");
    expect(formatTime("2023-01-01T12:00:00Z", "de")).toMatch(/1\. Januar 2023.*13:00/);
    expect(formatDay("2023-12-31T23:30:00Z", "de")).toBe("1. Januar 2024");
  });

  it("leaves alone what is no date", () => {
    expect(formatDate("Frühjahr 2024", "de")).toBe("Frühjahr 2024");
    expect(formatTime("bald", "de")).toBe("bald");
  });
});

describe("links", () => {
  it("shortens what people do not read", () => {
    expect(webLink("https://www.example.org/schule/")).toEqual({
      text: "example.org/schule",
      href: "https://www.example.org/schule/",
      foreign: true,
    });
  });

  it.each(["javascript:alert(1)", "www.example.org", "keine"])("shows %j as text only", (value) => {
    expect(webLink(value)).toEqual({ text: value, href: null, foreign: false });
  });

  it("makes mail and phone links, or text", () => {
    expect(mailLink("info@example.org").href).toBe("mailto:info@example.org");
    expect(mailLink("a@b.de?bcc=c@d.de").href).toBeNull();
    expect(phoneLink("+49 711 1600-0").href).toBe("tel:+4971116000");
    expect(phoneLink("–").href).toBeNull();
  });
});

describe("formatValue", () => {
  it.each([
    ["boolean", true, "ja"],
    ["boolean", false, "nein"],
    ["integer", 0, "0"],
    ["number", 1.5, "1,5"],
    ["date", "2024-02-29", "29. Februar 2024"],
    ["text", "<script>", "<script>"],
  ] as const)("shows the %s %j", (type, value, text) => {
    expect(formatValue(sampleField({ name: "x", type }), value, "de")?.text).toBe(text);
  });

  it.each([null, undefined, ""])("shows nothing for %j", (value) => {
    expect(formatValue(sampleField({ name: "x" }), value, "de")).toBeNull();
  });

  it("puts codes into words, whatever their type", () => {
    const field = sampleField({ name: "stufe", type: "integer", codes: { 2: { de: "hoch", en: "high" } } });
    expect(formatValue(field, 2, "de")?.text).toBe("hoch");
    expect(formatValue(field, 2, "en")?.text).toBe("high");
    expect(formatValue(field, 3, "de")?.text).toBe("3");
    expect(formatValue(field, "constructor", "de")?.text).toBe("constructor");
  });
});

describe("measured figures", () => {
  it.each([
    [12.34, "12,3 m"],
    [345.6, "346 m"],
    [1234.5, "1,23 km"],
  ])("writes a length of %d m as %s", (metres, words) => {
    expect(formatLength(metres, "de").replace("\u202f", " ")).toBe(words);
  });

  it.each([
    [812.4, "812 m²"],
    [12_345, "1,23 ha"],
    [2_345_678, "2,35 km²"],
  ])("writes an area of %d m² as %s", (metres, words) => {
    expect(formatArea(metres, "de").replace("\u202f", " ")).toBe(words);
  });

  it.each([
    [43.4, "43 m"],
    [344, "340 m"],
    [1249, "1,2 km"],
  ])("rounds a way of %d m to %s", (metres, words) => {
    expect(formatMetres(metres, "de").replace("\u202f", " ")).toBe(words);
  });
});

describe("formatBytes", () => {
  it.each([
    [12, "1\u202fkB"],
    [640_400, "640\u202fkB"],
    [2_130_000, "2,1\u202fMB"],
  ])("writes %d as people say it", (bytes, text) => {
    expect(formatBytes(bytes, "de")).toBe(text);
  });
});

it("writes a moment in the town's time, in figures", () => {
  expect(formatMoment("2026-11-27T12:22:00Z", "de")).toBe("27.11.2026, 13:22");
});

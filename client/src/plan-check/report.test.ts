import { describe, expect, it } from "vitest";
import { DocumentError } from "../api/reader.ts";
import { checkedData, extentOfReport, faultOf, nearestFault } from "./overlay.ts";
import { grouped, parseReport } from "./report.ts";

function finding(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    rule: "2.2.1.1",
    title: "Flächenschlussbedingung",
    severity: "error",
    message: { de: "Zwei Flächen überlappen sich.", en: "Two areas overlap." },
    gml_ids: ["GML_1", "GML_2"],
    line: 66,
    place: [9.1, 48.7],
    coordinates: [510751.3, 5393625],
    ...change,
  };
}

const OVERLAP = {
  type: "Feature",
  properties: { finding: 0, severity: "error" },
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [9, 48],
        [9.2, 48],
        [9.2, 48.8],
        [9, 48],
      ],
    ],
  },
};

/** An answer of the process, as short as it can be. */
const ANSWER = {
  file: "plan.gml",
  valid: false,
  version: "6.0",
  crs: 25832,
  errors: 2,
  warnings: 1,
  findings: [
    finding(),
    finding({ severity: "warning", place: null, coordinates: null }),
    finding({ rule: "4.5.1.1", title: "Art" }),
    finding({ line: null }),
  ],
  checks: [
    { rule: "schema", title: "Schema", status: "done", errors: 0, warnings: 0, reason: null },
    { rule: "2.1.3", title: "Inhalt", status: "not_implemented", reason: { de: "Kein Wortlaut.", en: null } },
  ],
  drawing: { type: "FeatureCollection", features: [OVERLAP] },
};

describe("parseReport", () => {
  it("keeps what was not checked, with the reason", () => {
    expect(parseReport(ANSWER).unchecked).toEqual([
      { rule: "2.1.3", title: "Inhalt", reason: { de: "Kein Wortlaut.", en: null } },
    ]);
  });

  it("names the place that is wrong", () => {
    const broken = { ...ANSWER, findings: [finding({ severity: "hint" })] };
    expect(() => parseReport(broken)).toThrow(DocumentError);
    expect(() => parseReport(broken)).toThrow("findings[0].severity");
  });
});

describe("grouped", () => {
  it("puts errors before warnings, and keeps the order of the report", () => {
    const groups = grouped(parseReport(ANSWER).findings);
    expect(groups.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
      "error 2.2.1.1",
      "error 4.5.1.1",
      "warning 2.2.1.1",
    ]);
    expect(groups.map(({ findings }) => findings.map(({ at }) => at))).toEqual([[0, 3], [2], [1]]);
  });

  it("takes ten thousand findings of one rule", () => {
    const findings = Array.from({ length: 10_000 }, () => finding());
    expect(grouped(parseReport({ ...ANSWER, findings }).findings)[0]?.findings).toHaveLength(10_000);
  });
});

describe("what the map draws", () => {
  const report = parseReport(ANSWER);

  it("marks every finding that has a place, beside its shape", () => {
    const kinds = checkedData(report).features.map(({ geometry, properties }) => [
      geometry.type,
      properties?.finding,
    ]);
    expect(kinds).toEqual([
      ["Polygon", 0],
      ["Point", 0],
      ["Point", 2],
      ["Point", 3],
    ]);
  });

  it("finds the shape of a fault, else its place, else nothing", () => {
    expect(faultOf(report, 0)?.geometry?.type).toBe("Polygon");
    expect(faultOf(report, 3)?.geometry).toEqual({ type: "Point", coordinates: [9.1, 48.7] });
    expect(faultOf(report, 1)).toBeNull();
  });

  it("finds the fault that a tap means, and none far away", () => {
    const project = (): readonly [number, number] => [100, 100];
    expect(nearestFault(report, [110, 100], project)).toBe(0);
    expect(nearestFault(report, [130, 100], project)).toBeNull();
  });

  it("knows its extent", () => {
    expect(extentOfReport(report)).toEqual([9, 48, 9.2, 48.8]);
    expect(
      extentOfReport({ ...report, findings: [], drawing: { type: "FeatureCollection", features: [] } }),
    ).toBe(null);
  });
});

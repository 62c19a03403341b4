/** The report of the process `xplan-validation`, checked while it is read, and its findings by rule. */
import type { FeatureCollection, Geometry } from "geojson";
import { boolean, list, number, numbers, object, oneOf, optional, type Reader, text } from "../api/reader.ts";
import type { LocalText, Position } from "../model.ts";

export type Severity = "error" | "warning";

/** `place` is in degrees (CRS84), `coordinates` in the plan's own system, easting first. */
export interface Finding {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly message: LocalText;
  readonly ids: readonly string[];
  readonly line: number | null;
  readonly place: Position | null;
  readonly coordinates: Position | null;
}

/** A check that was not done. */
export interface Unchecked {
  readonly rule: string;
  readonly title: string;
  readonly reason: LocalText | null;
}

/** `drawing` has the plan's features, and the faults with their place among the findings as `finding`. */
export interface Report {
  readonly file: string;
  readonly valid: boolean;
  readonly version: string | null;
  readonly crs: number | null;
  readonly errors: number;
  readonly warnings: number;
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
  readonly drawing: FeatureCollection<Geometry>;
}

const localText: Reader<LocalText> = (value, path) => {
  const record = object(value, path);
  return { de: text(record.de, `${path}.de`), en: optional(text)(record.en, `${path}.en`) };
};

const finding: Reader<Finding> = (value, path) => {
  const record = object(value, path);
  return {
    rule: text(record.rule, `${path}.rule`),
    title: text(record.title, `${path}.title`),
    severity: oneOf<Severity>("error", "warning")(record.severity, `${path}.severity`),
    message: localText(record.message, `${path}.message`),
    ids: list(text)(record.gml_ids, `${path}.gml_ids`),
    line: optional(number)(record.line, `${path}.line`),
    place: optional(numbers<Position>(2))(record.place, `${path}.place`),
    coordinates: optional(numbers<Position>(2))(record.coordinates, `${path}.coordinates`),
  };
};

const unchecked: Reader<readonly Unchecked[]> = (value, path) =>
  list(object)(value, path)
    .filter(({ status }) => status === "not_implemented")
    .map((check) => ({
      rule: text(check.rule, `${path}.rule`),
      title: text(check.title, `${path}.title`),
      reason: optional(localText)(check.reason, `${path}.reason`),
    }));

/** Check the answer of the process. Throws DocumentError. */
export function parseReport(value: unknown): Report {
  const record = object(value, "report");
  const drawing = object(record.drawing, "drawing");
  return {
    file: text(record.file, "file"),
    valid: boolean(record.valid, "valid"),
    version: optional(text)(record.version, "version"),
    crs: optional(number)(record.crs, "crs"),
    errors: number(record.errors, "errors"),
    warnings: number(record.warnings, "warnings"),
    findings: list(finding)(record.findings, "findings"),
    unchecked: unchecked(record.checks, "checks"),
    drawing: {
      type: "FeatureCollection",
      features: list(object)(drawing.features, "drawing.features") as never,
    },
  };
}

/** A finding with its place in the report. */
export interface Numbered extends Finding {
  readonly at: number;
}

/** The findings of one rule and severity. */
export interface Group {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly findings: readonly Numbered[];
}

/** The findings by rule, errors first; rules keep the order of the report. */
export function grouped(findings: readonly Finding[]): readonly Group[] {
  const groups = new Map<string, Numbered[]>();
  for (const [at, finding] of findings.entries()) {
    const key = `${finding.severity} ${finding.rule}`;
    groups.set(key, groups.get(key) ?? []);
    groups.get(key)?.push({ ...finding, at });
  }
  const all = [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ rule: first.rule, title: first.title, severity: first.severity, findings: group }] : [];
  });
  const errors = all.filter(({ severity }) => severity === "error");
  return [...errors, ...all.filter(({ severity }) => severity === "warning")];
}

import { expect, it } from "vitest";
import { sampleField, sampleLayer, samplePoint } from "../samples.ts";
import { featureKind, featureTitle, infoRows } from "./info.ts";

const layer = sampleLayer({
  fields: [
    sampleField({ name: "schulart", codes: { gym: { de: "Gymnasium", en: null } } }),
    sampleField({ name: "name", title: { de: "Schule", en: null } }),
    sampleField({ name: "baujahr", type: "integer", title: { de: "Baujahr", en: "Built in" } }),
    sampleField({ name: "website", type: "url" }),
  ],
});
const feature = samplePoint("pmhg", {
  name: "PMHG",
  schulart: "gym",
  baujahr: 1972,
  website: null,
  fremd: "x",
});

it("names a feature by its name, wherever that stands", () => {
  expect(featureTitle(layer, feature, "de", "Ohne Namen")).toBe("PMHG");
  expect(featureTitle(layer, samplePoint("x"), "de", "Ohne Namen")).toBe("Ohne Namen");
  expect(featureTitle(sampleLayer({ fields: [] }), feature, "de", "Ohne Namen")).toBe("Ohne Namen");
});

it("names a feature by its first field where none is called a name", () => {
  const fields = layer.fields.filter((field) => field.name !== "name");
  expect(featureTitle({ ...layer, fields }, feature, "de", "")).toBe("Gymnasium");
});

it("says what a bare number is", () => {
  const number = sampleField({ name: "nummer", type: "integer", title: { de: "Leuchtennummer", en: null } });
  const lamp = samplePoint("275", { nummer: 275 });
  expect(featureTitle({ ...layer, fields: [number] }, lamp, "de", "")).toBe("Leuchtennummer 275");
});

it("tells the kind of a feature by its first code beside the title", () => {
  expect(featureKind(layer, feature, "de")).toBe("Gymnasium");
  const [kind] = layer.fields;
  expect(featureKind({ ...layer, fields: kind ? [kind] : [] }, feature, "de")).toBeNull();
});

it("lists declared fields with values, in order, once", () => {
  const rows = infoRows(layer, feature, "en").map((row) => [row.title, row.value.text]);
  expect(rows).toEqual([
    ["schulart", "Gymnasium"],
    ["Built in", "1972"],
  ]);
});

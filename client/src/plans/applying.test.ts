import { expect, it } from "vitest";
import { DocumentError } from "../api/reader.ts";
import { parseApplying } from "./applying.ts";

/** An answer of /api/plans/at, shortened. */
const ANSWER = {
  plans: [
    {
      id: "GML_1",
      name: "Hofäcker",
      nummer: "12-3",
      class: "BP_Plan",
      sample: true,
      rechtsstand: { code: "4000", de: "Der Plan ist in Kraft getreten" },
      inkrafttreten: "2019-05-17",
      baunvo: null,
      role: "holds",
      amends: [],
      amended_by: [],
      participation: { from: "2018-01-08", to: "2018-02-09", url: "https://stadt.example/plan" },
      sheet: { tiles: "/t/{z}/{y}/{x}", minzoom: 15, maxzoom: 20, bounds: [9, 48, 10, 49] },
      links: [{ rel: "alternate", type: "application/gml+xml", title: "GML", href: "/api/plans/GML_1.gml" }],
      objects: [
        {
          collection: "bp_baugebietsteilflaeche",
          id: "GML_2",
          class: "BP_BaugebietsTeilFlaeche",
          title: "Baugebiet",
          text: null,
          zeichen: "WA",
          festsetzungen: [{ property: "GRZ", title: "GRZ", value: "0.4", words: "0,4", unit: null }],
          texts: [{ schluessel: null, text: "Nur Satteldächer." }],
        },
      ],
      texts: [],
    },
  ],
  disclaimer: { de: "Rechtsverbindlich ist allein die ausgefertigte Satzung.", en: null },
  contact: { name: "Planungsamt", email: null, phone: null, url: null },
  links: [],
};

it("reads the plans at a place", () => {
  const { plans, office } = parseApplying(ANSWER);
  expect(plans).toMatchObject([
    {
      kind: "BP_Plan",
      sample: true,
      number: "12-3",
      status: "Der Plan ist in Kraft getreten",
      role: "holds",
      comments: { from: "2018-01-08", to: "2018-02-09", page: "https://stadt.example/plan" },
      scan: { tiles: "/t/{z}/{y}/{x}", maxzoom: 20, bounds: [9, 48, 10, 49] },
      objects: [
        { sign: "WA", inscription: null, statements: [{ property: "GRZ", value: "0.4", words: "0,4" }] },
      ],
    },
  ]);
  expect(office?.name).toBe("Planungsamt");
});

it("reads that there is none", () => {
  expect(parseApplying({ ...ANSWER, plans: [], contact: null })).toMatchObject({ plans: [], office: null });
});

it("names the place that is wrong", () => {
  const [plan] = ANSWER.plans;
  expect(() => parseApplying({ ...ANSWER, plans: [{ ...plan, role: "maybe" }] })).toThrow(DocumentError);
  expect(() => parseApplying({ ...ANSWER, plans: [{ ...plan, role: "maybe" }] })).toThrow("plans[0].role");
});

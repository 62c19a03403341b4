/** The words of the sheet on plans; they come with its code. */
import type { Language } from "../model.ts";
import type { Kind, Role } from "./applying.ts";

const de = {
  loading: "Bebauungspläne werden gesucht …",
  failed: "Die Auskunft über Bebauungspläne ist gerade nicht erreichbar.",
  kinds: {
    BP_Plan: "Bebauungsplan",
    FP_Plan: "Flächennutzungsplan",
    LP_Plan: "Landschaftsplan",
    RP_Plan: "Regionalplan",
    SO_Plan: "Plan",
  } satisfies Record<Kind, string>,
  plan: (kind: string, number: string | null, name: string | null): string =>
    [kind, number, name && `„${name}“`].filter(Boolean).join(" "),
  roles: {
    holds: "Gilt hier",
    amends: "Ändert den Plan, gilt hier mit",
    draft: "In Vorbereitung, gilt noch nicht",
    superseded: "Abgelöst, gilt nicht mehr",
  } satisfies Record<Role, string>,
  sample: "Der Plan ist frei erfunden und gilt nirgends.",
  since: (day: string): string => `seit ${day}`,
  baunvo: (version: string): string => `Gelesen nach der Baunutzungsverordnung, ${version}`,
  noBaunvo:
    "Der Plan nennt keine Fassung der Baunutzungsverordnung; erklärt ist hier die heutige. Für ältere Pläne gilt die von damals.",
  comments: (from: string | null, to: string | null): string =>
    `Veröffentlichung im Internet (§ 3 Abs. 2 BauGB)${from ? ` vom ${from}` : ""}${to ? ` bis ${to}` : ""}`,
  participate: "Unterlagen ansehen und Stellung nehmen",
  here: "Was hier festgesetzt ist",
  nothing: "Der Plan setzt an dieser Stelle nichts Eigenes fest.",
  further: "Weitere Angaben",
  texts: "Textliche Festsetzungen",
  forPlan: "Für den ganzen Plan",
  files: "Dateien zum Plan",
  scan: "Planzeichnung (Scan) auf der Karte",
  others: (number: number): string =>
    number === 1 ? "1 weiterer Plan an dieser Stelle" : `${number} weitere Pläne an dieser Stelle`,
  none: "Für diese Stelle gilt kein Bebauungsplan, der hier veröffentlicht ist.",
  noneHint:
    "Es kann ältere Pläne geben, die nur auf Papier vorliegen. Gibt es keinen Plan, entscheidet, wo das Grundstück liegt:",
  office: "Auskunft gibt",
  asOf: (day: string): string => `Abgerufen am ${day}`,
};

export type PlanWords = typeof de;

const en: PlanWords = {
  loading: "Looking for development plans …",
  failed: "What holds here cannot be told at the moment.",
  kinds: {
    BP_Plan: "Development plan",
    FP_Plan: "Land use plan",
    LP_Plan: "Landscape plan",
    RP_Plan: "Regional plan",
    SO_Plan: "Plan",
  },
  plan: (kind, number, name) => [kind, number, name && `“${name}”`].filter(Boolean).join(" "),
  roles: {
    holds: "In force here",
    amends: "Amends the plan, in force here with it",
    draft: "In preparation, not in force yet",
    superseded: "Superseded, no longer in force",
  },
  sample: "The plan is invented and holds nowhere.",
  since: (day) => `since ${day}`,
  baunvo: (version) => `Read by the Baunutzungsverordnung (land use ordinance), ${version}`,
  noBaunvo:
    "The plan names no version of the Baunutzungsverordnung (land use ordinance); today's is explained here. Older plans are read by that of their time.",
  comments: (from, to) =>
    `Published for comments (§ 3 (2) BauGB)${from ? ` from ${from}` : ""}${to ? ` to ${to}` : ""}`,
  participate: "See the documents and comment",
  here: "What is laid down here",
  nothing: "The plan lays down nothing of its own here.",
  further: "Further details",
  texts: "Provisions in words (German)",
  forPlan: "For the whole plan",
  files: "Files of the plan",
  scan: "Scanned plan on the map",
  others: (number) => (number === 1 ? "1 other plan here" : `${number} other plans here`),
  none: "No development plan that is published here is in force at this place.",
  noneHint: "There may be older plans on paper only. Where there is none, it depends on where the plot lies:",
  office: "Ask",
  asOf: (day) => `As of ${day}`,
};

const DICTIONARIES: Readonly<Record<Language, PlanWords>> = { de, en };

export function planWords(language: Language): PlanWords {
  return DICTIONARIES[language];
}

/** The words of the page that checks plans; they come with its code. */
import type { Language } from "../model.ts";

const de = {
  about:
    "Prüfen Sie einen Plan in XPlanGML 4.1 bis 6.0, bevor Sie ihn weitergeben: das Schema, die Regeln des Modells und die Geometrie.",
  private: "Die Datei geht an den Server der Stadt, wird dort geprüft und mit der Antwort gelöscht.",
  choose: "Datei wählen oder hierher ziehen",
  kinds: ".gml, .xml oder .zip (XPlanArchiv), höchstens 20\u00a0MB",
  again: "Andere Datei prüfen",
  stop: "Abbrechen",
  reading: (name: string): string => `${name} wird gelesen …`,
  judging: (name: string): string =>
    `${name} wird gesendet und geprüft. Große Pläne brauchen bis zu einer Minute.`,
  tooLarge: (name: string, size: string): string =>
    `${name} hat ${size}. Angenommen werden höchstens 20 MB; größere Pläne prüft „geoportal xplan validate“.`,
  wrongKind: (name: string): string =>
    `${name} ist keine Datei mit der Endung .gml, .xml oder .zip. Es wurde nichts gesendet.`,
  empty: (name: string): string => `${name} ist leer. Es wurde nichts gesendet.`,
  several: "Bitte nur eine Datei auf einmal.",
  unreadable: "Ihr Browser kann diese Datei nicht lesen.",
  unreachable:
    "Die Prüfung ist gerade nicht erreichbar. Bitte versuchen Sie es in einigen Minuten noch einmal.",
  busy: "Es werden gerade andere Pläne geprüft. Bitte versuchen Sie es in einer Minute noch einmal.",
  refused: "Die Datei lässt sich nicht prüfen.",
  flawless: "Keine Fehler gefunden",
  valid: "Gültig, mit Warnungen",
  faulty: "Fehler gefunden",
  errors: (number: number): string => (number === 1 ? "1 Fehler" : `${number} Fehler`),
  warnings: (number: number): string => (number === 1 ? "1 Warnung" : `${number} Warnungen`),
  error: "Fehler",
  warning: "Warnung",
  version: (version: string): string => `XPlanGML ${version}`,
  noVersion: "nur eine Geometrie",
  line: (line: number): string => `Zeile ${line}`,
  placeless: "ohne Ort auf der Karte",
  more: (number: number): string => `${number} weitere zeigen`,
  findings: "Was gefunden wurde",
  showPlan: "Ganzen Plan zeigen",
  elsewhere:
    "Der Plan liegt außerhalb der Stadt. Er ist auf leerem Grund gezeichnet, da hier keine Hintergrundkarte liegt.",
  nowhere: "Der Plan nennt kein bekanntes Koordinatensystem und lässt sich nicht auf der Karte zeichnen.",
  unchecked: (number: number): string => `Nicht geprüft (${number})`,
  content: "Ob der Inhalt des Plans richtig ist, kann kein Programm entscheiden.",
  saveJson: "Bericht als JSON",
  savePage: "Bericht als HTML",
  reportName: "pruefbericht",
};

export type CheckWords = typeof de;

const en: CheckWords = {
  about:
    "Check a plan in XPlanGML 4.1 to 6.0 before you pass it on: the schema, the rules of the model and the geometry.",
  private: "The file goes to the town's server, is checked there and deleted with the answer.",
  choose: "Choose a file or drop it here",
  kinds: ".gml, .xml or .zip (XPlanArchiv), 20\u00a0MB at the most",
  again: "Check another file",
  stop: "Cancel",
  reading: (name) => `Reading ${name} …`,
  judging: (name) => `${name} is being sent and checked. Large plans take up to a minute.`,
  tooLarge: (name, size) =>
    `${name} has ${size}. 20 MB are accepted at the most; “geoportal xplan validate” checks larger plans.`,
  wrongKind: (name) => `${name} does not end in .gml, .xml or .zip. Nothing was sent.`,
  empty: (name) => `${name} is empty. Nothing was sent.`,
  several: "One file at a time, please.",
  unreadable: "Your browser cannot read this file.",
  unreachable: "The check cannot be reached at the moment. Please try again in a few minutes.",
  busy: "Other plans are being checked at the moment. Please try again in a minute.",
  refused: "The file cannot be checked.",
  flawless: "No faults found",
  valid: "Valid, with warnings",
  faulty: "Faults found",
  errors: (number) => (number === 1 ? "1 error" : `${number} errors`),
  warnings: (number) => (number === 1 ? "1 warning" : `${number} warnings`),
  error: "Error",
  warning: "Warning",
  version: (version) => `XPlanGML ${version}`,
  noVersion: "a geometry only",
  line: (line) => `line ${line}`,
  placeless: "without a place on the map",
  more: (number) => `Show ${number} more`,
  findings: "What was found",
  showPlan: "Show the whole plan",
  elsewhere:
    "The plan lies outside the town. It is drawn on blank ground, as there is no background map here.",
  nowhere: "The plan names no known coordinate system and cannot be drawn on the map.",
  unchecked: (number) => `Not checked (${number})`,
  content: "No program can tell whether the content of a plan is right.",
  saveJson: "Report as JSON",
  savePage: "Report as HTML (German)",
  reportName: "report",
};

const DICTIONARIES: Readonly<Record<Language, CheckWords>> = { de, en };

export function checkWords(language: Language): CheckWords {
  return DICTIONARIES[language];
}

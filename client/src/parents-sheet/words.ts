/** The words of the sheet for parents; they come with its code. */
import type { Language } from "../model.ts";

const de = {
  title: "Unser Schulweg",
  from: "Von",
  district: "Schulbezirk",
  school: "Schule",
  way: "Empfohlener Weg",
  start: (metres: string): string => `Der Weg führt in ${metres} Entfernung an dieser Adresse vorbei.`,
  map: "Karte des Schulwegs: der Weg in der Auszeichnungsfarbe, die Adresse als Kreis",
  noMap: "Ohne Karte: Dieser Browser konnte sie nicht zeichnen.",
  drawing: "Die Karte wird gezeichnet …",
  sample: "Beispieldaten: nicht amtlich, nicht für den echten Schulweg.",
  advice:
    "Gehen Sie den Weg vor Schulbeginn gemeinsam, zu der Zeit, zu der Ihr Kind ihn geht. Der sicherste Weg ist nicht immer der kürzeste.",
  date: (day: string, source: string): string => `Stand ${day} · ${source}`,
  print: "Drucken",
  close: "Schließen",
};

type Words = typeof de;

const en: Words = {
  title: "Our way to school",
  from: "From",
  district: "School district",
  school: "School",
  way: "Recommended way",
  start: (metres) => `The way passes ${metres} from this address.`,
  map: "Map of the way to school: the way in the marking colour, the address as a circle",
  noMap: "Without a map: this browser could not draw it.",
  drawing: "The map is being drawn …",
  sample: "Sample data: not official, not for the real way to school.",
  advice:
    "Walk the way together before school starts, at the time at which your child will walk it. The safest way is not always the shortest.",
  date: (day, source) => `As of ${day} · ${source}`,
  print: "Print",
  close: "Close",
};

export const WORDS: Readonly<Record<Language, Words>> = { de, en };

/** How much may be built and in which shape: properties of building areas in plain words. */
import { always, baugb, baunvo, type Explanation } from "./law.ts";

const height: Explanation = {
  title: { de: "Höhe baulicher Anlagen", en: "Height of buildings" },
  text: {
    de: "So hoch darf gebaut werden, gemessen vom Bezugspunkt, den der Plan nennt.",
    en: "Buildings may be this high, measured from the point that the plan names.",
  },
  laws: [
    { since: 1990, law: "§§ 16, 18 BauNVO" },
    { since: 0, law: "§ 16 BauNVO" },
  ],
};

const roof: Explanation = {
  title: { de: "Dach", en: "Roof" },
  text: {
    de: "Form oder Neigung des Daches; eine örtliche Bauvorschrift.",
    en: "Shape or pitch of the roof; a local building rule.",
  },
  laws: always("§ 9 Abs. 4 BauGB mit der Landesbauordnung"),
};

/** Properties by their name in XPlanung, without what tells least, most and exceptions. In the order of the sheet. */
export const MEASURES: Readonly<Record<string, Explanation>> = {
  GRZ: {
    title: { de: "Grundflächenzahl (GRZ)", en: "Site coverage ratio (GRZ)" },
    text: {
      de: "Von 100 m² Grundstück dürfen {m2} m² mit Gebäuden bedeckt sein.",
      en: "Of 100 m² of a plot, {m2} m² may be covered by buildings.",
    },
    laws: [
      {
        since: 1990,
        law: "§ 19 BauNVO",
        note: {
          de: "Garagen, Stellplätze mit Zufahrt und Nebenanlagen zählen mit; durch sie darf es in der Regel um die Hälfte mehr werden, höchstens 80 m².",
          en: "Garages, parking spaces with their drives and outbuildings count; with them it may usually be half as much again, 80 m² at the most.",
        },
      },
      {
        since: 0,
        law: "§ 19 BauNVO",
        note: {
          de: "Nach dieser älteren Fassung zählen Garagen und Nebenanlagen nicht mit.",
          en: "By this older version, garages and outbuildings do not count.",
        },
      },
    ],
  },
  GR: {
    title: { de: "Grundfläche (GR)", en: "Ground area (GR)" },
    text: {
      de: "So viele Quadratmeter dürfen mit Gebäuden bedeckt sein.",
      en: "So many square metres may be covered by buildings.",
    },
    laws: baunvo("19"),
  },
  GFZ: {
    title: { de: "Geschossflächenzahl (GFZ)", en: "Floor area ratio (GFZ)" },
    text: {
      de: "Auf 100 m² Grundstück dürfen alle Geschosse zusammen {m2} m² groß sein.",
      en: "On 100 m² of a plot, all storeys together may have {m2} m².",
    },
    laws: [
      {
        since: 1990,
        law: "§ 20 Abs. 2 und 3 BauNVO",
        note: {
          de: "Es zählen die Vollgeschosse, Keller und Dach nur, wenn der Plan es sagt.",
          en: "Full storeys count, basement and attic only if the plan says so.",
        },
      },
      {
        since: 0,
        law: "§ 20 BauNVO",
        note: {
          de: "Nach dieser älteren Fassung zählen auch Aufenthaltsräume in Keller und Dach mit.",
          en: "By this older version, living rooms in basement and attic count, too.",
        },
      },
    ],
  },
  GF: {
    title: { de: "Geschossfläche (GF)", en: "Floor area (GF)" },
    text: {
      de: "So viele Quadratmeter dürfen alle Geschosse zusammen haben.",
      en: "All storeys together may have so many square metres.",
    },
    laws: baunvo("20"),
  },
  BMZ: {
    title: { de: "Baumassenzahl (BMZ)", en: "Volume ratio (BMZ)" },
    text: {
      de: "So viele Kubikmeter dürfen je Quadratmeter Grundstück gebaut werden.",
      en: "So many cubic metres may be built per square metre of the plot.",
    },
    laws: baunvo("21"),
  },
  BM: {
    title: { de: "Baumasse (BM)", en: "Volume (BM)" },
    text: { de: "So viele Kubikmeter dürfen gebaut werden.", en: "So many cubic metres may be built." },
    laws: baunvo("21"),
  },
  Z: {
    title: { de: "Zahl der Vollgeschosse", en: "Number of full storeys" },
    text: {
      de: "So viele Vollgeschosse sind höchstens erlaubt. Ob Dach oder Keller dazu zählen, sagt die Landesbauordnung.",
      en: "So many full storeys are allowed at the most. The state's building code says whether attic or basement count.",
    },
    laws: [
      { since: 1990, law: "§ 20 Abs. 1 BauNVO" },
      { since: 0, law: "§ 18 BauNVO" },
    ],
  },
  Zzwingend: {
    title: { de: "Zahl der Vollgeschosse, zwingend", en: "Number of full storeys, mandatory" },
    text: {
      de: "Genau so viele Vollgeschosse müssen gebaut werden, nicht mehr und nicht weniger.",
      en: "Exactly so many full storeys must be built, no more and no fewer.",
    },
    laws: baunvo("16"),
  },
  hoehenangabe: height,
  bauweise: {
    title: { de: "Bauweise", en: "Pattern of building" },
    text: {
      de: "Offen: mit Abstand zu den Nachbarn an der Seite, Häuser höchstens 50 m lang. Geschlossen: ohne seitlichen Abstand, Wand an Wand. Abweichend: wie der Plan es sagt.",
      en: "Open: with distance to the neighbours at the sides, houses 50 m long at the most. Closed: wall to wall, without distance. Deviating: as the plan says.",
    },
    laws: baunvo("22"),
  },
  bebauungsArt: {
    title: { de: "Art der Häuser", en: "Kind of houses" },
    text: {
      de: "Welche Häuser erlaubt sind: Einzelhäuser, Doppelhäuser oder Hausgruppen (Reihen).",
      en: "Which houses are allowed: detached, semi-detached or terraced.",
    },
    laws: baunvo("22 Abs. 2"),
  },
  MaxZahlWohnungen: {
    title: { de: "Höchstzahl der Wohnungen", en: "Number of flats at the most" },
    text: {
      de: "So viele Wohnungen darf ein Wohngebäude höchstens haben.",
      en: "A house may have so many flats at the most.",
    },
    laws: baugb("6"),
  },
  dachgestaltung: roof,
  dachform: roof,
  DN: roof,
};

/** The name in MEASURES of a property as the server names it, such as `GRZmax` or `hoehenangabe.h`. */
export function explainedName(property: string): string | null {
  const [head = ""] = property.split(".");
  const plain = head.replace(/(min|max|_?Ausn)+$/, "");
  return Object.hasOwn(MEASURES, plain) ? plain : null;
}

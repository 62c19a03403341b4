/**
 * What the terms of development plans mean, in plain words, each with its paragraph.
 *
 * Law, not the town's: BauGB and BauNVO. A plan is read by the BauNVO that was in force when it was published
 * (BauNVO §§ 25 to 25g); where versions differ, `laws` has one entry for each, the newest first.
 */
import type { LocalText } from "../model.ts";

/** What holds in the versions of the law `since` this year. */
export interface Law {
  readonly since: number;
  readonly law: string;
  readonly note?: LocalText;
}

/** `{m2}` in `text` stands for the square metres that the value allows on 100 m² of a plot. */
export interface Explanation {
  readonly title: LocalText;
  readonly text: LocalText;
  readonly laws: readonly [Law, ...Law[]];
}

/** The year of the BauNVO that a plan names, such as "Version 1990"; what names none is read by today's. */
export function yearOf(baunvo: string | null): number {
  return Number(/\b(19|20)\d\d\b/.exec(baunvo ?? "")?.[0] ?? 9999);
}

/** The entry for a year; the oldest one for still older law. */
export function lawOf({ laws }: Explanation, year: number): Law {
  return laws.find(({ since }) => since <= year) ?? laws[laws.length - 1] ?? laws[0];
}

const always = (law: string): readonly [Law] => [{ since: 0, law }];
const baunvo = (paragraph: string): readonly [Law] => always(`§ ${paragraph} BauNVO`);
const baugb = (number: string): readonly [Law] => always(`§ 9 Abs. 1 Nr. ${number} BauGB`);

/** Kinds of use and of areas by the key of their symbol. */
export const OF_SIGNS: Readonly<Record<string, Explanation>> = {
  WS: {
    title: { de: "Kleinsiedlungsgebiet (WS)", en: "Small holdings (WS)" },
    text: {
      de: "Wohnhäuser mit großen Nutzgärten und landwirtschaftliche Nebenerwerbsstellen.",
      en: "Houses with large kitchen gardens, and small farms run on the side.",
    },
    laws: baunvo("2"),
  },
  WR: {
    title: { de: "Reines Wohngebiet (WR)", en: "Purely residential area (WR)" },
    text: {
      de: "Hier wird gewohnt. Anderes, etwa kleine Läden für den täglichen Bedarf, ist nur ausnahmsweise möglich.",
      en: "For living. Anything else, such as small shops for daily needs, is possible as an exception only.",
    },
    laws: baunvo("3"),
  },
  WA: {
    title: { de: "Allgemeines Wohngebiet (WA)", en: "General residential area (WA)" },
    text: {
      de: "Vor allem zum Wohnen. Erlaubt sind auch Läden und Gaststätten für die Nachbarschaft, Handwerk, das nicht stört, Kirchen, Kultur, Gesundheit und Sport.",
      en: "Mainly for living. Shops and restaurants for the neighbourhood, crafts that do not disturb, churches, culture, health and sports are allowed, too.",
    },
    laws: baunvo("4"),
  },
  WB: {
    title: { de: "Besonderes Wohngebiet (WB)", en: "Special residential area (WB)" },
    text: {
      de: "Ein gewachsenes Gebiet, in dem das Wohnen erhalten und gestärkt werden soll, neben Läden, Büros und Gaststätten.",
      en: "A grown area in which living is to be kept and furthered, beside shops, offices and restaurants.",
    },
    laws: baunvo("4a"),
  },
  W: {
    title: { de: "Wohnbaufläche (W)", en: "Residential land (W)" },
    text: {
      de: "Zum Wohnen bestimmt; die genaue Art ist nicht festgesetzt.",
      en: "For living; the exact kind is not laid down.",
    },
    laws: baunvo("1 Abs. 1"),
  },
  MD: {
    title: { de: "Dorfgebiet (MD)", en: "Village area (MD)" },
    text: {
      de: "Land- und Forstwirtschaft, Wohnen und Handwerk, das nicht wesentlich stört, nebeneinander. Auf die Höfe ist vorrangig Rücksicht zu nehmen.",
      en: "Farming and forestry, living, and crafts that do not disturb much, side by side. Farms come first.",
    },
    laws: baunvo("5"),
  },
  MDW: {
    title: { de: "Dörfliches Wohngebiet (MDW)", en: "Rural residential area (MDW)" },
    text: {
      de: "Wohnen neben landwirtschaftlichen Nebenbetrieben und Gewerbe, das nicht wesentlich stört.",
      en: "Living beside part-time farms and trades that do not disturb much.",
    },
    laws: baunvo("5a"),
  },
  MI: {
    title: { de: "Mischgebiet (MI)", en: "Mixed area (MI)" },
    text: {
      de: "Wohnen und Gewerbe, das das Wohnen nicht wesentlich stört, gleichberechtigt nebeneinander: auch Büros, Läden, Gaststätten.",
      en: "Living and trades that do not disturb it much, on an equal footing: offices, shops and restaurants, too.",
    },
    laws: baunvo("6"),
  },
  MU: {
    title: { de: "Urbanes Gebiet (MU)", en: "Urban area (MU)" },
    text: {
      de: "Dichte Mischung aus Wohnen, Gewerbe, Kultur und Sozialem. Die Anteile müssen nicht gleich groß sein.",
      en: "A dense mix of living, trades, culture and social facilities, in shares that need not be equal.",
    },
    laws: baunvo("6a"),
  },
  MK: {
    title: { de: "Kerngebiet (MK)", en: "Town centre (MK)" },
    text: {
      de: "Die Mitte: Handel, Verwaltung, Kultur und Gaststätten. Wohnen nur, soweit der Plan es bestimmt.",
      en: "The centre: trade, administration, culture and restaurants. Living only as far as the plan says so.",
    },
    laws: baunvo("7"),
  },
  M: {
    title: { de: "Gemischte Baufläche (M)", en: "Mixed land (M)" },
    text: {
      de: "Für Wohnen und Gewerbe; die genaue Art ist nicht festgesetzt.",
      en: "For living and trades; the exact kind is not laid down.",
    },
    laws: baunvo("1 Abs. 1"),
  },
  GE: {
    title: { de: "Gewerbegebiet (GE)", en: "Commercial area (GE)" },
    text: {
      de: "Für Betriebe, die nicht erheblich belästigen, auch Büros, Lager und Tankstellen. Wohnungen nur ausnahmsweise, etwa für Betriebsleiter.",
      en: "For businesses that are no considerable nuisance, also offices, storage and petrol stations. Flats as an exception only, such as for managers.",
    },
    laws: baunvo("8"),
  },
  GI: {
    title: { de: "Industriegebiet (GI)", en: "Industrial area (GI)" },
    text: {
      de: "Für Betriebe, die andernorts stören würden. Gewohnt wird hier nicht.",
      en: "For businesses that would disturb elsewhere. Nobody lives here.",
    },
    laws: baunvo("9"),
  },
  G: {
    title: { de: "Gewerbliche Baufläche (G)", en: "Land for business (G)" },
    text: {
      de: "Für Gewerbe und Industrie; die genaue Art ist nicht festgesetzt.",
      en: "For trades and industry; the exact kind is not laid down.",
    },
    laws: baunvo("1 Abs. 1"),
  },
  SO: {
    title: { de: "Sondergebiet (SO)", en: "Special area (SO)" },
    text: {
      de: "Nur für einen bestimmten Zweck, den der Plan nennt: etwa Einkaufszentrum, Klinik, Messe, Wochenendhäuser.",
      en: "For one purpose only, which the plan names: such as a shopping centre, clinic, fair or weekend houses.",
    },
    laws: [
      { since: 1977, law: "§§ 10, 11 BauNVO" },
      { since: 0, law: "§ 11 BauNVO" },
    ],
  },
  S: {
    title: { de: "Sonderbaufläche (S)", en: "Special land (S)" },
    text: { de: "Für einen besonderen Zweck bestimmt.", en: "For a special purpose." },
    laws: baunvo("1 Abs. 1"),
  },
  gemeinbedarf: {
    title: { de: "Gemeinbedarf", en: "Public facilities" },
    text: {
      de: "Für Schulen, Kirchen, Kindergärten, Feuerwehr und anderes, was der Allgemeinheit dient.",
      en: "For schools, churches, kindergartens, fire brigade and others that serve the public.",
    },
    laws: baugb("5"),
  },
  sport: {
    title: { de: "Sport- und Spielanlagen", en: "Sports and play" },
    text: { de: "Für Sport- und Spielanlagen vorgesehen.", en: "For sports grounds and playgrounds." },
    laws: baugb("5"),
  },
  verkehr: {
    title: { de: "Straßenverkehrsfläche", en: "Street" },
    text: {
      de: "Öffentliche Straße mit Gehwegen und Nebenflächen. Gebaut wird hier nicht.",
      en: "Public street with pavements and verges. Nothing is built here.",
    },
    laws: baugb("11"),
  },
  verkehr_besonders: {
    title: { de: "Verkehrsfläche besonderer Zweckbestimmung", en: "Traffic area of special purpose" },
    text: {
      de: "Nur für bestimmten Verkehr: etwa Fußgängerbereich, Spielstraße, Radweg oder Parkplatz.",
      en: "For certain traffic only: such as pedestrians, home zones, cycle paths or parking.",
    },
    laws: baugb("11"),
  },
  versorgung: {
    title: { de: "Ver- und Entsorgung", en: "Utilities and disposal" },
    text: {
      de: "Für Strom, Wärme, Wasser, Abwasser oder Abfall.",
      en: "For power, heat, water, sewage or waste.",
    },
    laws: baugb("12 und 14"),
  },
  gruen: {
    title: { de: "Grünfläche", en: "Green space" },
    text: {
      de: "Bleibt grün: als Park, Spielplatz, Garten oder Ähnliches. Häuser sind hier nicht erlaubt.",
      en: "Stays green: as a park, playground, garden or the like. Houses are not allowed.",
    },
    laws: baugb("15"),
  },
  wasser: {
    title: { de: "Wasserfläche", en: "Water" },
    text: { de: "Bach, Fluss, See oder Becken.", en: "Brook, river, lake or basin." },
    laws: baugb("16"),
  },
  wasserwirtschaft: {
    title: { de: "Wasserwirtschaft und Hochwasserschutz", en: "Water management and flood protection" },
    text: {
      de: "Für den Hochwasserschutz oder den Abfluss des Regens freizuhalten.",
      en: "To be kept for flood protection or for rain to run off.",
    },
    laws: baugb("16"),
  },
  aufschuettung: {
    title: { de: "Aufschüttung", en: "Fill" },
    text: { de: "Hier wird Gelände aufgeschüttet.", en: "Ground is raised here." },
    laws: baugb("17"),
  },
  abgrabung: {
    title: { de: "Abgrabung, Bodenschätze", en: "Excavation, mineral resources" },
    text: { de: "Hier wird Gelände abgegraben oder Boden gewonnen.", en: "Ground is dug away or won here." },
    laws: baugb("17"),
  },
  landwirtschaft: {
    title: { de: "Landwirtschaft", en: "Agriculture" },
    text: { de: "Für die Landwirtschaft bestimmt.", en: "For agriculture." },
    laws: baugb("18"),
  },
  wald: {
    title: { de: "Wald", en: "Forest" },
    text: { de: "Ist Wald oder soll Wald werden.", en: "Is forest, or is to become forest." },
    laws: baugb("18"),
  },
  nutzungszweck: {
    title: { de: "Besonderer Nutzungszweck", en: "Special purpose" },
    text: {
      de: "Für einen besonderen Zweck, der durch Gründe des Städtebaus geboten ist.",
      en: "For a special purpose that reasons of town planning demand.",
    },
    laws: baugb("9"),
  },
  ueberbaubar: {
    title: { de: "Überbaubare Grundstücksfläche", en: "Area that may be built on" },
    text: {
      de: "Nur hier dürfen Häuser stehen („Baufenster“). Garagen und Nebenanlagen können auch daneben zulässig sein.",
      en: "Houses may stand here only. Garages and outbuildings may be allowed beside it, too.",
    },
    laws: baunvo("23"),
  },
  baugrenze: {
    title: { de: "Baugrenze", en: "Building limit" },
    text: {
      de: "Gebäude dürfen diese Linie nicht überschreiten; dahinter zurückbleiben dürfen sie.",
      en: "Buildings must not cross this line; they may stay behind it.",
    },
    laws: baunvo("23 Abs. 3"),
  },
  baulinie: {
    title: { de: "Baulinie", en: "Building line" },
    text: {
      de: "Gebäude müssen genau an dieser Linie stehen.",
      en: "Buildings must stand exactly at this line.",
    },
    laws: baunvo("23 Abs. 2"),
  },
  nutzungsgrenze: {
    title: { de: "Abgrenzung unterschiedlicher Nutzung", en: "Limit between different uses" },
    text: {
      de: "Auf beiden Seiten dieser Linie gelten verschiedene Regeln.",
      en: "Different rules hold on both sides of this line.",
    },
    laws: baunvo("16 Abs. 5"),
  },
  firstrichtung: {
    title: { de: "Stellung der Gebäude", en: "Direction of buildings" },
    text: {
      de: "In dieser Richtung verläuft der First oder die Längsseite.",
      en: "The ridge or the long side runs in this direction.",
    },
    laws: baugb("2"),
  },
  strassenbegrenzung: {
    title: { de: "Straßenbegrenzungslinie", en: "Limit of the street" },
    text: { de: "Hier endet die öffentliche Straße.", en: "The public street ends here." },
    laws: baugb("11"),
  },
  einfahrt: {
    title: { de: "Ein- und Ausfahrt", en: "Entry and exit" },
    text: {
      de: "Hier darf vom Grundstück auf die Straße gefahren werden.",
      en: "Cars may enter and leave the plot here.",
    },
    laws: baugb("11"),
  },
  ohne_einfahrt: {
    title: { de: "Bereich ohne Ein- und Ausfahrt", en: "No entry or exit" },
    text: {
      de: "Hier darf nicht vom Grundstück auf die Straße gefahren werden.",
      en: "Cars must not enter or leave the plot here.",
    },
    laws: baugb("11"),
  },
  nebenanlagen: {
    title: { de: "Stellplätze, Garagen, Nebenanlagen", en: "Parking spaces, garages, outbuildings" },
    text: {
      de: "Regelt, wo Stellplätze, Garagen und Nebenanlagen stehen dürfen.",
      en: "Tells where parking spaces, garages and outbuildings may stand.",
    },
    laws: baugb("4"),
  },
  gemeinschaftsanlagen: {
    title: { de: "Gemeinschaftsanlagen", en: "Shared facilities" },
    text: {
      de: "Stellplätze, Garagen oder Spielflächen, die mehreren Grundstücken gemeinsam dienen.",
      en: "Parking spaces, garages or playgrounds that serve several plots together.",
    },
    laws: baugb("22"),
  },
  wegerecht: {
    title: { de: "Geh-, Fahr- und Leitungsrechte", en: "Rights of way and of lines" },
    text: {
      de: "Andere dürfen hier gehen, fahren oder Leitungen legen.",
      en: "Others may walk, drive or lay lines here.",
    },
    laws: baugb("21"),
  },
  freihalten: {
    title: { de: "Von Bebauung freizuhalten", en: "To be kept clear of buildings" },
    text: {
      de: "Hier darf nicht gebaut werden, etwa damit an Kreuzungen die Sicht frei bleibt.",
      en: "Nothing may be built here, for example to keep the view at crossings clear.",
    },
    laws: baugb("10"),
  },
  ausgleich: {
    title: { de: "Ausgleichsfläche", en: "Compensation area" },
    text: {
      de: "Hier wird ausgeglichen, was das Bauen der Natur nimmt.",
      en: "What building takes from nature is made up for here.",
    },
    laws: always("§ 9 Abs. 1a BauGB"),
  },
  naturschutz: {
    title: {
      de: "Schutz, Pflege und Entwicklung der Natur",
      en: "Protection, care and development of nature",
    },
    text: {
      de: "Hier sind Boden, Natur und Landschaft zu schützen oder zu entwickeln, wie der Plan es nennt.",
      en: "Soil, nature and landscape are to be protected or developed here, as the plan says.",
    },
    laws: baugb("20"),
  },
  anpflanzung: {
    title: { de: "Anpflanzung", en: "Planting" },
    text: {
      de: "Hier sind Bäume, Sträucher oder andere Pflanzen zu setzen und zu pflegen.",
      en: "Trees, shrubs or other plants are to be planted and cared for here.",
    },
    laws: baugb("25 a"),
  },
  erhaltung: {
    title: { de: "Erhaltung von Pflanzen", en: "Plants to be kept" },
    text: {
      de: "Diese Bäume, Sträucher oder Pflanzen müssen erhalten bleiben.",
      en: "These trees, shrubs or plants must be kept.",
    },
    laws: baugb("25 b"),
  },
  immissionsschutz: {
    title: { de: "Schutz vor Lärm und Immissionen", en: "Protection from noise and emissions" },
    text: {
      de: "Hier gelten Auflagen zum Schutz vor Lärm, Abgasen oder Erschütterungen.",
      en: "Requirements against noise, fumes or vibrations hold here.",
    },
    laws: baugb("24"),
  },
  kennzeichnung: {
    title: { de: "Gekennzeichnete Fläche", en: "Marked area" },
    text: {
      de: "Beim Bauen ist etwas zu beachten, etwa belasteter Boden, Bergbau oder Hochwasser.",
      en: "Something is to be heeded when building, such as contaminated soil, mining or floods.",
    },
    laws: always("§ 9 Abs. 5 BauGB"),
  },
  denkmal: {
    title: { de: "Denkmalschutz", en: "Protected monument" },
    text: {
      de: "Was am Denkmal verändert wird, braucht eine Genehmigung der Denkmalschutzbehörde.",
      en: "Changes to the monument need a permit of the monuments authority.",
    },
    laws: always("§ 9 Abs. 6 BauGB"),
  },
  schutzgebiet: {
    title: { de: "Schutzgebiet", en: "Protected area" },
    text: {
      de: "Nach anderem Recht geschützt; der Plan übernimmt es nur.",
      en: "Protected by other law, which the plan repeats.",
    },
    laws: always("§ 9 Abs. 6 BauGB"),
  },
  erhaltungsbereich: {
    title: { de: "Erhaltungsbereich", en: "Preservation area" },
    text: {
      de: "Abriss, Umbau und andere Nutzung brauchen eine eigene Genehmigung.",
      en: "Demolition, conversion and change of use need a permit of their own.",
    },
    laws: always("§ 172 BauGB"),
  },
};

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
export const OF_PROPERTIES: Readonly<Record<string, Explanation>> = {
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

/** The name in OF_PROPERTIES of a property as the server names it, such as `GRZmax` or `hoehenangabe.h`. */
export function explainedName(property: string): string | null {
  const [head = ""] = property.split(".");
  const plain = head.replace(/(min|max|_?Ausn)+$/, "");
  return Object.hasOwn(OF_PROPERTIES, plain) ? plain : null;
}

/** What holds where there is no plan. */
export const WITHOUT_PLAN: readonly Explanation[] = [
  {
    title: { de: "Zwischen anderen Häusern (Innenbereich)", en: "Among other houses" },
    text: {
      de: "Innerhalb eines bebauten Ortsteils darf gebaut werden, was sich nach Art, Größe, Bauweise und Lage in die Umgebung einfügt. Die Erschließung muss gesichert sein.",
      en: "Within a built-up part of a place, what fits into its surroundings by kind, size, pattern and position may be built. Access and utilities must be secured.",
    },
    laws: always("§ 34 BauGB"),
  },
  {
    title: { de: "Draußen (Außenbereich)", en: "Outside" },
    text: {
      de: "Außerhalb bebauter Ortsteile ist Bauen die Ausnahme: erlaubt ist es etwa für die Landwirtschaft, die Versorgung oder erneuerbare Energie. Wohnhäuser sind es in der Regel nicht.",
      en: "Outside built-up places, building is the exception: it is allowed for farming, utilities or renewable energy, for example. Houses to live in are usually not.",
    },
    laws: always("§ 35 BauGB"),
  },
];

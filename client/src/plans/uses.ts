/** Kinds of building areas in plain words, by the letters of their symbol (BauNVO §§ 1 to 11). */
import { baunvo, type Explanation } from "./law.ts";

export const USES: Readonly<Record<string, Explanation>> = {
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
};

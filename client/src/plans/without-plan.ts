/** What holds where there is no plan, in plain words. */
import { always, type Explanation } from "./law.ts";

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

/** Everything else that plans draw, in plain words, by the key of its symbol (BauGB § 9). */
import { always, baugb, baunvo, type Explanation } from "./law.ts";

export const PROVISIONS: Readonly<Record<string, Explanation>> = {
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

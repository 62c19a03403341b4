/** The German words of the map; en.ts translates them. */

const count = (number: number): string => number.toLocaleString("de-DE");

export const de = {
  otherLanguage: "English",
  otherLanguageHint: "This page in English",
  skipToMap: "Zur Karte springen",
  skipToLayers: "Zu den Kartenebenen springen",
  documentFailed:
    "Die Karte lässt sich gerade nicht laden. Bitte versuchen Sie es in einigen Minuten noch einmal.",
  retry: "Erneut versuchen",
  close: "Schließen",
  back: "Zurück",

  panelName: "Ebenen und Auskunft",
  layers: "Karteninhalte",
  noLayerOn: "Wählen Sie aus, was die Karte zeigen soll.",
  layersOn: (number: number): string => `${count(number)} an`,
  layersOnLong: (number: number): string =>
    number === 1 ? "1 Ebene eingeschaltet" : `${count(number)} Ebenen eingeschaltet`,
  sheetOpen: "Bereich weiter öffnen",
  sheetClose: "Bereich einklappen",
  backgroundMap: "Hintergrundkarte",
  backgroundHint: "Straßen, Gebäude, Gewässer und Orte zur Orientierung",
  basemapHint: "basemap.de, von einem Rechner des Bundes geladen",
  basemapFailed: "Die Hintergrundkarte von basemap.de ist gerade nicht erreichbar.",

  sample: "Beispieldaten",
  sampleHint: "Diese Angaben sind Beispiele und nicht amtlich.",
  layerLoading: "Wird geladen …",
  layerFailed: "Diese Ebene lässt sich gerade nicht laden.",
  layerEmpty: "Diese Ebene enthält zurzeit keine Objekte.",
  layerLoaded: (title: string, number: number): string =>
    `${title}: ${number === 1 ? "1 Objekt" : `${count(number)} Objekte`} geladen`,
  tooFarOut: "Erst in größerem Maßstab zu sehen.",
  zoomIn: "Dorthin vergrößern",
  about: "Über diese Daten",
  dataDate: "Datenstand",
  dataDateUnknown: "nicht angegeben",
  checkedAt: "Geprüft am",
  licence: "Lizenz",
  attribution: "Namensnennung",
  office: "Zuständig",
  otherValue: "andere Angabe",
  below: (limit: string): string => `unter ${limit}`,
  between: (from: string, to: string): string => `${from} bis unter ${to}`,
  from: (limit: string): string => `ab ${limit}`,

  list: "Liste",
  listOf: (title: string): string => `Liste: ${title}`,
  filterList: "Liste durchsuchen",
  found: (number: number, total: number): string =>
    number === total ? `${count(total)} Einträge` : `${count(number)} von ${count(total)} Einträgen`,
  nothingFound: "Nichts gefunden. Bitte prüfen Sie die Schreibweise.",
  showMore: "Weitere Einträge zeigen",
  severalHere: "Mehreres an dieser Stelle",
  alsoHere: "Außerdem an dieser Stelle",
  noDetails: "Zu diesem Objekt gibt es keine weiteren Angaben.",
  unnamed: "Ohne Namen",
  featureGone: "Dieses Objekt gibt es nicht mehr.",
  yes: "ja",
  no: "nein",
  newTab: "öffnet eine andere Website",

  noWebGl:
    "Ihr Browser kann die Karte nicht zeichnen (WebGL fehlt). Alle Inhalte stehen Ihnen als Liste zur Verfügung.",
  mapFailed: "Die Karte lässt sich gerade nicht zeichnen. Alle Inhalte stehen Ihnen als Liste zur Verfügung.",
  positionDenied:
    "Ihr Standort ist nicht freigegeben. Sie können ihn in den Einstellungen Ihres Browsers für diese Seite erlauben.",
  positionUnavailable: "Ihr Standort lässt sich gerade nicht bestimmen.",
  positionTimeout: "Die Bestimmung Ihres Standorts dauert zu lange. Bitte versuchen Sie es noch einmal.",
  positionOutside: "Ihr Standort liegt außerhalb der Karte.",

  imprint: "Impressum",
  privacy: "Datenschutz",
  accessibility: "Barrierefreiheit",
  openData: "Daten und Schnittstelle (API)",

  map: "Karte",
  mapZoomIn: "Vergrößern",
  mapZoomOut: "Verkleinern",
  mapHome: "Ganze Stadt zeigen",
  mapPosition: "Meinen Standort zeigen",
  mapPositionUnavailable: "Standort nicht verfügbar",
  mapAttribution: "Quellen der Karte",
};

/** The words of one language: the same keys as in German, with the same arguments. */
export type Words = typeof de;

/**
 * The words of the map in Leichte Sprache, after DIN SPEC 33429 and the rules of Netzwerk Leichte Sprache: short
 * sentences, one thought in each, known words, no subjunctive, hyphens in long words, and people are spoken to.
 * Where nothing stands here, the German words are short enough. Names and facts of the data stay as they are.
 */
import { de, type Words } from "./de.ts";

const things = (number: number): string => (number === 1 ? "1 Sache" : `${number} Sachen`);

export const leicht: Words = {
  ...de,
  skipToMap: "Zur Karte gehen",
  skipToLayers: "Zu den Themen gehen",
  documentFailed: "Die Karte geht gerade nicht.\nVersuchen Sie es später noch einmal.",
  retry: "Noch einmal versuchen",

  start: "Was wollen Sie wissen?",
  search: "Eine Adresse, einen Ort oder ein Thema suchen",
  searchHint: "Suchen: Adresse oder Ort",
  searchClear: "Suche löschen",
  searchHits: "Das haben wir gefunden",
  searching: "Wir suchen.",
  searchCount: (number) => `${things(number)} gefunden`,
  searchNothing: (text) =>
    `Wir haben nichts gefunden für: ${text}.\nHaben Sie alles richtig geschrieben?\nSuchen Sie auch einmal ohne Haus-Nummer.`,
  searchFailed: "Die Suche geht gerade nicht.\nVersuchen Sie es später noch einmal.",
  searchOffline: "Sie haben kein Internet.\nDie Suche braucht Internet.",
  layer: "Thema",
  nearMe: "Was ist in meiner Nähe?",
  atMyPosition: "Hier, wo ich bin",
  myPosition: "Hier bin ich",
  positionAsked: "Wir suchen, wo Sie sind.",
  away: (distance) => `${distance} weit weg`,
  nearWithin: (layers, distance) =>
    `${layers}: Wir haben nur gesucht, was höchstens ${distance} weit weg ist.`,
  nothingNear: "Hier gibt es dazu nichts.",
  spot: "Diese Stelle",
  alsoThere: "Das ist hier",
  parentsSheet: "Blatt für Eltern drucken",
  nothingThere: (layers) =>
    `Hier gibt es nichts zu diesem Thema: ${layers}.\nVielleicht fehlt etwas in der Karte.`,

  panelName: "Themen und Antworten",
  layers: "Themen auf der Karte",
  noLayerOn: "Wählen Sie ein Thema.\nDann sehen Sie es auf der Karte.",
  sheetOpen: "Mehr zeigen",
  sheetClose: "Weniger zeigen",
  backgroundMap: "Bild von der Stadt",
  backgroundHint: "Sie sehen Straßen, Häuser, Wasser und Orte.",

  scheme: "Hell oder dunkel",

  sample: "Beispiel",
  sampleHint: "Das ist nur ein Beispiel.\nDie Angaben sind vielleicht nicht richtig.",
  layerLoading: "Das Thema kommt gleich.",
  layerFailed: "Dieses Thema geht gerade nicht.",
  layerOffline: "Sie haben kein Internet.\nDieses Thema geht nur mit Internet.",
  layerEmpty: "Zu diesem Thema gibt es noch nichts.",
  layerLoaded: (title, number) => `${title}: ${things(number)}`,
  tooFarOut: "Die Karte ist zu klein.\nMachen Sie die Karte größer.",
  thinned: "Auf der kleinen Karte fehlt vielleicht etwas.\nAuf der großen Karte ist alles da.",
  zoomIn: "Karte größer machen",
  opacity: "So stark sieht man es",
  opacityOf: (title) => `So stark sieht man es: ${title}`,
  about: "Woher wissen wir das?",
  dataDate: "So alt sind die Angaben",
  dataDateUnknown: "Das wissen wir nicht.",
  checkedAt: "Geprüft am",
  licence: "Das dürfen Sie mit den Angaben machen",
  attribution: "Diesen Namen müssen Sie nennen",
  office: "Dieses Amt hilft Ihnen",

  filterList: "In der Liste suchen",
  found: (number, total) => (number === total ? things(total) : `${number} von ${things(total)}`),
  filterWords: "Wörter suchen",
  foundInView: (number, total, onMap) => {
    const where = onMap ? "auf diesem Stück der Karte" : "in der Stadt";
    if (total === 0) return `Wir haben nichts gefunden ${where}.`;
    if (number === total) return `${things(total)} ${where}`;
    return `Das sind ${number} von ${things(total)} ${where}.\n${onMap ? "Machen Sie die Karte größer." : "Suchen Sie nach einem Wort."}`;
  },
  nothingFound: "Wir haben nichts gefunden.\nHaben Sie alles richtig geschrieben?",
  showMore: "Mehr zeigen",
  severalHere: "Hier gibt es mehrere Sachen",
  alsoHere: "Das gibt es hier auch",
  noDetails: "Mehr wissen wir nicht.",
  featureFailed: "Wir können gerade nicht alles zeigen.",
  featureOffline: "Sie haben kein Internet.\nMehr können wir nur mit Internet zeigen.",
  featureGone: "Das gibt es nicht mehr.",
  showAllTimes: "Alle Zeiten zeigen",
  play: "Zeit laufen lassen",
  openNow: "Jetzt ist offen.",
  openUntil: (day, time) => `Jetzt ist offen.\nBis ${day ? `${day} ` : ""}${time} Uhr.`,
  closedNow: "Jetzt ist zu.",
  closedUntil: (day, time) => `Jetzt ist zu.\nWieder offen: ${day ? `${day} ` : ""}um ${time} Uhr.`,
  newTab: "Das ist eine andere Internet-Seite.",

  noWebGl: "Ihr Gerät kann die Karte nicht zeigen.\nSie finden alles in den Listen.",
  mapFailed: "Die Karte geht gerade nicht.\nSie finden alles in den Listen.",
  tappedEarly: "Die Karte kommt gleich.\nDann sehen Sie, was hier ist.",
  positionDenied:
    "Wir dürfen nicht wissen, wo Sie sind.\nSie können das in Ihrem Gerät ändern.\nDas geht in den Einstellungen.",
  positionUnavailable: "Wir wissen gerade nicht, wo Sie sind.",
  positionTimeout: "Das dauert zu lange.\nVersuchen Sie es noch einmal.",
  positionOutside: "Sie sind nicht in der Stadt.\nDie Karte zeigt nur die Stadt.",

  toolNames: {
    ...de.toolNames,
    share: "Weitergeben",
    import: "Eigene Datei zeigen",
    check: "Bau-Plan prüfen",
    draw: "Malen und schreiben",
    compare: "Zwei Themen vergleichen",
    offline: "Ohne Internet benutzen",
  },
  toolHints: {
    measure: "Wie weit ist es? Wie groß ist es?",
    print: "Die Karte auf Papier",
    share: "Die Karte anderen zeigen",
    import: "Die Datei bleibt auf Ihrem Gerät.",
    draw: "Was Sie malen, bleibt auf Ihrem Gerät.",
    compare: "Links ein Thema, rechts ein Thema",
    offline: "Die Karte auf dem Gerät behalten",
  },
  toolFailed: "Das geht gerade nicht.\nVersuchen Sie es später noch einmal.",
  measureWhat: "Was wollen Sie messen?",
  measureDistance: "Wie weit ist es?",
  measureArea: "Wie groß ist es?",
  measureHint: "Tippen Sie auf die Karte.\nTippen Sie noch einmal an einer anderen Stelle.",
  measureTwo: "Tippen Sie auf 2 Stellen.",
  measureThree: "Tippen Sie auf 3 Stellen.",
  measureMiddle: "Punkt in der Mitte",
  measureUndo: "Letzten Punkt löschen",
  measureAgain: "Von vorn anfangen",

  printTitle: "Überschrift",
  printHint:
    "Auf der Karte sehen Sie einen Rahmen.\nAlles im Rahmen kommt auf das Papier.\nDrucken Sie in Original-Größe.",
  printInstead: (title, host) => `Das ist eine Karte: ${title}.\nEs gibt auch eine Liste: ${host}`,
  printPdf: "PDF speichern",
  printPng: "Bild speichern",
  printWorking: "Das Blatt wird fertig gemacht.",
  printFailed: "Das geht nicht.\nNehmen Sie ein kleineres Papier.",
  printNeedsMap: "Ihr Gerät kann die Karte nicht zeigen.\nDarum können Sie nicht drucken.",

  link: "Link zu dieser Karte",
  embedHint: "So kommt die Karte auf eine andere Internet-Seite.",
  copied: "Das ist kopiert.",
  notCopied: "Kopieren geht hier nicht.\nMarkieren Sie den Text.\nDann können Sie ihn kopieren.",
  route: "Weg dorthin",
  copyCoordinates: "Ort kopieren",
  report: "Fehler melden",

  importHint:
    "Sie haben selbst eine Datei mit Orten oder Wegen?\nDann können Sie die Datei auf der Karte sehen.\nDie Datei bleibt auf Ihrem Gerät.",
  importRemove: "Von der Karte wegnehmen",
  offline: "Sie haben gerade kein Internet.\nWas schon da ist, können Sie weiter sehen.",
  drawWhat: "Was wollen Sie malen?",
  drawHints: {
    point: "Tippen Sie auf die Karte.",
    line: "Tippen Sie auf 2 oder mehr Stellen.",
    area: "Tippen Sie auf 3 oder mehr Stellen.",
  },
  drawReady: "Sie können etwas dazu schreiben.\nDann drücken Sie auf: Behalten.",
  drawStays: "Das bleibt auf Ihrem Gerät.\nNiemand sonst sieht es.",
  drawUnkept: "Ihr Gerät kann das nicht behalten.\nSpeichern Sie es als Datei.",
  compareHint:
    "Auf der Karte ist eine Linie.\nSie können die Linie schieben.\nLinks sehen Sie ein Thema.\nRechts sehen Sie ein anderes Thema.",
  versionNow: "So ist es jetzt",
  versionFormer: (dataDate) => (dataDate ? `So war es vorher: ${dataDate}` : "So war es vorher"),
  kioskIdle:
    "Die Karte fängt in 20 Sekunden von vorn an.\nWollen Sie weiter-machen?\nDann tippen Sie auf den Bildschirm.",
  offlineSince: (time) => `Sie haben kein Internet. Die Karte ist von: ${time} Uhr`,
  offlineHint:
    "Manchmal gibt es kein Internet.\nHier können Sie die Karte auf Ihrem Gerät behalten.\nDann geht sie auch ohne Internet.",
  offlineImpossible: "Ihr Gerät kann hier nichts behalten.",
  offlineNone: "Sie haben noch nichts behalten.",
  offlineFailed: "Das hat nicht geklappt.\nHaben Sie Internet?\nHat Ihr Gerät noch Platz?",

  easyPage: "Erklärung in Leichter Sprache",
  privacy: "Daten-Schutz",
  accessibility: "Barriere-Freiheit",
  openData: "Daten für Fach-Leute",
  mapZoomIn: "Größer",
  mapZoomOut: "Kleiner",
  mapPosition: "Wo bin ich?",
  mapAttribution: "Woher kommt die Karte?",
};

"""Culture, sights and clubs."""

from dataclasses import dataclass
from pathlib import Path

from shapely import Point

from deploy.sample.thematic_files import Feature, Row, write_csv, write_kml
from deploy.sample.thematic_places import address, at, beside, building

WEBSITE = "https://www.leinfelden-echterdingen.de"


@dataclass(frozen=True)
class Sight:
    """A museum, gallery, walk or monument; ``house`` is a landmark whose address it has."""

    name: str
    kind: str
    text: str
    place: Point
    quarter: str
    house: str | None = None
    tour: bool = False


SIGHTS = (
    Sight("Deutsches Spielkartenmuseum", "museum", "Spielkarten aus aller Welt und sieben Jahrhunderten.",
          at("spielkartenmuseum"), "Leinfelden", "spielkartenmuseum"),
    Sight("Stadtmuseum", "museum", "Geschichte der Stadt und der Filderebene, mit der Turmuhr aus der Werkstatt Hahn.",
          at("stadtmuseum"), "Echterdingen", "stadtmuseum"),
    Sight("Stadtarchiv", "archiv", "Akten, Bilder und Karten der vier Stadtteile.",
          at("stadtarchiv"), "Echterdingen", "stadtarchiv"),
    Sight("Galerie Altes Rathaus Musberg", "galerie", "Wechselnde Ausstellungen bildender Kunst.",
          at("altes_rathaus_musberg"), "Musberg", "altes_rathaus_musberg"),
    Sight("Historischer Pfad Echterdingen", "rundgang", "Rundgang mit 28 Tafeln durch den alten Ortskern.",
          at("rathaus_echterdingen", -15, 12), "Echterdingen", tour=True),
    Sight("Historischer Pfad Stetten", "rundgang", "16 Tafeln zur Geschichte des Stadtteils.",
          beside((9.1634, 48.6678)), "Stetten"),
    Sight("Stephanuskirche Echterdingen", "denkmal", "Evangelische Kirche mit hohem Turm im alten Ortskern.",
          beside((9.1673, 48.6880)), "Echterdingen"),
    Sight("Zeppelinstein", "denkmal", "Erinnert an die Notlandung des Luftschiffs LZ 4 am 5. August 1908.",
          beside((9.1735, 48.6826)), "Echterdingen"),
    Sight("Dreifaltigkeitskirche Musberg", "denkmal", "Kirche aus dem 16. Jahrhundert.",
          beside((9.1192, 48.6953)), "Musberg"),
    Sight("Peter-und-Paul-Kirche Leinfelden", "denkmal", "Neugotische Kirche von 1897.",
          beside((9.1418, 48.6924)), "Leinfelden"),
    Sight("Eselsmühle im Siebenmühlental", "denkmal", "Eine der Mühlen am Reichenbach.",
          beside((9.1110, 48.6838)), "Musberg"),
)  # fmt: skip


@dataclass(frozen=True)
class Club:
    """An invented club that meets at a share of a street's length."""

    name: str
    field: str
    quarter: str
    street: str
    share: float
    meetings: str


CLUBS = (
    Club("Sportverein Leinfelden", "Sport", "Leinfelden", "Lengenfeldstraße", 0.9, "dienstags 18 Uhr"),
    Club("Schachfreunde Leinfelden", "Sport", "Leinfelden", "Schimmelwiesenstraße", 0.4, "freitags 19 Uhr"),
    Club("Tischtennis Oberaichen", "Sport", "Leinfelden", "Rohrer Straße", 0.8, "mittwochs 19 Uhr"),
    Club("Sportverein Echterdingen", "Sport", "Echterdingen", "Stadionstraße", 0.7, "montags 18 Uhr"),
    Club("Turnfreunde Musberg", "Sport", "Musberg", "Filderstraße", 0.2, "donnerstags 17 Uhr"),
    Club("Sportfreunde Stetten", "Sport", "Stetten", "Jahnstraße", 0.8, "mittwochs 18 Uhr"),
    Club("Kammerchor Leinfelden", "Musik", "Leinfelden", "Neuer Markt", 0.5, "montags 20 Uhr"),
    Club("Blasmusik Echterdingen", "Musik", "Echterdingen", "Burgstraße", 0.4, "freitags 20 Uhr"),
    Club("Gesangsfreunde Musberg", "Musik", "Musberg", "Schulstraße", 0.3, "dienstags 20 Uhr"),
    Club("Blasmusik Stetten", "Musik", "Stetten", "Stettener Hauptstraße", 0.5, "donnerstags 20 Uhr"),
    Club("Theatergruppe Leinfelden", "Kultur", "Leinfelden", "Marktplatz", 0.6, "mittwochs 19 Uhr"),
    Club("Heimatfreunde Echterdingen", "Kultur", "Echterdingen", "Maiergasse", 0.8, "jeden 1. Montag im Monat"),
    Club("Gartenfreunde Unteraichen", "Natur", "Leinfelden", "Unteraicher Straße", 0.4, "jeden 2. Samstag im Monat"),
    Club("Wanderfreunde Siebenmühlental", "Natur", "Musberg", "Mühlweg", 0.6, "sonntags 10 Uhr"),
    Club("Gartenfreunde Weidach", "Natur", "Stetten", "Weidacher Steige", 0.7, "jeden 1. Freitag im Monat"),
    Club("Nachbarschaftshilfe Leinfelden", "Soziales", "Leinfelden", "Musberger Straße", 0.5, "nach Vereinbarung"),
    Club("Helferkreis Echterdingen", "Soziales", "Echterdingen", "Hauptstraße", 0.4, "montags 15 Uhr"),
)


def write(folder: Path) -> None:
    """Write the sources of ``kultur`` and ``vereine``."""
    write_kml(folder / "kultur.kml", "Kultur und Sehenswertes (Beispieldaten)", [_placemark(sight) for sight in SIGHTS])
    write_csv(
        folder / "vereine.csv", [_club(number, club) for number, club in enumerate(CLUBS, start=1)], encoding="cp1252"
    )


def _placemark(sight: Sight) -> Feature:
    house = building(sight.house) if sight.house else None
    values: Row = {
        "Name": sight.name,
        "art": sight.kind,
        "beschreibung": sight.text,
        "strasse": house.street if house else None,
        "hausnummer": str(house.number) if house else None,
        "stadtteil": sight.quarter,
        "tour360": WEBSITE if sight.tour else None,
        "tour_seit": "April 2023" if sight.tour else None,
        "website": WEBSITE,
    }
    return Feature(sight.place, values)


def _club(number: int, club: Club) -> Row:
    house = address(club.quarter, club.street, club.share)
    return {
        "Verein": f"{club.name} (Beispiel)",
        "Sparte": club.field,
        "Anschrift": f"{house.street} {house.number}",
        "Stadtteil": club.quarter,
        "Treffen": club.meetings,
        "Internet": WEBSITE,
        "Kontakt (nicht veröffentlichen)": f"verein{number:02d}@example.org",
    }

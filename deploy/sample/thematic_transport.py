"""The transport office's GeoPackage: car parks, passenger information, mobility points."""

from dataclasses import dataclass
from pathlib import Path

from shapely import Point

from deploy.sample.thematic_files import Feature, Row, write_geopackage
from deploy.sample.thematic_places import at, at_station, beside

LEINFELDEN, ECHTERDINGEN, MUSBERG, STETTEN = "Leinfelden", "Echterdingen", "Musberg", "Stetten"
ALWAYS = "24/7"


@dataclass(frozen=True)
class Parking:
    """A place to leave a car or a bicycle; ``free`` where somebody counts."""

    name: str
    quarter: str
    place: Point
    kind: str
    spaces: int
    disabled: int = 0
    free: int | None = None
    fee: str = "frei"
    fee_text: str | None = None
    hours: str = ALWAYS


@dataclass(frozen=True)
class Board:
    """A passenger-information board or column at a stop."""

    name: str
    stop: str
    place: Point
    since: str
    kind: str = "anzeiger"


@dataclass(frozen=True)
class Mobility:
    """A mobility point, or a candidate for a micro hub."""

    name: str
    quarter: str
    place: Point
    kind: str
    state: str
    services: str


TICKET = "1,00 € je Stunde, höchstens 8,00 € am Tag"
GUIDED = (
    Parking("Parkhaus Zehntscheuer", ECHTERDINGEN, at("zehntscheuer", -25, 28), "tiefgarage", 142, 4, 61,
            "gebührenpflichtig", TICKET, "06:00-24:00"),
    Parking("Tiefgarage Rathaus Echterdingen", ECHTERDINGEN, at("rathaus_echterdingen", 20, -22), "tiefgarage", 68,
            3, 17, "gebührenpflichtig", TICKET, "06:00-22:00"),
    Parking("Parkhaus Bahnhof Echterdingen", ECHTERDINGEN, at_station("Echterdingen", 130, -20), "tiefgarage", 270,
            6, 104, "gebührenpflichtig", "Tageskarte 2,00 €"),
    Parking("Parkplatz Bahnhofstraße", ECHTERDINGEN, at_station("Echterdingen", -45, -35), "parkplatz", 24, 3, None,
            "parkscheibe", "höchstens 2 Stunden"),
    Parking("Parkplatz Burgstraße", ECHTERDINGEN, at("musikschule", 35, 10), "parkplatz", 32, 2, None,
            "parkscheibe", "höchstens 2 Stunden"),
    Parking("Parkplatz Hauptstraße", ECHTERDINGEN, beside((9.1666, 48.6907)), "parkplatz", 18, 1, None,
            "gebührenpflichtig", TICKET),
    Parking("Parkplatz Bernhäuser Straße", ECHTERDINGEN, beside((9.1722, 48.6869)), "parkplatz", 46, 2),
    Parking("Parkplatz Goldäckerhalle", ECHTERDINGEN, at("goldaeckerhalle", -45, -35), "parkplatz", 85, 4),
    Parking("Parkplatz Stadion", ECHTERDINGEN, beside((9.1586, 48.6830)), "parkplatz", 120, 4),
    Parking("Parkplatz Plieninger Straße", ECHTERDINGEN, beside((9.1738, 48.6902)), "parkplatz", 54, 2),
)  # fmt: skip
OTHER_PARKING = (
    Parking("Tiefgarage Neuer Markt", LEINFELDEN, at("stadtbuecherei_leinfelden", 30, -20), "tiefgarage", 180, 6, None,
            "gebührenpflichtig", TICKET, "Mo-Sa 06:00-23:00; PH,Su 08:00-22:00"),
    Parking("Parkplatz Filderhalle", LEINFELDEN, at("filderhalle", 40, 25), "parkplatz", 150, 6),
    Parking("Parkplatz Hallenbad", LEINFELDEN, at("hallenbad", -35, -30), "parkplatz", 60, 3),
    Parking("Parkplatz Festhalle Musberg", MUSBERG, at("festhalle_musberg", 35, -30), "parkplatz", 72, 3),
    Parking("Parkplatz Ortsmitte Stetten", STETTEN, at("rathaus_stetten", 30, 15), "parkplatz", 26, 2, None,
            "parkscheibe", "höchstens 2 Stunden"),
    Parking("P+R Leinfelden", LEINFELDEN, at_station("Leinfelden", 40, -30), "P+R", 190, 4),
    Parking("P+R Oberaichen", LEINFELDEN, at_station("Oberaichen", 35, -45), "P+R", 78, 2),
    Parking("P+R Echterdingen", ECHTERDINGEN, at_station("Echterdingen", -90, 30), "P+R", 24, 2),
    Parking("Fahrradboxen Bahnhof Leinfelden", LEINFELDEN, at_station("Leinfelden", -30, 35), "fahrradbox", 12,
            fee="miete", fee_text="Vermietung durch die Stadtwerke"),
    Parking("Fahrradboxen Bahnhof Oberaichen", LEINFELDEN, at_station("Oberaichen", -40, 25), "fahrradbox", 9,
            fee="miete", fee_text="Vermietung durch die Stadtwerke"),
    Parking("Fahrradboxen Bahnhof Echterdingen", ECHTERDINGEN, at_station("Echterdingen", -15, 20), "fahrradbox", 8,
            fee="miete", fee_text="Vermietung durch die Stadtwerke"),
    Parking("Fahrradständer Bahnhof Leinfelden", LEINFELDEN, at_station("Leinfelden", -45, -20), "fahrrad", 78),
    Parking("Fahrradständer Bahnhof Oberaichen", LEINFELDEN, at_station("Oberaichen", 10, 30), "fahrrad", 55),
    Parking("Fahrradständer Bahnhof Echterdingen", ECHTERDINGEN, at_station("Echterdingen", 55, 25), "fahrrad", 58),
    Parking("Fahrradständer Neuer Markt", LEINFELDEN, at("mobilitaetspunkt", -18, -12), "fahrrad", 30),
)  # fmt: skip

AUTUMN_2022, BEFORE = "Herbst 2022", "vor 2022"
BOARDS = (
    Board("Bahnhof Leinfelden, Stadtbahn Gleis 1", "Leinfelden", at_station("Leinfelden", 32, 22), AUTUMN_2022),
    Board("Bahnhof Leinfelden, Stadtbahn Gleis 2", "Leinfelden", at_station("Leinfelden", 40, 34), AUTUMN_2022),
    Board("Bahnhof Leinfelden, Bussteig 1", "Leinfelden", at_station("Leinfelden", -20, -28), BEFORE),
    Board("Bahnhof Leinfelden, Bussteig 2", "Leinfelden", at_station("Leinfelden", -38, -30), AUTUMN_2022),
    Board("Bahnhof Echterdingen, Bussteig 1", "Echterdingen", at_station("Echterdingen", -25, -18), BEFORE),
    Board("Bahnhof Echterdingen, Bussteig 2", "Echterdingen", at_station("Echterdingen", 5, -22), AUTUMN_2022),
    Board("Bahnhof Echterdingen, Bussteig 3", "Echterdingen", at_station("Echterdingen", 40, -26), AUTUMN_2022),
    Board("Bahnhof Oberaichen, Bussteig 1", "Oberaichen", at_station("Oberaichen", 20, -20), BEFORE),
    Board("Bahnhof Oberaichen, Bussteig 2", "Oberaichen", at_station("Oberaichen", -15, 18), AUTUMN_2022),
    Board("Mobilitätspunkt Neuer Markt", "Neuer Markt", at("mobilitaetspunkt", 6, -6), AUTUMN_2022),
    Board("Infosäule Bahnhof Leinfelden", "Leinfelden", at_station("Leinfelden", 5, -24), BEFORE, "Infosäule"),
    Board("Infosäule Bahnhof Echterdingen", "Echterdingen", at_station("Echterdingen", -5, -30), BEFORE, "Infosäule"),
)

POINT, HUB = "Mobilitätspunkt", "Mikro-Hub"
MOBILITY = (
    Mobility("Neuer Markt", LEINFELDEN, at("mobilitaetspunkt"), POINT, "in Betrieb",
             "Bus, Anzeiger, Leihrad, Carsharing, Ladesäule, Fahrradständer"),
    Mobility("Bahnhof Leinfelden", LEINFELDEN, at_station("Leinfelden", 12, -12), POINT, "geplant",
             "S-Bahn, Stadtbahn, Bus, Anzeiger, Leihrad, Fahrradboxen"),
    Mobility("Bahnhof Echterdingen", ECHTERDINGEN, at_station("Echterdingen", 18, -14), POINT, "geplant",
             "S-Bahn, Bus, Anzeiger, Leihrad, Fahrradboxen"),
    Mobility("Bahnhof Oberaichen", LEINFELDEN, at_station("Oberaichen", 5, -10), POINT, "geplant",
             "S-Bahn, Bus, Anzeiger, Fahrradboxen"),
    Mobility("Ortsmitte Musberg", MUSBERG, beside((9.1202, 48.6946)), POINT, "in Prüfung", "Bus, Leihrad"),
    Mobility("Ortsmitte Stetten", STETTEN, beside((9.1638, 48.6684)), POINT, "in Prüfung", "Bus, Leihrad, Carsharing"),
    Mobility("Mikro-Hub Echterdingen Nord", ECHTERDINGEN, beside((9.1718, 48.6978)), HUB, "in Prüfung",
             "Umschlag auf Lastenräder"),
    Mobility("Mikro-Hub Max-Lang-Straße", LEINFELDEN, beside((9.1352, 48.6956)), HUB, "in Prüfung",
             "Umschlag auf Lastenräder"),
    Mobility("Mikro-Hub Sielminger Straße", STETTEN, beside((9.1712, 48.6674)), HUB, "in Prüfung",
             "Umschlag auf Lastenräder, Paketstation"),
)  # fmt: skip


def write(folder: Path) -> None:
    """Write the source of ``parken``, ``dfi`` and ``mobilitaetspunkte``."""
    sites = [*((site, "2024") for site in GUIDED), *((site, "nein") for site in OTHER_PARKING)]
    layers = {
        "parken": [_parking(number, site, guidance) for number, (site, guidance) in enumerate(sites, start=1)],
        "dfi": [_board(number, board) for number, board in enumerate(BOARDS, start=1)],
        "mobilitaetspunkte": [_mobility(place) for place in MOBILITY],
    }
    table: list[Row] = [{"blatt": 1, "stand": "2023-10-31", "quelle": "Verkehrsplanung, Beispieldaten"}]
    write_geopackage(folder / "verkehr.gpkg", layers, {"bearbeitung": table})


def _parking(number: int, site: Parking, guidance: str) -> Feature:
    values: Row = {
        "nr": f"P{number:02d}",
        "bezeichnung": site.name,
        "stadtteil": site.quarter,
        "art": site.kind,
        "stellplaetze": site.spaces,
        "frei_aktuell": site.free,
        "frei_zeit": None if site.free is None else "2023-10-31T11:00:00+01:00",
        "behindert": site.disabled,
        "gebuehr": site.fee,
        "gebuehr_text": site.fee_text,
        "oeffnung": site.hours,
        "leitsystem": guidance,
    }
    return Feature(site.place, values)


def _board(number: int, board: Board) -> Feature:
    values: Row = {
        "nr": f"DFI{number:02d}",
        "bezeichnung": board.name,
        "haltestelle": board.stop,
        "art": board.kind,
        "seit": board.since,
        "ansage": board.kind == "anzeiger",
    }
    return Feature(board.place, values)


def _mobility(place: Mobility) -> Feature:
    values: Row = {
        "bezeichnung": place.name,
        "stadtteil": place.quarter,
        "art": place.kind,
        "status": place.state,
        "angebote": place.services,
    }
    return Feature(place.place, values)

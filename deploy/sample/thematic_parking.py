"""Parking zones, and example records in the form of the state's survey of stops (BFRK)."""

import json
from dataclasses import dataclass
from pathlib import Path

from shapely import Point, Polygon

from deploy.sample.thematic_files import DEGREES, GAUSS_KRUEGER, Feature, Row, coordinates, write_shapefile
from deploy.sample.thematic_places import around, at_station, beside, neighbourhood, polygon


@dataclass(frozen=True)
class Zone:
    """A parking zone; ``minutes`` is the longest stay, ``fee`` in euros per hour."""

    number: str
    name: str
    area: Polygon
    rule: str
    minutes: int | None
    fee: float | None
    times: str
    permit: str | None


WEEKDAYS, DAYTIME, NIGHT = "Mo–Fr 8–18 Uhr, Sa 8–13 Uhr", "Mo–Sa 8–19 Uhr", "täglich 18–8 Uhr"
MITTE, ORTSKERN = around(neighbourhood("Leinfelden Mitte"), -18), around(neighbourhood("Echterdingen Ortskern"), -18)
NORDWEST, BAHNHOF = around(neighbourhood("Echterdingen Mitte"), -25), around(at_station("Echterdingen", 20, 5), 95)
NEUER_MARKT = polygon(((9.1446, 48.6931), (9.1462, 48.6928), (9.1461, 48.6915), (9.1449, 48.6915)))
MUSBERG, STETTEN = around(beside((9.1200, 48.6947)), 90), around(beside((9.1637, 48.6684)), 90)
OBERAICHEN = around(at_station("Oberaichen"), 85)
ZONES = (
    Zone("A", "Leinfelden Mitte", MITTE, "Bewohner/Parkschein", 120, 1.0, WEEKDAYS, "Zone A"),
    Zone("B", "Neuer Markt", NEUER_MARKT, "Parkschein", 90, 1.0, DAYTIME, None),
    Zone("C", "Echterdingen Ortskern", ORTSKERN, "Bewohner/Parkschein", 120, 1.2, WEEKDAYS, "Zone C"),
    Zone("D", "Echterdingen Mitte", NORDWEST, "Bewohner", None, None, NIGHT, "Zone D"),
    Zone("E", "Bahnhof Echterdingen", BAHNHOF, "Parkscheibe", 120, None, WEEKDAYS, None),
    Zone("F", "Bahnhof Oberaichen", OBERAICHEN, "Parkscheibe", 240, None, WEEKDAYS, None),
    Zone("G", "Ortsmitte Musberg", MUSBERG, "Parkscheibe", 120, None, WEEKDAYS, None),
    Zone("H", "Ortsmitte Stetten", STETTEN, "Parkscheibe", 120, None, WEEKDAYS, None),
)

OUTSIDE = beside((9.0080, 48.6870))
"""In Böblingen: the survey covers the whole state, and the layer takes what lies in the town."""
STOPS = {
    "Leinfelden": "de:08116:175",
    "Oberaichen": "de:08116:2105",
    "Echterdingen": "de:08116:7003",
    "Böblingen": "de:08115:9000",
}


def write(folder: Path) -> None:
    """Write the sources of ``parkzonen``, ``parken_pr`` and ``parken_rad``."""
    write_shapefile(folder / "parkzonen.zip", [_zone(zone) for zone in ZONES], GAUSS_KRUEGER)
    _write_json(folder / "parken_pr.json", _car_parks())
    _write_json(folder / "parken_rad.json", _bicycle_stands())


def _zone(zone: Zone) -> Feature:
    values: Row = {
        "ZONE_NR": zone.number,
        "NAME": zone.name,
        "REGELUNG": zone.rule,
        "MAX_MIN": zone.minutes,
        "GEB_STD": zone.fee,
        "ZEITEN": zone.times,
        "AUSWEIS": zone.permit,
        "BEARB": "Beispiel, geprüft durch Straßenverkehrsbehörde",
    }
    return Feature(zone.area, values)


def _car_parks() -> list[Row]:
    return [
        _record(900001, "Leinfelden", at_station("Leinfelden", 40, -30), "PARKPLATZ")
        | {"art": "Park+Ride", "stellplaetzegesamt": 190, "behindertenstellplaetze": 4, "bauart": "parkplatz"}
        | {"gebuehrenpflichtig": "nein", "maxparkdauer_min": -1, "bedingungen": "keine", "offen_24_7": True}
        | {"frauenstellplaetze": 0, "familienstellplaetze": 0, "eigentuemer": "Beispiel"},
        _record(900002, "Oberaichen", at_station("Oberaichen", 35, -45), "PARKPLATZ")
        | {"art": "Park+Ride", "stellplaetzegesamt": 78, "behindertenstellplaetze": 2, "bauart": "parkplatz"}
        | {"gebuehrenpflichtig": "unbekannt", "maxparkdauer_min": 1440, "bedingungen": "nur Pkw"},
        _record(900003, "Echterdingen", at_station("Echterdingen", 130, -20), "PARKPLATZ")
        | {"art": "Parkhaus", "stellplaetzegesamt": 270, "behindertenstellplaetze": 6, "bauart": "parkhaus_hoch"}
        | {"gebuehrenpflichtig": "ja", "maxparkdauer_min": -1, "bedingungen": "Tageskarte 2 €"},
        _record(900004, "Echterdingen", at_station("Echterdingen", -45, -35), "PARKPLATZ")
        | {"art": "Kurzzeit", "stellplaetzegesamt": 24, "behindertenstellplaetze": 3, "bauart": "auf_strasse"}
        | {"gebuehrenpflichtig": "nein", "maxparkdauer_min": 120, "bedingungen": "mit Parkscheibe"},
        _record(900005, "Böblingen", OUTSIDE, "PARKPLATZ")
        | {"art": "Park+Ride", "stellplaetzegesamt": 40, "behindertenstellplaetze": 0, "bauart": "parkplatz"}
        | {"gebuehrenpflichtig": "unbekannt", "maxparkdauer_min": -1, "bedingungen": ""},
    ]


def _bicycle_stands() -> list[Row]:
    return [
        _record(910001, "Leinfelden", at_station("Leinfelden", -30, 35), "FAHRRADANLAGE")
        | {"anlagentyp": "Fahrradboxen", "stellplatzanzahl": 12, "kostenpflichtig": True, "beleuchtet": False},
        _record(910002, "Leinfelden", at_station("Leinfelden", -45, -20), "FAHRRADANLAGE")
        | {"anlagentyp": "Vorderradhalter", "stellplatzanzahl": 78, "kostenpflichtig": False, "ueberdacht": True},
        _record(910003, "Oberaichen", at_station("Oberaichen", 10, 30), "FAHRRADANLAGE")
        | {"anlagentyp": "Anlehnbuegel", "stellplatzanzahl": 55, "kostenpflichtig": False, "ueberdacht": True}
        | {"wegzuranlageanfahrbar": False, "hinderniszufahrt": "hoher Bordstein"},
        _record(910004, "Echterdingen", at_station("Echterdingen", 55, 25), "FAHRRADANLAGE")
        | {"anlagentyp": "doppelstoeckig", "stellplatzanzahl": 58, "ueberdacht": True, "beleuchtet": True},
        _record(910005, "Böblingen", OUTSIDE, "FAHRRADANLAGE")
        | {"anlagentyp": "Anlehnbuegel", "stellplatzanzahl": 20, "ueberdacht": False, "beleuchtet": True},
    ]


def _record(number: int, stop: str, place: Point, kind: str) -> dict[str, str | int | float | bool]:
    longitude, latitude = coordinates(place, DEGREES)
    return {
        "objektid": number,
        "infraid": f"BEISPIEL-{STOPS[stop]}-{kind}-{number}",
        "hst_dhid": STOPS[stop],
        "gemeinde": "Böblingen" if stop == "Böblingen" else "Leinfelden-Echterdingen",
        "ortsteil": "Leinfelden" if stop == "Oberaichen" else stop,
        "koordinatenqualitaet": "Beispiel",
        "lon": longitude,
        "lat": latitude,
    }


def _write_json(path: Path, records: list[Row]) -> None:
    path.write_text(json.dumps(records, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

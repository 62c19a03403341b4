"""Schools and day nurseries."""

from dataclasses import dataclass
from pathlib import Path

from deploy.sample.geography import POSTCODE, SCHOOLS, Landmark
from deploy.sample.projection import point
from deploy.sample.thematic_files import UTM32, Feature, Row, write_geojson, write_workbook
from deploy.sample.thematic_places import address

WEBSITE = "https://www.leinfelden-echterdingen.de"


@dataclass(frozen=True)
class Network:
    """What the town's report says of a school: type, cabling, wireless network, and since when."""

    kind: str
    cabling: str
    cabled_since: str | None
    wifi: str
    wifi_since: str | None = None


NETWORKS = {
    "lus": Network("GWRS", "im Ausbau", None, "im Ausbau"),
    "ikr": Network("realschule", "im Ausbau", None, "im Ausbau"),
    "ikg": Network("gymnasium", "fertig", "2023-09-01", "im Ausbau"),
    "pmhg": Network("gymnasium", "fertig", "2023-09-01", "im Ausbau"),
    "schoenbuch": Network("grundschule", "bestand", None, "voll ausgestattet", "2023-07-01"),
    "eichberg": Network("grundschule", "Planung 2024", None, "provisorisch"),
    "lindach": Network("grundschule", "Planung 2024", None, "provisorisch"),
    "zeppelin": Network("grundschule", "bestand", None, "provisorisch"),
    "goldwiesen": Network("grundschule", "bestand", None, "provisorisch"),
}


@dataclass(frozen=True)
class Nursery:
    """A day nursery at a share of its street's length."""

    street: str
    quarter: str
    share: float
    places: int
    under_three: int
    hours: str
    wifi: str


DEPENDS, ADEQUATE = "abhängig vom Standort", "ausreichend"
LONG, SHORT = "7:00–17:00 Uhr", "7:30–14:00 Uhr"
NURSERIES = (
    Nursery("Schönbuchstraße", "Leinfelden", 0.6, 110, 30, LONG, DEPENDS),
    Nursery("Lengenfeldstraße", "Leinfelden", 0.4, 75, 20, LONG, ADEQUATE),
    Nursery("Rohrer Straße", "Leinfelden", 0.3, 60, 10, SHORT, DEPENDS),
    Nursery("Lilienstraße", "Leinfelden", 0.8, 70, 20, LONG, DEPENDS),
    Nursery("Vaihinger Straße", "Leinfelden", 0.5, 45, 10, SHORT, ADEQUATE),
    Nursery("Goldwiesenstraße", "Echterdingen", 0.7, 95, 30, LONG, DEPENDS),
    Nursery("Zeppelinstraße", "Echterdingen", 0.8, 80, 20, LONG, ADEQUATE),
    Nursery("Burgstraße", "Echterdingen", 0.8, 50, 10, SHORT, DEPENDS),
    Nursery("Stadionstraße", "Echterdingen", 0.5, 100, 30, LONG, ADEQUATE),
    Nursery("Goldäckerstraße", "Echterdingen", 0.1, 65, 20, LONG, DEPENDS),
    Nursery("Schulstraße", "Musberg", 0.8, 70, 20, LONG, ADEQUATE),
    Nursery("Karlstraße", "Musberg", 0.4, 55, 10, SHORT, DEPENDS),
    Nursery("Lindachstraße", "Stetten", 0.7, 85, 20, LONG, ADEQUATE),
    Nursery("Jahnstraße", "Stetten", 0.4, 60, 10, SHORT, DEPENDS),
)


def write(folder: Path) -> None:
    """Write the sources of ``schulen`` and ``kitas``."""
    write_geojson(folder / "schulen.geojson", [_school(school) for school in SCHOOLS], UTM32)
    cover = [
        "Stadt Leinfelden-Echterdingen",
        "Städtische Kindertageseinrichtungen",
        "Stand: 31.10.2023 – Beispieldaten",
    ]
    titles = [
        "Städtische Kindertageseinrichtungen",
        "Stand: 31.10.2023",
        "Spalten mit „(intern)“ nicht veröffentlichen",
    ]
    rows = [_nursery(number, nursery) for number, nursery in enumerate(NURSERIES, start=1)]
    write_workbook(folder / "kitas.xlsx", {"Deckblatt": (cover, []), "Einrichtungen": (titles, rows)})


def _school(school: Landmark) -> Feature:
    network = NETWORKS[school.id]
    values: Row = {
        "KUERZEL": school.id,
        "NAME": school.name,
        "SCHULART": network.kind,
        "STRASSE": school.street,
        "HAUSNR": str(school.number),
        "PLZ": POSTCODE,
        "ORTSTEIL": school.quarter,
        "GLASFASER": "ja",
        "GF_SEIT": "2022-09-01",
        "HAUSNETZ": network.cabling,
        "HN_SEIT": network.cabled_since,
        "WLAN": network.wifi,
        "WLAN_SEIT": network.wifi_since,
        "WEBSITE": WEBSITE,
        "HAUSMEISTER": f"hausmeister.{school.id}@example.org",
    }
    return Feature(point(school.position), values)


def _nursery(number: int, nursery: Nursery) -> Row:
    """The telephone numbers are of the range that the Federal Network Agency keeps for fiction."""
    house = address(nursery.quarter, nursery.street, nursery.share)
    return {
        "Nr.": f"K{number:02d}",
        "Einrichtung": f"Städtische Kita {house.street}",
        "Straße": house.street,
        "Haus-Nr.": house.number,
        "Stadtteil": house.quarter,
        "Plätze gesamt": nursery.places,
        "davon unter 3 Jahren": nursery.under_three,
        "Betreuungszeit": nursery.hours,
        "WLAN": nursery.wifi,
        "Internet": WEBSITE,
        "Postfach Leitung (intern)": f"kita{number:02d}@example.org",
        "Telefon Leitung (intern)": f"+49 69 90009-{100 + number}",
    }

"""Public facilities, dog-waste stations, population and construction projects."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from shapely import LineString, Polygon, to_wkt
from shapely.ops import substring

from deploy.sample.projection import path
from deploy.sample.roads import MAIN_STREETS
from deploy.sample.thematic_fibre import BUILT, private_build_out
from deploy.sample.thematic_files import (
    DEGREES,
    GAUSS_KRUEGER,
    UTM32,
    Row,
    coordinates,
    projected,
    write_csv,
    write_workbook,
)
from deploy.sample.thematic_places import (
    at,
    belt,
    building,
    inside_town,
    largest,
    neighbourhood,
    plot,
    quarter_of,
    scattered,
)

WEBSITE = "https://www.leinfelden-echterdingen.de"


@dataclass(frozen=True)
class Facility:
    """A public facility in the landmark ``house``; ``name`` where it is not the landmark's."""

    key: str
    kind: str
    house: str
    access: str
    seats: int | None = None
    name: str | None = None
    hours: str | None = None


OFFICE = "Mo-Fr 08:00-12:00, Th 14:00-18:00; PH off"
LIBRARY = "Tu-Fr 10:00-13:00,14:00-18:30; Sa 10:00-13:00; PH off"
FACILITIES = (
    Facility("rathaus_leinfelden", "verwaltung", "rathaus_leinfelden", "ja", hours=OFFICE),
    Facility(
        "buergeramt",
        "verwaltung",
        "rathaus_leinfelden",
        "ja",
        name="Bürgeramt",
        hours="Mo-Fr 07:30-12:30, Tu 14:00-16:00, Th 14:00-18:30; PH off",
    ),
    Facility("rathaus_echterdingen", "verwaltung", "rathaus_echterdingen", "teilweise", hours=OFFICE),
    Facility("rathaus_stetten", "verwaltung", "rathaus_stetten", "teilweise", hours=OFFICE),
    Facility("stadtbuecherei_leinfelden", "buecherei", "stadtbuecherei_leinfelden", "ja", hours=LIBRARY),
    Facility("stadtbuecherei_echterdingen", "buecherei", "stadtbuecherei_echterdingen", "ja", hours=LIBRARY),
    Facility("musikschule", "bildung", "musikschule", "teilweise", 120),
    Facility("volkshochschule", "bildung", "vhs", "ja", 60),
    Facility("hallenbad", "bad", "hallenbad", "ja", hours="Tu-Fr 06:30-21:00; PH,Sa,Su 08:00-18:00; Dec 24-26 off"),
    Facility("filderhalle", "halle", "filderhalle", "ja", 1100),
    Facility("zehntscheuer", "halle", "zehntscheuer", "ja", 240),
    Facility("goldaeckerhalle", "halle", "goldaeckerhalle", "ja", 600),
    Facility("festhalle_musberg", "halle", "festhalle_musberg", "ja", 480),
)

AGES = ("0–2", "3–5", "6–9", "10–17", "18–29", "30–44", "45–64", "65–79", "80–89", "90–99", "100 und älter")
POPULATION = {
    "Leinfelden": (434, 449, 616, 1218, 2107, 3231, 4341, 2305, 962, 169, 7),
    "Echterdingen": (405, 419, 556, 1112, 1968, 2963, 3824, 1961, 795, 137, 5),
    "Musberg": (111, 119, 178, 378, 527, 817, 1442, 899, 404, 69, 2),
    "Stetten": (153, 161, 224, 458, 679, 1144, 1631, 786, 282, 49, 3),
}

PLACES = ("am Waldrand", "am Feldweg", "am Spielplatz", "an der Grünanlage", "am Bachlauf", "an der Bank")
STATIONS_PER_QUARTER = {"Leinfelden": 16, "Echterdingen": 16, "Musberg": 8, "Stetten": 10}


@dataclass(frozen=True)
class Project:
    """A project of the town; ``since`` is its first day, ``until`` its last."""

    key: str
    name: str
    quarter: str
    phase: str
    since: date
    until: date
    text: str
    area: Polygon


def write(folder: Path) -> None:
    """Write the sources of ``einrichtungen``, ``hundetoiletten``, ``einwohner`` and ``bauprojekte``."""
    write_csv(folder / "einrichtungen.csv", [_facility(facility) for facility in FACILITIES], delimiter=",")
    titles = ["Hundetoiletten im Stadtgebiet, Stand 31.10.2023 (Beispieldaten, Gauß-Krüger-Koordinaten)"]
    write_workbook(folder / "hundetoiletten.xlsx", {"Standorte": (titles, list(_dog_waste_stations()))})
    write_csv(folder / "einwohner.csv", [_population(quarter) for quarter in POPULATION], encoding="utf-8-sig")
    write_csv(folder / "bauprojekte.csv", [_project(project) for project in _projects()])


def plot_q3() -> Polygon:
    """The plot „Q III“: open land east of Max-Lang-Straße, behind the row of buildings."""
    road = next(road for road in MAIN_STREETS if road.name == "Max-Lang-Straße")
    line = substring(LineString(path(road.points)), 0.1, 0.42, normalized=True)
    strip = line.buffer(-152, single_sided=True).difference(line.buffer(86))
    return largest(strip.simplify(2))


def _projects() -> Iterator[Project]:
    yield Project(
        "q3", "Baufeld Q III östlich der Max-Lang-Straße", "Leinfelden", "Bau",
        date(2023, 4, 1), date(2025, 9, 30),
        "Neubau mit Gründerzentrum, Eröffnung 2025 geplant (PerspektiveLE).", plot_q3(),
    )  # fmt: skip
    yield Project(
        "parkleitsystem", "Dynamisches Parkleitsystem Echterdingen", "Echterdingen", "Planung",
        date(2023, 10, 1), date(2024, 11, 30),
        "Zehn Parkplätze und Parkhäuser zeigen ab 2024 ihre freien Plätze an.", neighbourhood("Echterdingen Ortskern"),
    )  # fmt: skip
    yield Project(
        "glasfaser-sielminger", "Glasfaser Gewerbegebiet Sielminger Straße", "Stetten", "abgeschlossen",
        date(2021, 6, 1), date(2022, 10, 31),
        "Die Stadtwerke haben das Gewerbegebiet 2022 angeschlossen.", neighbourhood(BUILT.name),
    )  # fmt: skip
    yield Project(
        "glasfaser-echterdingen", "Glasfaser Echterdingen Süd", "Echterdingen", "Bau",
        date(2022, 3, 1), date(2024, 3, 31),
        "Die Telekom baut seit 2022 südlich der S-Bahn, fertig Anfang 2024.", private_build_out(),
    )  # fmt: skip
    for name in ("Weidach", "Hof"):
        yield Project(
            f"glasfaser-{name.lower()}", f"Glasfaser {name} (weiße Flecken)", quarter_of(name), "Planung",
            date(2023, 9, 1), date(2025, 12, 31),
            "Die Förderung ist bewilligt, gebaut wird bis 2025.", neighbourhood(name),
        )  # fmt: skip
    for school in ("eichberg", "lindach"):
        name, quarter = building(school).name, building(school).quarter
        yield Project(
            f"datennetz-{school}", f"Datennetz {name}", quarter, "Planung",
            date(2024, 2, 1), date(2024, 10, 31),
            "Neue Verkabelung des Schulgebäudes.", plot(school),
        )  # fmt: skip
    for school in ("lus", "ikr"):
        name, quarter = building(school).name, building(school).quarter
        yield Project(
            f"datennetz-{school}", f"Datennetz {name}", quarter, "Bau",
            date(2023, 3, 1), date(2024, 8, 31),
            "Erweiterung der Verkabelung im Schulgebäude.", plot(school, 90, 70),
        )  # fmt: skip


def _facility(facility: Facility) -> Row:
    house = building(facility.house)
    longitude, latitude = coordinates(at(facility.house), DEGREES)
    return {
        "id_einrichtung": facility.key,
        "name": facility.name or house.name,
        "art": facility.kind,
        "strasse": house.street,
        "hausnummer": house.number,
        "stadtteil": house.quarter,
        "barrierefrei": facility.access,
        "personen": facility.seats,
        "oeffnung": facility.hours,
        "website": WEBSITE,
        "postfach_intern": f"hausverwaltung.{facility.key.replace('_', '-')}@example.org",
        "laengengrad": longitude,
        "breitengrad": latitude,
    }


def _dog_waste_stations() -> Iterator[Row]:
    rng = random.Random("hundetoiletten")
    number = 0
    for quarter, count in STATIONS_PER_QUARTER.items():
        places = scattered(belt(quarter), rng, 180)
        for _ in range(count):
            number += 1
            easting, northing = coordinates(next(places), GAUSS_KRUEGER)
            yield {
                "Nr": number,
                "Lagebeschreibung": f"{quarter}, {rng.choice(PLACES)}",
                "Stadtteil": quarter,
                "Abfallbehälter": rng.choice(("ja", "ja", "ja", "nein")),
                "Leerung": rng.choice(("1x Woche", "2x Woche", "werktags")),
                "aufgestellt am": date(rng.randint(2009, 2023), rng.randint(1, 9), rng.randint(1, 28)),
                "Kolonne (intern)": f"Kolonne {number % 3 + 1}",
                "Rechtswert": easting,
                "Hochwert": northing,
            }


def _population(quarter: str) -> Row:
    counts = POPULATION[quarter]
    return {"Stadtteil": quarter, "gesamt": sum(counts), **dict(zip(AGES, counts, strict=True))}


def _project(project: Project) -> Row:
    return {
        "Kennung": project.key,
        "Vorhaben": project.name,
        "Stadtteil": project.quarter,
        "Phase": project.phase,
        "von": project.since,
        "bis": project.until,
        "Beschreibung": project.text,
        "Link": WEBSITE,
        "Geometrie": to_wkt(projected(inside_town(project.area), UTM32), rounding_precision=2),
    }

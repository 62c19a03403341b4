"""Fibre coverage: which built-up areas have it, get it, or lack it."""

from dataclasses import dataclass
from pathlib import Path

from shapely import LineString, Polygon, unary_union
from shapely.ops import split

from deploy.sample.borders import quarters
from deploy.sample.projection import path
from deploy.sample.roads import THROUGH_ROADS
from deploy.sample.thematic_files import Feature, Row, write_geopackage
from deploy.sample.thematic_places import largest, neighbourhood, quarter_of


@dataclass(frozen=True)
class Coverage:
    """A built-up area and the state of its fibre."""

    name: str
    state: str
    funding: str
    built_by: str | None = None
    begun: int | None = None
    finished: str | None = None


BUILT = Coverage(
    "Gewerbegebiet Sielminger Straße", "ausgebaut", "keine", "Stadtwerke Leinfelden-Echterdingen", 2022, "2022"
)
PRIVATE = Coverage("Echterdingen Süd", "privatwirtschaftlich", "keine", "Telekom", 2022, "Anfang 2024")
PRIVATE_PARTS = ("Echterdingen Ortskern", "Echterdingen West", "Echterdingen Ost", "Echterdingen Süd")

UNDERSUPPLIED = (
    Coverage("Weidach", "weiß", "bewilligt", finished="bis 2025"),
    Coverage("Hof", "weiß", "bewilligt", finished="bis 2025"),
    Coverage("Oberaichen", "hellgrau", "zu beantragen"),
    Coverage("Oberaichen Nord", "hellgrau", "zu beantragen"),
    Coverage("Musberg Nord", "hellgrau", "zu beantragen"),
    Coverage("Musberg Süd", "dunkelgrau", "zu beantragen"),
    Coverage("Stetten", "hellgrau", "zu beantragen"),
    Coverage("Unteraichen", "dunkelgrau", "zu beantragen"),
    Coverage("Gewerbegebiet Unteraichen", "dunkelgrau", "zu beantragen"),
    Coverage("Gewerbegebiet Max-Lang-Straße", "dunkelgrau", "zu beantragen"),
    Coverage("Leinfelden Mitte", "dunkelgrau", "zu beantragen"),
    Coverage("Leinfelden Nordost", "dunkelgrau", "zu beantragen"),
    Coverage("Leinfelden Ost", "dunkelgrau", "zu beantragen"),
    Coverage("Leinfelden Süd", "hellgrau", "zu beantragen"),
    Coverage("Echterdingen Nord", "dunkelgrau", "zu beantragen"),
    Coverage("Echterdingen Mitte", "dunkelgrau", "zu beantragen"),
    Coverage("Gewerbegebiet Echterdingen Nord", "hellgrau", "zu beantragen"),
)


def write(folder: Path) -> None:
    """Write the source of ``glasfaser``."""
    table: list[Row] = [{"blatt": 1, "stand": "2023-10-31", "quelle": "Bericht zur Digitalisierung 2022/23"}]
    write_geopackage(folder / "breitband.gpkg", {"versorgung": areas()}, {"bearbeitung": table})


def areas() -> list[Feature]:
    """All areas, without overlap, each within its quarter."""
    found = [
        _feature(1, BUILT, quarter_of(BUILT.name), neighbourhood(BUILT.name)),
        _feature(2, PRIVATE, "Echterdingen", private_build_out()),
    ]
    for number, coverage in enumerate(UNDERSUPPLIED, start=3):
        quarter = quarter_of(coverage.name)
        taken = unary_union([feature.geometry for feature in found])
        free = neighbourhood(coverage.name).difference(taken).intersection(quarters()[quarter])
        found.append(_feature(number, coverage, quarter, largest(free)))
    return found


def private_build_out() -> Polygon:
    """Echterdingen between Leinfelder and Plieninger Straße and everything built up south of them."""
    built = largest(unary_union([neighbourhood(name) for name in PRIVATE_PARTS]).buffer(90).buffer(-90))
    parts = split(Polygon(built.exterior), _cross_town()).geoms
    return min((largest(part) for part in parts if part.area > 50_000), key=lambda part: part.centroid.y)


def _cross_town() -> LineString:
    roads = {road.name: road.points for road in THROUGH_ROADS}
    west, east = roads["Leinfelder Straße"][::-1], roads["Plieninger Straße"][1:]
    return LineString(path(((9.1500, 48.6925), *west, *east)))


def _feature(number: int, coverage: Coverage, quarter: str, area: Polygon) -> Feature:
    values: Row = {
        "gebiet_nr": f"GF-{number:02d}",
        "bezeichnung": coverage.name,
        "stadtteil": quarter,
        "versorgung": coverage.state,
        "foerderung": coverage.funding,
        "ausbau_durch": coverage.built_by,
        "baubeginn": coverage.begun,
        "fertig": coverage.finished,
    }
    return Feature(area, values)

"""Built-up areas as the map shows them: grown around the houses, plus airport and trade fair, drawn by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from shapely import Polygon, unary_union
from shapely.geometry.base import BaseGeometry

from deploy.sample.buildings import BuildingUse, buildings
from deploy.sample.geography import Position
from deploy.sample.projection import blob

SettlementKind = Literal["wohnen", "ortskern", "gewerbe", "messe", "flughafen", "startbahn"]


@dataclass(frozen=True)
class Settlement:
    """One built-up area in EPSG:25832."""

    name: str | None
    kind: SettlementKind
    area: Polygon


KINDS: dict[SettlementKind, frozenset[BuildingUse]] = {
    "wohnen": frozenset({"wohnen", "gemischt", "gewerbe", "oeffentlich"}),
    "ortskern": frozenset({"gemischt"}),
    "gewerbe": frozenset({"gewerbe"}),
}
"""Houses of which uses an area grows around; centres and business areas lie on top of what is built up at all."""
GROUNDS: tuple[tuple[str, SettlementKind, tuple[Position, ...]], ...] = (
    (
        "Messe Stuttgart",
        "messe",
        (
            (9.1826, 48.6968),
            (9.1874, 48.6974),
            (9.1922, 48.6962),
            (9.1940, 48.6946),
            (9.1938, 48.6934),
            (9.1846, 48.6932),
            (9.1826, 48.6940),
        ),
    ),
    (
        "Flughafen Stuttgart",
        "flughafen",
        (
            (9.1868, 48.6912),
            (9.1920, 48.6909),
            (9.2030, 48.6904),
            (9.2110, 48.6906),
            (9.2110, 48.6862),
            (9.2030, 48.6850),
            (9.1960, 48.6856),
            (9.1900, 48.6868),
            (9.1866, 48.6888),
        ),
    ),
)
RUNWAY: tuple[Position, ...] = ((9.1985, 48.6866), (9.2110, 48.6886), (9.2110, 48.6882), (9.1986, 48.6862))


@cache
def settlements() -> tuple[Settlement, ...]:
    """All built-up areas, the smaller ones on top."""
    found = [Settlement(None, kind, area) for kind, uses in KINDS.items() for area in _grown(uses)]
    found += [Settlement(name, kind, blob(outline, name, roughness=0.01)) for name, kind, outline in GROUNDS]
    return (*found, Settlement("Start- und Landebahn", "startbahn", blob(RUNWAY, "runway", levels=0)))


def _grown(uses: frozenset[BuildingUse]) -> Iterable[Polygon]:
    houses = [b.footprint for b in buildings() if b.use in uses and b.frontage]
    grown = unary_union([house.buffer(55, quad_segs=3) for house in houses]).buffer(-38, quad_segs=3).simplify(3)
    return [_without_holes(area) for area in _polygons(grown) if area.area > 6000]


def _without_holes(area: Polygon) -> Polygon:
    return Polygon(area.exterior, [hole for hole in area.interiors if Polygon(hole).area > 45000])


def _polygons(geometry: BaseGeometry) -> Iterable[Polygon]:
    return [part for part in getattr(geometry, "geoms", [geometry]) if isinstance(part, Polygon)]

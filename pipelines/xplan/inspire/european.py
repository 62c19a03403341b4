"""The geometry of a plan in coordinate systems of ETRS89, as INSPIRE demands it."""

from collections.abc import Iterator
from dataclasses import replace

from pipelines.settings import Settings
from pipelines.storage import STORAGE_SRID
from pipelines.xplan.crs import epsg
from pipelines.xplan.drawn import drawn
from pipelines.xplan.geometry import Geometry, Member
from pipelines.xplan.model import Document
from pipelines.xplan.placing import placed

ETRS89 = frozenset({3034, 3035, 4258, 25831, 25832, 25833})
"""Codes of EPSG that annex II, 1.2 of Regulation (EU) 1089/2010 allows; all others are brought to EPSG:25832."""


class European:
    """The geometries of one document; those in other coordinate systems are moved, all at once.

    Raises GeometryError for geometry that has to be moved and cannot be drawn.
    """

    def __init__(self, document: Document, settings: Settings) -> None:
        self._document = document
        self._moved = dict(_moved(document, settings))

    def geometry(self, given: Geometry) -> Geometry:
        """Return a geometry whose coordinate system is named at the top only."""
        crs, found = self._moved.get(id(given), (_crs(given, self._document), given))
        return replace(_nameless(found), srs_name=f"http://www.opengis.net/def/crs/EPSG/0/{crs}")

    def area(self, given: Geometry) -> Geometry:
        """Return an area as the one kind that Planned Land Use allows: a MultiSurface."""
        area = self.geometry(given)
        if area.kind == "MultiSurface":
            return area
        part = replace(area, srs_name=None)
        return Geometry("MultiSurface", srs_name=area.srs_name, members=(Member("surfaceMember", part),))


def _moved(document: Document, settings: Settings) -> Iterator[tuple[int, tuple[int, Geometry]]]:
    """What is not in ETRS89, by identity: the new coordinate system, and the geometry in it."""
    by_crs: dict[int, list[Geometry]] = {}
    for feature in document.features:
        for _, geometry in feature.geometries:
            by_crs.setdefault(_crs(geometry, document), []).append(geometry)
    for crs in by_crs.keys() - ETRS89:
        shapes = placed(by_crs[crs], crs, settings)
        for geometry, shape in zip(by_crs[crs], shapes, strict=True):
            yield id(geometry), (STORAGE_SRID, drawn(shape, STORAGE_SRID))


def _crs(geometry: Geometry, document: Document) -> int:
    return epsg(geometry.any_srs_name or document.srs_name or "") or STORAGE_SRID


def _nameless(geometry: Geometry) -> Geometry:
    members = tuple(replace(each, geometry=_nameless(each.geometry)) for each in geometry.members)
    return replace(geometry, srs_name=None, members=members)

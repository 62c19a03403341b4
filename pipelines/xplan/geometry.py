"""GML geometry as a tree that forgets nothing: ordinates as they are written, curves with their segments.

Elements and nesting follow ISO 19136 (GML 3.2.1), chapters 10 and 11, in the profile of XPlanGML. The copy that
maps and checks work on is made by :mod:`pipelines.xplan.linear`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

Attributes = tuple[tuple[str, str], ...]
"""Names and values as written, in Clark notation where they have a namespace: ``{http://…}href``."""


DIMENSIONS = (
    dict.fromkeys(("Point", "MultiPoint"), 0)
    | dict.fromkeys(("LineString", "Curve", "CompositeCurve", "OrientableCurve", "MultiCurve"), 1)
    | dict.fromkeys(("Polygon", "Surface", "CompositeSurface", "OrientableSurface", "MultiSurface"), 2)
)
"""What the kinds of whole geometries are: points, curves or surfaces."""


@dataclass(frozen=True, slots=True)
class Positions:
    """One element of ordinates: ``posList``, ``pos``, ``lowerCorner``, … with its text.

    White space is made one space; digits stay. ``attributes`` are such as srsDimension and count.
    """

    element: str
    text: str
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class Member:
    """One geometry in another; ``role`` is GML's property: exterior, curveMember, segments, …"""

    role: str
    geometry: "Geometry"


@dataclass(frozen=True, slots=True)
class Geometry:
    """One geometry, segment of a curve, patch of a surface, ring or envelope; ``kind`` is GML's element.

    It has ``positions`` (Point, LineString, Arc, LinearRing, …) or ``members`` (Curve, Ring, Polygon, …).
    ``srs_name`` is as written, None where it is taken over from what is around it. ``attributes`` are all others:
    orientation, interpolation, srsDimension. Ordinates are easting first, also where the register of EPSG says
    otherwise (EPSG:31467), as all XPlanGML is written.
    """

    kind: str
    gml_id: str | None = None
    srs_name: str | None = None
    positions: tuple[Positions, ...] = ()
    members: tuple[Member, ...] = ()
    attributes: Attributes = ()

    def walk(self) -> Iterator["Geometry"]:
        """Yield the geometry and all within it, in the order of the document."""
        yield self
        for member in self.members:
            yield from member.geometry.walk()

    def within(self, role: str) -> Iterator["Geometry"]:
        """Yield the geometries that have ``role`` in this one."""
        return (member.geometry for member in self.members if member.role == role)

    @property
    def dimension(self) -> int | None:
        """0 for points, 1 for curves, 2 for surfaces, None for parts of them and for others."""
        return DIMENSIONS.get(self.kind)

    @property
    def any_srs_name(self) -> str | None:
        """The first srsName in it, None where there is none."""
        return next((each.srs_name for each in self.walk() if each.srs_name), None)

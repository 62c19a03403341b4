"""Rule 2.2.2.1: is each geometry valid for itself? On copies whose arcs are chords, within 0.5 mm."""

from collections.abc import Iterator

import shapely
from shapely import Polygon

from pipelines.xplan.geometry import Geometry
from pipelines.xplan.linear import FACES, GeometryError, vertices
from pipelines.xplan.validation.finding import Finding, Severity
from pipelines.xplan.validation.flaw import Flaw
from pipelines.xplan.validation.rings import RINGS, curve_flaws, ring_flaws
from pipelines.xplan.validation.subject import Subject
from pipelines.xplan.validation.surfaces import face_flaws, set_flaws

NUMBER = "2.2.2.1"
TITLE = "Geometrische Validität"


def check_geometries(subject: Subject) -> Iterator[Finding]:
    """Yield what is wrong with the geometries of a document."""
    for drawing in subject.drawings:
        feature = drawing.feature
        yield from findings(drawing.geometry, (feature.gml_id,), feature.line)


def findings(geometry: Geometry, owner: tuple[str, ...] = (), line: int | None = None) -> Iterator[Finding]:
    """Yield what is wrong with one geometry that belongs to ``owner``."""
    for flaw in flaws(geometry):
        part = (flaw.gml_id,) if flaw.gml_id else ()
        yield Finding(NUMBER, Severity.ERROR, flaw.message, (*owner, *part), flaw.shape, line)


def flaws(geometry: Geometry) -> list[Flaw]:
    """Return what is wrong with a geometry: its rings first, and what they make together only where those are sound."""
    try:
        found = [flaw for part in geometry.walk() for flaw in _part_flaws(part)]
        return found or list(set_flaws(geometry))
    except GeometryError as error:
        return [Flaw(error.message, error.gml_id)]


def _part_flaws(part: Geometry) -> Iterator[Flaw]:
    yield from curve_flaws(part)
    if part.kind in RINGS:
        yield from ring_flaws(part, vertices(part))
    elif part.kind in FACES:
        yield from _face_flaws(part)


def _face_flaws(face: Geometry) -> Iterator[Flaw]:
    shells = [vertices(ring) for ring in face.within("exterior")]
    holes = [vertices(ring) for ring in face.within("interior")]
    if shells and all(len(rows) > 3 and shapely.is_simple(shapely.linestrings(rows)) for rows in (*shells, *holes)):
        yield from face_flaws(face, Polygon(shells[0], holes))

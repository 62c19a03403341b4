"""Rule 2.2.2.1: is each geometry valid for itself? On copies whose arcs are chords, within 0.5 mm."""

from collections.abc import Iterator

import numpy as np
from shapely import Polygon

from pipelines.text import Text
from pipelines.xplan.geometry import Geometry
from pipelines.xplan.linear import FACES, GeometryError, vertices
from pipelines.xplan.validation.finding import Finding, Severity
from pipelines.xplan.validation.flaw import Flaw
from pipelines.xplan.validation.rings import CROSSING, OPEN, RINGS, curve_flaws, ring_flaws
from pipelines.xplan.validation.soundness import sound_faces
from pipelines.xplan.validation.subject import Subject
from pipelines.xplan.validation.surfaces import face_flaws, set_flaws

NUMBER = "2.2.2.1"
TITLE = "Geometrische Validität"
BROKEN = (CROSSING, OPEN)
"""What keeps rings from making a face."""
TANGLE = Text(
    "So viele Kanten kreuzen sich oder sind kürzer als 2 mm, dass die Fläche mit keiner anderen verglichen wird.",
    "So many edges cross or are shorter than 2 mm that the area is compared with no other.",
)


def check_geometries(subject: Subject) -> Iterator[Finding]:
    """Yield what is wrong with the geometries of a document."""
    sound = sound_faces([each.geometry for each in subject.drawings], [each.shape for each in subject.drawings])
    for number in np.flatnonzero(~sound).tolist():
        drawing = subject.drawings[number]
        feature = drawing.feature
        yield from findings(drawing.geometry, (feature.gml_id,), feature.line)
    for drawing in subject.tangles:
        yield Finding(NUMBER, Severity.ERROR, TANGLE, (drawing.feature.gml_id,), line=drawing.feature.line)


def findings(geometry: Geometry, owner: tuple[str, ...] = (), line: int | None = None) -> Iterator[Finding]:
    """Yield what is wrong with one geometry that belongs to ``owner``."""
    for flaw in flaws(geometry):
        part = (flaw.gml_id,) if flaw.gml_id else ()
        yield Finding(NUMBER, Severity.ERROR, flaw.message, (*owner, *part), flaw.shape, line)


def flaws(geometry: Geometry) -> list[Flaw]:
    """Return what is wrong with a geometry: its rings first, what they make together only where those are sound."""
    try:
        return list(_flaws(geometry)) or list(set_flaws(geometry))
    except GeometryError as error:
        return [Flaw(error.message, error.gml_id)]


def _flaws(part: Geometry) -> Iterator[Flaw]:
    if part.kind in FACES:
        yield from _face_flaws(part)
    elif part.kind in RINGS:
        yield from ring_flaws(part, vertices(part))
    else:
        yield from curve_flaws(part)
        for member in part.members:
            yield from _flaws(member.geometry)


def _face_flaws(face: Geometry) -> Iterator[Flaw]:
    shells, holes = ([(ring, vertices(ring)) for ring in face.within(role)] for role in ("exterior", "interior"))
    rings = [*shells, *holes]
    found = [flaw for ring, rows in rings for flaw in ring_flaws(ring, rows)]
    yield from found
    if shells and all(len(rows) > 3 for _, rows in rings) and not any(flaw.message in BROKEN for flaw in found):
        yield from face_flaws(face, Polygon(shells[0][1], [rows for _, rows in holes]))

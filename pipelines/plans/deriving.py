"""What is derived from a stored plan, in a process of its own: its document and its scans are still a stranger's.

The limits are those of reading a file (GEOPORTAL_READING_MEMORY, GEOPORTAL_READING_SECONDS); what comes back is data.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
from pyproj.exceptions import CRSError

from pipelines.errors import SourceError, UsageError
from pipelines.plans.content import Content, Part, Row, content
from pipelines.plans.file import File
from pipelines.plans.placement import placement
from pipelines.plans.reading import readable, received, sent, without_secrets
from pipelines.plans.tile import Tile
from pipelines.reading.sandbox import isolated
from pipelines.settings import Settings
from pipelines.xplan.crs import epsg
from pipelines.xplan.inspire.namespace import OPEN
from pipelines.xplan.inspire.planned import planned
from pipelines.xplan.linear import GeometryError
from pipelines.xplan.model import Document, Notice
from pipelines.xplan.parse import parse

if TYPE_CHECKING:
    from pipelines.plans.pyramid import Pyramid

TILES = 256
"""Tiles that come back at a time."""

Answer = dict[str, Any] | pd.DataFrame


@dataclass(frozen=True)
class Derived:
    """What the collections have of a plan, the tiles of its scanned sheets, and the plan as Planned Land Use.

    ``planned`` leaves the namespace of its identifiers open. It is None for landscape plans, and where geometry has no
    place in a European CRS.
    """

    content: Content
    tiles: tuple[Tile, ...]
    planned: bytes | None


def derived(plan: str, document: bytes, files: Sequence[File], scope: bytes | None, settings: Settings) -> Derived:
    """Derive all of a plan; ``scope`` is its place in EPSG:25832 as WKB. Raises SourceError where it takes too much."""
    given = (plan, document, [(each.name, each.content) for each in files], scope, without_secrets(settings))
    answers = isolated(deriving, *given, reads=readable(settings), name=plan)
    head = next(answers)
    parts: dict[str, Part] = {}
    tiles: list[Tile] = []
    for answer in answers:
        if "collection" in answer:
            parts[answer["collection"]] = Part(tuple(map(_row, answer["rows"])))
        else:
            tiles += _unpacked(answer["tiles"], next(answers)["byte"].to_numpy().tobytes())
    return Derived(
        Content(parts, head["objects"], head["about"], received(head["notices"])), tuple(tiles), head["planned"]
    )


def deriving(
    plan: str, document: bytes, files: Sequence[tuple[str, bytes]], scope: bytes | None, settings: Settings
) -> Iterator[Answer]:
    """Yield what is said of plan and objects, then the rows of each collection, then tiles. To be called confined."""
    read = parse(BytesIO(document), plan)
    made = content(read, plan, [name for name, _ in files], placement(read, plan, settings))
    drawn, notices = _drawn(read, dict(files), scope, settings) if files else (None, [])
    inspire = _planned(read, settings)
    about = made.about | {"sheet": drawn.about if drawn else None, "is_planned_land_use": inspire is not None}
    yield {
        "planned": inspire,
        "about": about,
        "objects": dict(made.objects),
        "notices": sent((*made.notices, *notices)),
    }
    for name, part in made.parts.items():
        rows = [[each.id, shapely.to_wkb(each.geometry), dict(each.values)] for each in part.rows]
        yield {"collection": name, "rows": rows}
    for start in range(0, len(drawn.tiles) if drawn else 0, TILES):
        yield from _packed(drawn.tiles[start : start + TILES] if drawn else ())


def _drawn(
    document: Document, files: Mapping[str, bytes], scope: bytes | None, settings: Settings
) -> tuple["Pyramid | None", list[Notice]]:
    from pipelines.plans.pyramid import pyramid  # noqa: PLC0415 - with GDAL, which the confined process alone uses
    from pipelines.plans.sheet import sheets  # noqa: PLC0415 - as above

    found, notices = sheets(document, files, epsg(document.srs_name or ""), settings)
    return pyramid(found, shapely.from_wkb(scope) if scope else None), notices


def _planned(document: Document, settings: Settings) -> bytes | None:
    try:
        return planned(document, OPEN, settings).content
    except (UsageError, SourceError, GeometryError, CRSError):
        return None


def renamed(found: Derived, ids: Mapping[str, str]) -> Derived:
    """Return the same with other ids of objects, where ``ids`` has one."""
    given = found.content
    parts = {
        name: Part(tuple(replace(row, id=ids.get(row.id, row.id)) for row in part.rows))
        for name, part in given.parts.items()
    }
    objects = {ids.get(name, name): each for name, each in given.objects.items()}
    return replace(found, content=replace(given, parts=parts, objects=objects))


def _row(written: list[Any]) -> Row:
    name, geometry, values = written
    return Row(name, shapely.from_wkb(geometry), values)


def _packed(tiles: Sequence[Tile]) -> Iterator[Answer]:
    """Places and lengths, then all bytes in a row."""
    yield {"tiles": [[each.z, each.y, each.x, len(each.content)] for each in tiles]}
    yield pd.DataFrame({"byte": np.frombuffer(b"".join(each.content for each in tiles), dtype=np.uint8)})


def _unpacked(places: list[list[int]], content: bytes) -> Iterator[Tile]:
    start = 0
    for z, y, x, length in places:
        yield Tile(z, y, x, content[start : start + length])
        start += length

"""The SQL of a tile that is made when it is asked for: composed of fixed texts, values bound, names quoted."""

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

from psycopg.sql import SQL, Composed, Identifier

from pipelines.definition import Dataset, FieldType
from pipelines.portal import DATA
from pipelines.tables import table_name
from server.lane.connection import Compiled
from server.tiles.frame import BUFFER, EXTENT, Frame

TILE = SQL((files(__package__) / "tile.sql").read_text(encoding="utf-8"))

MOST = 20_000
"""Features of one layer in one tile, about 2 MB. Where there are more, as in a tile of a whole town, the largest are
shown, and of equally large ones an even selection."""

SHOWN = SQL("ST_SnapToGrid(ST_Affine({}, %(a)s, %(b)s, %(d)s, %(e)s, %(x)s, %(y)s), 1)")

CLIPPED = SQL("""
    ST_AsMVTGeom(
        ST_Affine({}, %(a)s, %(b)s, -%(d)s::float8, -%(e)s::float8, %(x)s, -%(y)s::float8),
        ST_MakeBox2D(ST_Point(0, -4096), ST_Point(4096, 0)), 4096, 64
    )
""")
"""ST_AsMVTGeom counts rows from the top of its bounds, where y grows upwards."""

AREA = SQL("""
    CASE
        WHEN snapped @ ST_MakeEnvelope(-64, -64, 4160, 4160) AND ST_IsValid(snapped) THEN ST_ForcePolygonCCW(snapped)
        ELSE {}
    END
""")
"""ST_AsMVTGeom mends every polygon, which is most of a tile's time. One that lies within the tile and is still valid on
its grid needs no mending. Outer rings are to have a positive area where y grows downwards (MVT 2.1, 4.3.4.4)."""

MIXED = SQL("(ST_Dimension(geom) = 0 OR {size} >= %(cell)s)")
"""Points have no size; a layer of all kinds of geometry shows them behind what is larger."""

SIZE = SQL("greatest(ST_XMax(geom) - ST_XMin(geom), ST_YMax(geom) - ST_YMin(geom))")

TEXTS: frozenset[FieldType] = frozenset({"date", "datetime"})
"""Vector tiles know no times; they are written as in GeoJSON and in the archives."""

MARK = re.compile(r"%(?:%|\((\w+)\)s)")
"""A value's place as psycopg writes it, or a per cent sign of a name."""

assert (EXTENT, BUFFER) == (4096, 64)  # noqa: S101 - the texts here and in tile.sql hold them as numbers


def statement(dataset: Dataset, version: int, fields: tuple[str, ...], frame: Frame, *, rough: bool) -> Compiled:
    """Return the statement that reads a tile from the features of ``version``; it takes :func:`parameters`.

    ``rough`` is for levels at which the layer's finest detail is not seen: vertices that make no difference go, and
    what is smaller than a cell.
    """
    typed = tuple((name, dataset.fields[name].type) for name in fields)
    return _statement(dataset.id, dataset.geometry, version, typed, frame.affine is None, rough)


def parameters(dataset: Dataset, frame: Frame) -> dict[str, Any]:
    """Return the values that the statement takes."""
    west, south, east, north = frame.search
    a, b, d, e, x, y = frame.affine or frame.scale
    box = {"west": west, "south": south, "east": east, "north": north}
    affine = {"a": a, "b": b, "d": d, "e": e, "x": x, "y": y}
    cell = (east - west) / (EXTENT + 2 * BUFFER)
    return box | affine | {"dataset": dataset.id, "srid": frame.srid, "most": MOST, "cell": cell}


@lru_cache(maxsize=1024)
def _statement(  # noqa: PLR0913, PLR0917 - all that makes one text differ from another
    dataset_id: str,
    geometry: str,
    version: int,
    fields: tuple[tuple[str, FieldType], ...],
    transformed: bool,  # noqa: FBT001
    rough: bool,  # noqa: FBT001
) -> Compiled:
    point, area = geometry.endswith("Point"), geometry.endswith("Polygon")
    shape = SQL("ST_Simplify(geom, %(cell)s)") if rough and not point else SQL("geom")
    there = SQL("ST_Transform(geom, %(srid)s::integer)") if transformed else SQL("geom")
    clipped = CLIPPED.format(there)
    return _numbered(
        TILE.format(
            table=Identifier(DATA, table_name(dataset_id, version)),
            fields=SQL(", ").join([Identifier("id"), *(_read(name, kind) for name, kind in fields)]),
            columns=SQL(", ").join([Identifier("id"), *(Identifier(name) for name, _ in fields)]),
            shape=shape,
            snapped=SHOWN.format(there) if area else SQL("NULL::geometry"),
            drawn=AREA.format(clipped) if area else clipped,
            chosen=_chosen(geometry) if rough else SQL(""),
        )
    )


def _numbered(text: Composed) -> Compiled:
    """Write a statement as PostgreSQL takes it."""
    written = text.as_string(None)
    names = tuple(dict.fromkeys(name for name in MARK.findall(written) if name))
    sql = MARK.sub(lambda mark: f"${names.index(mark[1]) + 1}" if mark[1] else "%", written)
    return Compiled(sql.encode(), names)


def _read(name: str, kind: FieldType) -> Composed:
    column = Identifier(name)
    return SQL("to_json({}) #>> '{{}}' AS {}").format(column, column) if kind in TEXTS else SQL("{}").format(column)


def _chosen(geometry: str) -> Composed | SQL:
    """The largest first; the hash is the same for an id each time, and has nothing to do with its place."""
    if geometry.endswith("Point"):
        return SQL("ORDER BY hashtextextended(id, 0)")
    seen = (MIXED if geometry == "Geometry" else SQL("{size} >= %(cell)s")).format(size=SIZE)
    return SQL("AND {seen} ORDER BY {size} DESC, hashtextextended(id, 0)").format(seen=seen, size=SIZE)

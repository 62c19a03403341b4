"""The story of an inspection: outline → batches → columns, position, reference → what a definition would say."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
from geopandas import GeoDataFrame
from shapely import is_missing

from pipelines.datasets import load_town
from pipelines.definition import Dataset, TableSource
from pipelines.inspection import outline as outlines
from pipelines.inspection.columns import Column
from pipelines.inspection.decimals import Signs, find_signs
from pipelines.inspection.fields import HIDDEN, Proposed, propose_fields
from pipelines.inspection.gathering import Gathered, gather
from pipelines.inspection.key import Key, propose_key, repeated, with_faults
from pipelines.inspection.notes import notes
from pipelines.inspection.outline import Outline
from pipelines.inspection.position import Position, apply, find_position
from pipelines.inspection.reference import Extent, Reach, Reference
from pipelines.reading.encoding import FALLBACK
from pipelines.reading.fetch import Located, locate
from pipelines.reading.headers import GEOMETRY, UNNAMED
from pipelines.reading.layers import OFTEN_EMPTY
from pipelines.reading.sandbox import isolated
from pipelines.settings import Settings
from pipelines.text import Text

PLAIN_ENCODINGS = frozenset({"utf-8", "utf-8-sig", "utf-16"})
FOUND_OUT = {"csv": PLAIN_ENCODINGS | {FALLBACK}} | dict.fromkeys(outlines.WRITTEN, PLAIN_ENCODINGS)
"""Encodings that are found out each time a file of this kind is read; another one is written down."""

_ALWAYS = "id description timestamp begin end altitudeMode tessellate extrude visibility drawOrder icon"
OF_KML = frozenset(_ALWAYS.split())
"""Columns that GDAL's LIBKML makes for every file; where a file says nothing of them, they are empty, -1 or 0."""


@dataclass(frozen=True)
class Inspection:
    """What is in a file, and how a definition would name it (``source``, ``fields``, ``key``).

    ``columns`` counts all columns, ``fields`` the first of very wide tables; ``repeated`` counts records whose key an
    earlier one has; ``geometry`` counts records by kind, "" for none, ``away`` those of them that do not lie in
    Germany, ``apart`` areas that come in several parts once they are mended.
    """

    outline: Outline
    source: TableSource
    records: int
    columns: int
    fields: tuple[Proposed, ...]
    key: Key
    repeated: int
    geometry: Counter[str]
    away: Counter[str]
    apart: int
    position: Position
    reference: Reference
    reach: Reach
    notes: tuple[Text, ...]


def inspect(settings: Settings, given: str, part: str | None = None) -> Inspection:
    """Look at a file or address as a whole; ``part`` names one of its layers, sheets or lists.

    Raises SourceError with the sentences of reading.
    """
    located = given_file(settings, given)
    outline = _outline(located, part)
    gathered = _gathered(outline, _source(outline, given, part), located, load_town(settings).extent)
    return _concluded(outline, gathered)


def given_file(settings: Settings, given: str) -> Located:
    """Return the file at a path or address, for which there is no layer yet."""
    placeholder = Dataset.model_validate(
        {
            "id": "inspection",
            "title": "–",
            "description": "–",
            "group": "–",
            "source": {"path": given},
            "geometry": "Point",
            "key": "a",
            "fields": {"a": None},
        }
    )
    return locate(placeholder, settings, given)


def _outline(located: Located, part: str | None) -> Outline:
    reading = isolated(outlines.outline, located, part, reads=located.files.values(), name=located.name)
    return outlines.from_plain(next(reading))


def _source(outline: Outline, given: str, part: str | None) -> TableSource:
    """How the file is read, apart from its decimal sign, position and CRS."""
    chosen = outline.part or part
    sheets = outline.kind in {"xlsx", "ods", "xls"}
    is_rare = outline.kind in FOUND_OUT and outline.encoding not in FOUND_OUT[outline.kind]
    keys = {
        "sheet" if sheets else "layer": chosen,
        "header_row": outline.head.row,
        "header_rows": outline.head.rows,
        "delimiter": outline.delimiter,
        "encoding": outline.encoding if is_rare else None,
    }
    where = {"url": given} if given.startswith(("http://", "https://")) else {"path": Path(given)}
    return TableSource.model_validate(where | {name: value for name, value in keys.items() if value is not None})


def _gathered(outline: Outline, source: TableSource, located: Located, town: Extent) -> Gathered:
    batches: Iterator[pd.DataFrame] = isolated(
        outlines.raw_tables, source, located, reads=located.files.values(), name=located.name
    )
    first = next(batches)
    columns: dict[str, Column] = {}
    gather(columns, first)
    decimal = find_signs(columns.values()).decimal
    position = (
        Position({})
        if outline.kind != "parquet" and _has_shapes(first)
        else find_position(pd.DataFrame(first), decimal)
    )
    gathered = Gathered(apply(source.model_copy(update={"decimal": decimal}), position), position, town, columns)
    gathered.add(first)
    for batch in batches:
        gather(columns, batch)
        gathered.add(batch)
    return gathered


def _has_shapes(batch: pd.DataFrame) -> bool:
    return isinstance(batch, GeoDataFrame) and not is_missing(batch.geometry.to_numpy()).all()


def _concluded(outline: Outline, gathered: Gathered) -> Inspection:
    reference = gathered.reference or Reference(None, "none", Text("–"))
    table = gathered.table
    spare = {name for name, column in gathered.columns.items() if _says_nothing(column, outline.kind)}
    if gathered.position.keys:
        spare |= {GEOMETRY}  # a column of this name gives way to the geometry that is made of the others
    hidden = {name for place, name in enumerate(gathered.columns, start=1) if place in outline.hidden_columns}
    signs = find_signs(gathered.columns.values(), gathered.source.decimal)
    fields, key = _described(gathered, table, signs, hidden, without=spare | set(gathered.position.keys.values()))
    crs = reference.crs if reference.declare else None
    where = gathered.reach
    return Inspection(
        outline=outline,
        source=gathered.source.model_copy(update={"crs": crs}),
        records=gathered.records,
        columns=gathered.width,
        fields=tuple(fields),
        key=key,
        repeated=repeated(key, fields, table),
        geometry=gathered.geometry,
        away=gathered.away,
        apart=gathered.apart,
        position=gathered.position,
        reference=reference,
        reach=where,
        notes=tuple(notes(outline, gathered, signs, where)),
    )


def _says_nothing(column: Column, kind: str) -> bool:
    """Columns that the format has for every file, and those without name that a delimiter at the end of lines makes."""
    if kind == "LIBKML" and column.name in OF_KML:
        return column.values <= {"-1", "0"}
    return not column.filled and (kind in OFTEN_EMPTY or bool(UNNAMED.fullmatch(column.name)))


def _described(
    gathered: Gathered, table: pd.DataFrame, signs: Signs, hidden: set[str], *, without: set[str]
) -> tuple[list[Proposed], Key]:
    columns = [column for name, column in gathered.columns.items() if name not in without]
    proposed = propose_fields(columns, signs)
    fields = [
        replace(field, visibility="internal", remark=HIDDEN) if field.column.name in hidden else field
        for field in proposed
    ]
    key = propose_key(fields, table)
    return with_faults(fields, key, table), key


def file_name(source: TableSource) -> str:
    """Return the name of the file, without its folders; of an address, its last part."""
    return source.path.name if source.path else urlsplit(str(source.url)).path.rpartition("/")[2] or "quelle"

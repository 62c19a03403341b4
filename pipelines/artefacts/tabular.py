"""CSV twice: for Excel in German, to be read by people, and plain, to be read by programs."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import shapely
from pyarrow import csv

from pipelines.artefacts.notice import Notice, heading
from pipelines.artefacts.rows import PLACE, Rows
from pipelines.definition import Field
from pipelines.legal_time import LEGAL_TIME

FORMULA = r"^([=+\-@\t\r\n])"
"""What a cell must not begin with, or Excel and others compute it (CWE-1236); an apostrophe makes it text."""

BOM = b"\xef\xbb\xbf"


def write_excel_csv(rows: Rows, notice: Notice, target: Path) -> Path:
    """Write titles, semicolons, decimal commas and German dates; a code has its label beside it.

    The place is a point of the feature in CRS84 degrees. Texts that Excel would compute begin with an apostrophe.
    """
    options = csv.WriteOptions(delimiter=";", eol="\r\n")
    return _write(target, rows, lambda batch: _for_people(batch, notice), options, BOM)


def write_plain_csv(rows: Rows, target: Path) -> Path:
    """Write column names, commas and points, ISO dates, the exact geometry as WKT in EPSG:25832, a point in CRS84."""
    return _write(target, rows, _exact, csv.WriteOptions(delimiter=","), b"")


def _write(
    target: Path,
    rows: Rows,
    change: Callable[[pa.RecordBatch], pa.RecordBatch],
    options: csv.WriteOptions,
    start: bytes,
) -> Path:
    with target.open("wb") as file:
        file.write(start)
        batches = map(change, rows.batches())
        first = next(batches)
        with csv.CSVWriter(file, first.schema, write_options=options) as writer:
            writer.write_batch(first)
            for batch in batches:
                writer.write_batch(batch)
    return target


def _exact(batch: pa.RecordBatch) -> pa.RecordBatch:
    plain = {name: _iso(batch[name]) for name in batch.schema.names if name not in {"geom", *PLACE}}
    geometries = shapely.from_wkb(batch["geom"].to_numpy(zero_copy_only=False))
    places = {name.removeprefix("_"): batch[name] for name in PLACE}
    wkt = pa.array(shapely.to_wkt(geometries, rounding_precision=-1), pa.string())
    return pa.RecordBatch.from_pydict(plain | places | {"wkt": wkt})


def _iso(column: pa.Array) -> pa.Array:
    return pc.strftime(column, "%Y-%m-%dT%H:%M:%SZ") if pa.types.is_timestamp(column.type) else column


def _for_people(batch: pa.RecordBatch, notice: Notice) -> pa.RecordBatch:
    columns = dict(_columns(batch, notice))
    columns["Längengrad"], columns["Breitengrad"] = (_comma(batch[name]) for name in PLACE)
    return pa.RecordBatch.from_arrays(list(columns.values()), list(columns))


def _columns(batch: pa.RecordBatch, notice: Notice) -> Iterator[tuple[str, pa.Array]]:
    yield "Kennung", _guarded(batch["id"])
    titles = [heading(name, field) for name, field in notice.fields.items()]
    for title, (name, field) in zip(titles, notice.fields.items(), strict=True):
        unique = title if titles.count(title) == 1 and title != "Kennung" else f"{title} ({name})"
        if field.codes:
            yield f"{unique} (Code)", _guarded(_readable(batch[name]))
            yield unique, _guarded(_labels(batch[name], field))
        else:
            yield unique, _readable(batch[name])


def _readable(column: pa.Array) -> pa.Array:
    if pa.types.is_floating(column.type):
        return _comma(column)
    if pa.types.is_boolean(column.type):
        return pc.if_else(column, "ja", "nein")
    if pa.types.is_date(column.type):
        return pc.strftime(column, "%d.%m.%Y")
    if pa.types.is_timestamp(column.type):
        return pc.strftime(column.cast(pa.timestamp("s", LEGAL_TIME.key), safe=False), "%d.%m.%Y %H:%M:%S")
    return _guarded(column) if pa.types.is_string(column.type) else column.cast(pa.string())


def _comma(column: pa.Array) -> pa.Array:
    return pc.replace_substring(column.cast(pa.string()), ".", ",")


def _guarded(column: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(column, FORMULA, r"'\1")


def _labels(column: pa.Array, field: Field) -> pa.Array:
    labels = {code: value.label.de for code, value in field.codes.values.items()} if field.codes else {}
    return pa.array([labels.get(str(value), value) for value in column.to_pylist()], pa.string())

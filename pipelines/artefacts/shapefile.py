"""The Shapefile, as far as it can hold the data: short names, short texts, no times; zipped with what explains it."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.artefacts.notice import Notice
from pipelines.artefacts.ogr import features, write_shapefile
from pipelines.artefacts.packed import pack
from pipelines.artefacts.rows import Rows

NAME, TEXT = 10, 254
"""Bytes that dBASE has for a column's name and for a text."""

LIMIT = 2_000_000_000
"""Bytes that .shp and .dbf may each have; 4 GB are possible, but half of all programs stop at 2."""

ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def short_names(names: Iterable[str]) -> dict[str, str]:
    """Return names of at most ten ASCII characters, all different: ``glasfaser_seit`` becomes ``glasfaser_``."""
    short: dict[str, str] = {}
    for name in names:
        start = plain = name.translate(ASCII)[:NAME]
        number = 1
        while plain in short.values():
            number += 1
            plain = f"{start[: NAME - len(str(number))]}{number}"
        short[name] = plain
    return short


def fits(rows: Rows, largest: int) -> bool:
    """Whether the Shapefile stays readable everywhere; ``largest`` is the size of the rows in another format."""
    width = sum(TEXT if pa.types.is_string(field.type) else 24 for field in rows.schema)
    return largest < LIMIT and rows.count * width < LIMIT


def write_zipped_shapefile(rows: Rows, notice: Notice, target: Path) -> Path:
    """Write a ZIP of the Shapefile, the licence in both languages and the list of fields with their real names."""
    short = short_names(["id", *notice.fields])
    cut: set[str] = set()

    def shorten(batch: pa.RecordBatch) -> pa.RecordBatch:
        columns = {name: _fitting(name, batch[name], cut) for name in batch.schema.names}
        return pa.RecordBatch.from_arrays(list(columns.values()), [short.get(name, name) for name in columns])

    with TemporaryDirectory(dir=target.parent, prefix=".") as folder:
        path = write_shapefile(features(rows, shorten), notice, Path(folder) / f"{notice.id}.shp")
        members: dict[str, Path | str] = {
            "LIZENZ.txt": notice.text("de"),
            "LICENSE.txt": notice.text("en"),
            "FELDER.txt": notice.field_list("de", short) + _told("de", cut, short),
            "FIELDS.txt": notice.field_list("en", short) + _told("en", cut, short),
        }
        parts = {part.name: part for part in map(path.with_suffix, PARTS) if part.exists()}
        return pack(target, members | parts)


def _fitting(name: str, column: pa.Array, cut: set[str]) -> pa.Array:
    if pa.types.is_timestamp(column.type):
        return pc.strftime(column, "%Y-%m-%dT%H:%M:%SZ")
    if pa.types.is_boolean(column.type):
        return column.cast(pa.int16())
    if not pa.types.is_string(column.type) or (pc.max(pc.binary_length(column)).as_py() or 0) <= TEXT:
        return column
    cut.add(name)
    return pa.array([_cut(value) for value in column.to_pylist()], pa.string())


def _cut(value: str | None) -> str | None:
    return None if value is None else value.encode()[:TEXT].decode(errors="ignore")


def _told(language: str, cut: set[str], short: dict[str, str]) -> str:
    """What the format could not hold."""
    names = ", ".join(sorted(short[name] for name in cut))
    if not names:
        return ""
    if language == "de":
        return f"\nTexte mit mehr als {TEXT} Bytes sind hier gekürzt: {names}. Die anderen Formate haben sie ganz.\n"
    return f"\nTexts of more than {TEXT} bytes are cut here: {names}. The other formats have them in full.\n"

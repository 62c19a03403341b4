"""Formats that GDAL writes from Arrow batches: GeoPackage, FlatGeobuf, Shapefile."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyogrio

from pipelines.artefacts.notice import Notice
from pipelines.artefacts.rows import PLACE, Rows
from pipelines.storage import STORAGE_SRID

CRS = f"EPSG:{STORAGE_SRID}"

CHANGED = "1980-01-01T00:00:00.000Z"
"""What files say about when they were written: nothing, so that equal content gives equal bytes."""

Change = Callable[[pa.RecordBatch], pa.RecordBatch]


def features(rows: Rows, change: Change | None = None) -> pa.RecordBatchReader:
    """Return the rows without their places as a stream, each batch changed."""
    batches = map(change or _same, map(_without_places, rows.batches()))
    first = next(batches)
    return pa.RecordBatchReader.from_batches(first.schema, _chained(first, batches))


def write_geopackage(rows: Rows, notice: Notice, target: Path) -> Path:
    """Write one layer named as the dataset, with a spatial index; :mod:`.geopackage` then adds the words."""
    reader = features(rows)
    options = {
        "GEOMETRY_NAME": "geom",
        "FID": _number(reader.schema.names),
        "IDENTIFIER": notice.title.de,
        "DESCRIPTION": " ".join(notice.text("de").split()),
    }
    return _write(reader, target, "GPKG", notice, options)


def write_flatgeobuf(rows: Rows, notice: Notice, target: Path) -> Path:
    """Write a FlatGeobuf with its index; title and notice stand in the header."""
    options = {"TITLE": notice.title.de, "DESCRIPTION": notice.text("de")}
    return _write(features(rows), target, "FlatGeobuf", notice, options)


def write_shapefile(reader: pa.RecordBatchReader, notice: Notice, target: Path) -> Path:
    """Write .shp, .shx, .dbf, .prj and .cpg beside each other."""
    options = {"ENCODING": "UTF-8", "DBF_DATE_LAST_UPDATE": CHANGED[:10], "RESIZE": "YES"}
    return _write(reader, target, "ESRI Shapefile", notice, options)


def _write(reader: pa.RecordBatchReader, target: Path, driver: str, notice: Notice, options: dict[str, str]) -> Path:
    with _without_clock():
        pyogrio.write_arrow(
            reader,
            target,
            layer=notice.id,
            driver=driver,
            geometry_name="geom",
            geometry_type=_kind(notice),
            crs=CRS,
            layer_options=options,
        )
    return target


def _number(names: Iterable[str]) -> str:
    """Name the file's own numbers of rows like no field: GDAL crashes on a field that it takes for them."""
    return "_fid" if "fid" in map(str.lower, names) else "fid"


def _kind(notice: Notice) -> str:
    """Name the type with its heights and measures as pyogrio does."""
    names = {"xy": "{}", "xyz": "{} Z", "xym": "Measured {}", "xyzm": "Measured 3D {}"}
    named = names[notice.dimensions].format(notice.geometry)
    return "PointM" if named == "Measured Point" else named


@contextmanager
def _without_clock() -> Iterator[None]:
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": CHANGED})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _without_places(batch: pa.RecordBatch) -> pa.RecordBatch:
    return batch.drop_columns(list(PLACE))


def _same(batch: pa.RecordBatch) -> pa.RecordBatch:
    return batch


def _chained(first: pa.RecordBatch, others: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield first
    yield from others

"""Vector files through GDAL (pyogrio): one driver, one layer, batches."""

import json
import logging
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from xml.parsers import expat

import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import pyogrio.raw
import shapely
from geopandas import GeoDataFrame, GeoSeries
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError

from pipelines.errors import SourceError
from pipelines.reading import crs, drivers
from pipelines.reading.batch import BATCH, numbered
from pipelines.reading.encoding import dbf_encoding
from pipelines.reading.formats import DRIVERS, family, suffix
from pipelines.reading.headers import GEOMETRY, cleaned
from pipelines.text import Text

OPEN_OPTIONS = {
    "GeoJSON": {"ARRAY_AS_STRING": "YES", "DATE_AS_STRING": "YES"},
    "GML": {"WRITE_GFS": "NO", "DOWNLOAD_SCHEMA": "NO"},
}
"""Per driver: values as they stand in the file, nothing written beside it, nothing fetched."""

HEAD = 4096
"""Bytes at the beginning of a file in which its format shows."""

SIGNATURES = {
    "GPKG": re.compile(rb"\ASQLite format 3\x00"),
    "ESRI Shapefile": re.compile(rb"\A\x00\x00\x27\x0a"),
    "GeoJSON": re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\{.*\"Feature", re.DOTALL),
    "GML": re.compile(rb"opengis\.net/gml"),
    "LIBKML": re.compile(rb"<(?:\w+:)?kml\b"),
    "FlatGeobuf": re.compile(rb"\Afgb"),
}
"""How the content of a driver's files begins."""

DTYPES = {
    pa.string(): pd.StringDtype(),
    pa.large_string(): pd.StringDtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}
"""pandas types that know "no value"; all others become numpy's."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Layer:
    """One layer of a file, and how GDAL opens it."""

    path: Path
    driver: str
    name: str
    fid_column: str
    options: Mapping[str, str]


def read_vector(path: Path, layer: str | None, encoding: str | None) -> Iterator[GeoDataFrame]:
    """Yield a layer in batches: its attributes, ``geom``, and the file's CRS; index is the record's number.

    Records stream as Arrow batches, so that memory does not grow with the file. The layer's own feature id comes as
    a column where the format names one (``fid`` of a GeoPackage). Unclosed rings are closed, curves become lines of
    chords. Raises SourceError when the file's content is not what its suffix says, and when it has several layers
    and none is named.
    """
    opened = _open(path, layer, encoding)
    first = 1
    with _guarded(path, opened.driver), _stream(opened) as (meta, batches):
        for batch in batches:
            for table in _sized(batch):
                yield _frame(table, meta, opened, first)
                first += table.num_rows
        if first == 1:
            yield _frame(pa.RecordBatch.from_pylist([], schema=batches.schema), meta, opened, first)


def _open(path: Path, layer: str | None, encoding: str | None) -> _Layer:
    driver = DRIVERS[suffix(path)]
    _check_content(path, driver)
    options = dict(OPEN_OPTIONS.get(driver, {}))
    if driver == "ESRI Shapefile":
        options["encoding"] = dbf_encoding(path, encoding)
    with _guarded(path, driver):
        name = _layer(path, layer, options)
        info = pyogrio.read_info(path, layer=name, **options)
    return _Layer(path, driver, name, info["fid_column"], options)


def _stream(layer: _Layer) -> AbstractContextManager[tuple[Mapping[str, Any], pa.RecordBatchReader]]:
    """Times come as text: Arrow knows one time zone for a column, files have one per value, or none."""
    found: AbstractContextManager[tuple[Mapping[str, Any], pa.RecordBatchReader]] = pyogrio.raw.open_arrow(
        layer.path,
        layer=layer.name,
        return_fids=bool(layer.fid_column),
        batch_size=BATCH,
        use_pyarrow=True,
        datetime_as_string=True,
        **layer.options,
    )
    return found


def _sized(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """Cut what is longer than a batch: some drivers do not keep to the size."""
    yield from (batch.slice(start, BATCH) for start in range(0, batch.num_rows, BATCH))


def _frame(batch: pa.RecordBatch, meta: Mapping[str, Any], layer: _Layer, first: int) -> GeoDataFrame:
    """Columns go by their place, since an attribute may be called like the feature id."""
    index = numbered(first, batch.num_rows)
    offset = 1 if layer.fid_column else 0
    names = enumerate(cleaned(meta["fields"]), start=offset)
    columns = {name: _series(batch.column(place), index) for place, name in names}
    if layer.fid_column:
        columns.setdefault(layer.fid_column, _series(batch.column(0), index))
    columns.pop(GEOMETRY, None)
    geometry = GeoSeries(_shapes(batch, meta), index=index)
    table = pd.DataFrame(columns, index=index).assign(geom=geometry)
    return GeoDataFrame(table, geometry=GEOMETRY, crs=crs.from_file(meta["crs"]))


def _shapes(batch: pa.RecordBatch, meta: Mapping[str, Any]) -> NDArray[np.object_]:
    name = meta["geometry_name"] or "wkb_geometry"
    if name not in batch.schema.names:
        return np.full(batch.num_rows, None, dtype=object)
    wkb = batch[name].to_numpy(zero_copy_only=False)
    with np.errstate(invalid="ignore"):  # coordinates that are no numbers are refused later, one by one
        shapes: NDArray[np.object_] = shapely.from_wkb(wkb, on_invalid="fix")
    return shapes


def _series(values: pa.Array, index: pd.Index) -> pd.Series:
    """Text stays in Arrow's memory; numbers keep their type, and whole numbers stay whole beside empty cells."""
    kind = values.type
    if pa.types.is_nested(kind):  # lists, which GML has for repeated elements: an attribute is one value
        return pd.Series([_as_json(value) for value in values.to_pylist()], index=index, dtype=object)
    if pa.types.is_integer(kind):
        values = values.cast(pa.int64())
    return pd.Series(values.to_pandas(types_mapper=DTYPES.get).array, index=index)


def _as_json(value: object) -> object:
    listed = value.tolist() if isinstance(value, np.ndarray) else value
    return json.dumps(listed, ensure_ascii=False) if isinstance(listed, list) else value


def _layer(path: Path, wanted: str | None, options: Mapping[str, str]) -> str:
    """Return the layer to read: the named one, else the only one, else the only one with geometry."""
    layers = list(_layers(path, options))
    names = [name for name, _ in layers]
    if wanted is not None and (wanted in names or len(names) != 1 or suffix(path) == ".gpkg"):
        if wanted in names:
            return wanted
        raise _no_layer(path, names, Text(f"keine Ebene „{wanted}“", f"no layer “{wanted}”"))
    spatial = [name for name, kind in layers if kind]
    if len(names) == 1 or len(spatial) == 1:
        return names[0] if len(names) == 1 else spatial[0]
    what = Text("mehrere Ebenen", "several layers") if names else Text("keine Ebene", "no layer")
    raise _no_layer(path, names, what)


def _layers(path: Path, options: Mapping[str, str]) -> Iterator[tuple[str, str | None]]:
    """Yield name and geometry type of each layer.

    ``list_layers`` takes no open options, and without WRITE_GFS=NO GDAL writes a .gfs beside a GML file.
    """
    if "WRITE_GFS" not in options:
        yield from ((str(name), kind) for name, kind in pyogrio.list_layers(path))
        return
    for place in count():
        try:
            info = pyogrio.read_info(path, layer=place, **options)
        except DataLayerError:
            return
        yield info["layer_name"], info["geometry_type"]


def _no_layer(path: Path, names: list[str], what: Text) -> SourceError:
    listed = ", ".join(names) or "–"
    return SourceError(
        Text(f"{path.name} hat {what.de}. Vorhanden: {listed}.", f"{path.name} has {what.en}. There is: {listed}."),
        Text("Bitte layer in der Definition setzen.", "Please set layer in the definition."),
    )


@contextmanager
def _guarded(path: Path, driver: str) -> Iterator[None]:
    """Read with one driver only, its warnings logged and its errors turned into one sentence."""
    with drivers.only(driver), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            yield
        except UnicodeDecodeError as error:
            log.info("%s: %s", path.name, error)
            raise _wrong_encoding(path) from None
        except (RuntimeError, OSError, pa.ArrowException) as error:
            raise _unreadable(path, driver, str(error)) from None
    for warning in caught:
        log.info("%s: %s", path.name, warning.message)


def _unreadable(path: Path, driver: str, detail: str) -> SourceError:
    """Tell a damaged file, which begins as its suffix says, from one of another format; GDAL's words go to the log."""
    log.warning("%s: %s", path.name, detail.replace(str(path), path.name))
    with path.open("rb") as file:
        begins_rightly = SIGNATURES[DRIVERS[suffix(path)]].search(file.read(HEAD))
    if begins_rightly:
        return SourceError(
            Text(f"{path.name} ist beschädigt oder unvollständig.", f"{path.name} is damaged or incomplete."),
            Text("Bitte noch einmal kopieren oder ausgeben.", "Please copy or export it again."),
        )
    return SourceError(
        Text(
            f"{path.name} ist als {driver} nicht lesbar: Der Inhalt passt nicht zur Endung.",
            f"{path.name} cannot be read as {driver}: its content does not fit its suffix.",
        ),
        Text("Bitte in einem der Formate neu ausgeben.", "Please export it again in one of the formats."),
    )


def _wrong_encoding(path: Path) -> SourceError:
    return SourceError(
        Text(f"{path.name} hat Zeichen in einer anderen Kodierung.", f"{path.name} has text in another encoding."),
        Text("Bitte encoding in der Definition prüfen.", "Please check encoding in the definition."),
    )


def _check_content(path: Path, driver: str) -> None:
    if driver in {"GML", "LIBKML"}:
        _refuse_doctype(path)
    if driver == "ESRI Shapefile":
        present = {suffix(file) for file in family(path)}
        if missing := {".dbf", ".shx"} - present:
            names = ", ".join(path.stem + ending for ending in sorted(missing))
            raise SourceError(
                Text(f"Zu {path.name} fehlt {names}.", f"{path.name} lacks {names}."),
                Text("Ein Shapefile ist nur mit .shp, .shx und .dbf ganz.", "A Shapefile is .shp, .shx and .dbf."),
            )


class _RootReached(Exception):  # noqa: N818 - it stops the parser and is no error
    """The parser has reached the first element, behind which no document type can follow."""


def _refuse_doctype(path: Path) -> None:
    """Refuse XML with a document type, whose entities can grow without end or fetch other files."""

    def doctype(*_: object) -> None:
        raise SourceError(
            Text(f"{path.name} enthält eine DOCTYPE-Angabe.", f"{path.name} holds a DOCTYPE."),
            Text("Aus Sicherheitsgründen wird sie nicht gelesen.", "It is not read, for safety."),
        )

    def element(*_: object) -> None:
        raise _RootReached

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    try:
        with path.open("rb") as file:
            parser.ParseFile(file)
    except _RootReached:
        return
    except expat.ExpatError as error:
        raise _unreadable(path, "XML", str(error)) from None

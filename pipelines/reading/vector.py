"""Vector files through GDAL (pyogrio): one driver, one layer, batches."""

import json
import logging
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from xml.parsers import expat

import numpy as np
import pandas as pd
import pyogrio
import pyogrio.raw
import shapely
from geopandas import GeoDataFrame, GeoSeries
from pyogrio.errors import DataLayerError

from pipelines.errors import SourceError
from pipelines.reading import crs, drivers
from pipelines.reading.batch import BATCH, numbered
from pipelines.reading.encoding import dbf_encoding
from pipelines.reading.formats import DRIVERS, family, suffix
from pipelines.reading.headers import GEOMETRY, cleaned
from pipelines.text import Text

SEEKABLE = frozenset({"GPKG", "ESRI Shapefile"})
"""Drivers that find the n-th record without parsing what is before it; the others read their file once."""

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

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Layer:
    """One layer of a file, and how GDAL opens it."""

    path: Path
    driver: str
    name: str
    features: int
    fid_column: str
    options: Mapping[str, str]


def read_vector(path: Path, layer: str | None, encoding: str | None) -> Iterator[GeoDataFrame]:
    """Yield a layer in batches: its attributes, ``geom``, and the file's CRS; index is the record's number.

    The layer's own feature id comes as a column where the format names one (``fid`` of a GeoPackage). Unclosed
    rings are closed, curves become lines of chords. Raises SourceError when the file's content is not what its
    suffix says, and when it has several layers and none is named.
    """
    opened = _open(path, layer, encoding)
    step = BATCH if opened.driver in SEEKABLE else max(opened.features, 1)
    for start in range(0, max(opened.features, 1), step):
        with _guarded(path, opened.driver):
            batch = _batch(opened, start, step)
        for offset in range(0, max(len(batch), 1), BATCH):
            yield batch.iloc[offset : offset + BATCH]


def _open(path: Path, layer: str | None, encoding: str | None) -> _Layer:
    driver = DRIVERS[suffix(path)]
    _check_content(path, driver)
    options = dict(OPEN_OPTIONS.get(driver, {}))
    if driver == "ESRI Shapefile":
        options["encoding"] = dbf_encoding(path, encoding)
    with _guarded(path, driver):
        name = _layer(path, layer, options)
        info = pyogrio.read_info(path, layer=name, force_feature_count=True, **options)
    return _Layer(path, driver, name, int(info["features"]), info["fid_column"], options)


def _batch(layer: _Layer, start: int, size: int) -> GeoDataFrame:
    meta, ids, geometry, values = pyogrio.raw.read(
        layer.path,
        layer=layer.name,
        skip_features=start,
        max_features=size if layer.features else None,
        return_fids=True,
        datetime_as_string=True,
        **layer.options,
    )
    columns = dict(zip(cleaned(meta["fields"]), map(_plain, values), strict=True))
    if layer.fid_column:
        columns.setdefault(layer.fid_column, ids)
    columns.pop(GEOMETRY, None)
    table = pd.DataFrame(columns, index=numbered(start + 1, len(ids)))
    with np.errstate(invalid="ignore"):  # coordinates that are no numbers are refused later, one by one
        shapes = np.full(len(ids), None) if geometry is None else shapely.from_wkb(geometry, on_invalid="fix")
    column = GeoSeries(shapes, index=table.index)
    return GeoDataFrame(table.assign(geom=column), geometry=GEOMETRY, crs=crs.from_file(meta["crs"]))


def _plain(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Lists, which GML has for repeated elements, become JSON text: an attribute is one value."""
    if values.dtype != object or not any(isinstance(value, (list, np.ndarray)) for value in values):
        return values
    return np.array([_as_json(value) for value in values], dtype=object)


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
        except RuntimeError as error:
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

"""DATEX II v2 static parking: one record per parking place, as mobility data portals hand it out.

Element names are those of the schema DATEX II 2.3, ParkingPublication extension (``parkingRecord`` with its name,
place, spaces and layout); no library reads it. Reading streams, and XML with a document type is refused before.
"""

import logging
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame, GeoSeries
from lxml import etree

from pipelines.reading.batch import BATCH, numbered
from pipelines.reading.crs import CRS84
from pipelines.reading.guard import damaged
from pipelines.reading.headers import GEOMETRY
from pipelines.reading.integrity import check_whole
from pipelines.reading.number import numbers

RECORD = "{*}parkingRecord"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
LONGITUDE, LATITUDE = "longitude", "latitude"
"""Columns of the position, in degrees on WGS 84 (the standard says ETRS89, which is the same within a metre)."""

FIRST = ("id", "type", "parkingName", LATITUDE, LONGITUDE)
"""Columns that every file has, whether or not it says anything in them."""

log = logging.getLogger(__name__)


def read_datex2(path: Path) -> Iterator[GeoDataFrame]:
    """Yield batches with ``geom`` in CRS84, and text columns: id, type, parkingName, the position, and what is there.

    Other elements with a text are columns by their name, deeper ones by the path of names from the record, such as
    ``openingTimes.validity.validityStatus``; repeated ones are joined by a semicolon. Raises SourceError when the
    file is damaged or holds no parking records.
    """
    check_whole(path, "DATEX II")
    names = dict.fromkeys(FIRST) | dict.fromkeys(name for record in _records(path) for name in record)
    records = _records(path)
    start = 1
    while (batch := list(islice(records, BATCH))) or start == 1:
        rows = [[record.get(name) for name in names] for record in batch]
        yield _placed(pd.DataFrame(rows, columns=list(names), index=numbered(start, len(batch)), dtype=object))
        start += max(len(batch), 1)


def _placed(table: pd.DataFrame) -> GeoDataFrame:
    x, y = numbers(table[LONGITUDE], "."), numbers(table[LATITUDE], ".")
    known = np.isfinite(x) & np.isfinite(y)
    points = np.full(len(table), None, dtype=object)
    points[known] = shapely.points(x[known], y[known])
    return GeoDataFrame(table, geometry=GeoSeries(points, index=table.index), crs=CRS84).rename_geometry(GEOMETRY)


def _records(path: Path) -> Iterator[dict[str, str]]:
    try:
        events = etree.iterparse(
            path, tag=RECORD, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
        )
        for _, element in events:
            yield _record(element)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        log.info("%s: %s", path.name, error)
        raise damaged(path) from None


def _record(element: etree._Element) -> dict[str, str]:
    record = {"id": element.get("id", ""), "type": _local(element.get(TYPE, ""))}
    for name, value in _texts(element, ""):
        record[name] = f"{record[name]}; {value}" if name in record else value
    return record


def _texts(element: etree._Element, prefix: str) -> Iterator[tuple[str, str]]:
    for child in element.iterchildren(etree.Element):
        name = etree.QName(child).localname
        if len(child):
            yield from _texts(child, "" if _is_place(child) else _inside(prefix, name))
        elif text := (child.text or "").strip():
            yield _inside(prefix, name), text


def _is_place(element: etree._Element) -> bool:
    """Whether an element holds the position, whatever it is nested in."""
    return bool(etree.QName(element).localname == "pointCoordinates")


def _inside(prefix: str, name: str) -> str:
    """Texts in several languages are ``values/value`` in the schema, which says nothing to a reader."""
    return prefix if name in {"values", "value"} and prefix else f"{prefix}.{name}".removeprefix(".")


def _local(name: str) -> str:
    return name.rpartition(":")[2]

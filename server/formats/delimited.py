"""CSV (RFC 4180) in UTF-8: one line per feature with its fields, a point on it and its geometry as WKT.

East comes first in points and WKT, whatever the CRS says, as GDAL, QGIS and PostGIS read them. Texts stand in quotes
and numbers do not, so that readers that guess types leave leading zeros alone.
"""

import csv
import io
from collections.abc import Iterator
from typing import Any

import shapely

from server.formats.page import Page, parsed
from server.formats.shapes import shapes

Json = dict[str, Any]


def write(page: Page) -> Iterator[bytes]:
    """Yield the header line, then the lines of each block."""
    yield _lines([_header(page)])
    for block in page.blocks:
        features = parsed(block)
        if not features:
            continue
        records = [[each["id"], *(_cell(each["properties"][name]) for name in page.names)] for each in features]
        if page.query.geometry:
            records = [[*record, *place] for record, place in zip(records, _places(block, page), strict=True)]
        yield _lines(records)


def _header(page: Page) -> list[str]:
    axes = ("lon", "lat") if page.query.crs.decimals > 3 else ("x", "y")
    places = [f"_{name}" if name in page.names else name for name in (*axes, "wkt")]
    return ["id", *page.names, *(places if page.query.geometry else [])]


def _places(block: list[str], page: Page) -> Iterator[tuple[float, float, str]]:
    found = shapes(block, page.query.crs)
    points = shapely.point_on_surface(found)
    x, y = shapely.get_x(points).round(page.query.crs.decimals), shapely.get_y(points).round(page.query.crs.decimals)
    return zip(x.tolist(), y.tolist(), shapely.to_wkt(found, rounding_precision=-1), strict=True)


def _cell(value: object) -> object:
    """As JSON writes it; no value is an empty cell without quotes."""
    return str(value).lower() if isinstance(value, bool) else value


def _lines(records: list[list[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_STRINGS, lineterminator="\r\n").writerows(records)
    return text.getvalue().encode()

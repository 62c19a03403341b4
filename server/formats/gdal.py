"""FlatGeobuf and GeoPackage, which GDAL writes from Arrow batches; never more than a block of them is in memory."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyogrio
import shapely

from pipelines.artefacts.rows import ARROW_TYPES
from pipelines.text import Language
from server.formats.offer import DRIVERS
from server.formats.page import Block, Page, parsed
from server.formats.shapes import shapes

TEXT_FORM = {"date", "datetime"}
"""Types that JSON writes as text."""


def write(page: Page, format_: str, target: Path, language: Language) -> None:
    """Write one layer named as the dataset; without geometries where the query leaves them out."""
    schema = _schema(page)
    reader = pa.RecordBatchReader.from_batches(schema, _batches(page, schema))
    place: dict[str, Any] = {}
    if page.query.geometry:
        plain = page.dataset.geometry.replace("Geometry", "Unknown")
        kind = f"{plain}{' Z' if 'z' in page.dataset.dimensions else ''}"
        place = {"geometry_name": "geom", "geometry_type": kind, "crs": f"EPSG:{page.query.crs.srid}"}
        place["crs"] = "OGC:CRS84" if page.query.crs.srid == 4326 and format_ == "fgb" else place["crs"]
    options = {"fgb": _flatgeobuf, "gpkg": _geopackage}[format_](page, language)
    pyogrio.write_arrow(reader, target, layer=page.dataset.id, driver=DRIVERS[format_], layer_options=options, **place)


def _flatgeobuf(page: Page, language: Language) -> dict[str, str]:
    return {"TITLE": page.dataset.title.to(language), "SPATIAL_INDEX": "YES" if page.query.geometry else "NO"}


def _geopackage(page: Page, language: Language) -> dict[str, str]:
    """GDAL crashes on a field that it takes for the file's own numbers of rows."""
    number = "_fid" if "fid" in map(str.lower, page.names) else "fid"
    words = {
        "IDENTIFIER": page.dataset.title.to(language),
        "DESCRIPTION": page.dataset.description.to(language).strip(),
    }
    return {"FID": number} | words | ({"GEOMETRY_NAME": "geom"} if page.query.geometry else {})


def _schema(page: Page) -> pa.Schema:
    fields = page.dataset.public_fields
    columns = {"id": pa.string()} | {name: ARROW_TYPES[fields[name].type] for name in page.names}
    return pa.schema(columns | ({"geom": pa.binary()} if page.query.geometry else {}))


def _batches(page: Page, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    for block in page.blocks:
        if block:
            yield _batch(block, page, schema)


def _batch(block: Block, page: Page, schema: pa.Schema) -> pa.RecordBatch:
    features = parsed(block)
    columns = {"id": pa.array([each["id"] for each in features], pa.string())}
    for name in page.names:
        values = [each["properties"][name] for each in features]
        as_text = page.dataset.public_fields[name].type in TEXT_FORM
        kind = schema.field(name).type
        columns[name] = pa.array(values, pa.string()).cast(kind) if as_text else pa.array(values, kind)
    if page.query.geometry:
        columns["geom"] = pa.array(shapely.to_wkb(shapes(block, page.query.crs)), pa.binary())
    return pa.RecordBatch.from_pydict(columns, schema)

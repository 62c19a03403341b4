"""GeoParquet 1.1: WKB in EPSG:25832, a box per feature, so that a reader fetches only the part of a map it shows."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import shapely
from pyarrow import parquet
from pyproj import CRS

from pipelines.artefacts.notice import Notice
from pipelines.artefacts.ogr import features
from pipelines.artefacts.rows import Rows
from pipelines.storage import STORAGE_SRID

CORNERS = ("xmin", "ymin", "xmax", "ymax")

BOX = pa.struct(dict.fromkeys(CORNERS, pa.float64()))

COVERING = {"bbox": {corner: ["bbox", corner] for corner in CORNERS}}


def write_geoparquet(rows: Rows, notice: Notice, target: Path) -> Path:
    """Write the rows in row groups of about a batch; the notice stands in the file's key-value metadata."""
    reader = features(rows, _boxed)
    corners = np.array([np.inf, np.inf, -np.inf, -np.inf])
    with parquet.ParquetWriter(target, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)
            if len(batch):
                boxes = _boxes(batch["geom"])
                corners[:2] = np.minimum(corners[:2], boxes[:, :2].min(axis=0))
                corners[2:] = np.maximum(corners[2:], boxes[:, 2:].max(axis=0))
        writer.add_key_value_metadata(_metadata(notice, corners if rows.count else None))
    return target


def _boxed(batch: pa.RecordBatch) -> pa.RecordBatch:
    box = pa.StructArray.from_arrays(list(map(pa.array, _boxes(batch["geom"]).T)), fields=list(BOX))
    return batch.append_column(pa.field("bbox", BOX), box)


def _boxes(geometries: pa.Array) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return shapely.bounds(shapely.from_wkb(geometries.to_numpy(zero_copy_only=False))).reshape(-1, 4)


def _metadata(notice: Notice, corners: np.ndarray[tuple[int], np.dtype[np.float64]] | None) -> dict[str, str]:
    column = {
        "encoding": "WKB",
        "geometry_types": [notice.geometry + notice.dimensions.upper().replace("XY", " ").rstrip()],
        "crs": CRS.from_epsg(STORAGE_SRID).to_json_dict(),
        "covering": COVERING,
    } | ({"bbox": corners.tolist()} if corners is not None else {})
    geo = {"version": "1.1.0", "primary_column": "geom", "columns": {"geom": column}}
    about = {key: value if isinstance(value, str) else json.dumps(value) for key, value in notice.to_json().items()}
    words = {"licenceText": notice.text("de"), "fields": notice.field_list("de")}
    return {"geo": json.dumps(geo)} | about | words

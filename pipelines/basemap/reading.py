"""OpenStreetMap extracts → lines of GeoJSON for the tiler, in the reading process."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio.raw
import shapely
from numpy.typing import NDArray

from pipelines.basemap.classify import classify
from pipelines.basemap.schema import LAYERS, Layer
from pipelines.reading.guard import guarded
from pipelines.reading.integrity import check_whole
from pipelines.reading.signatures import kind_of

CONFIG = Path(__file__).with_name("osm.ini")

DRIVER = "OSM"

BATCH = 20_000


def feed(paths: Sequence[Path]) -> Iterator[pd.DataFrame]:
    """Yield ``layer`` and ``line``, a GeoJSON feature with tippecanoe's ``minzoom``; to be called in the sandbox.

    What lies in several extracts, as things at their borders do, comes once. Raises SourceError for a file that is no
    whole extract of OpenStreetMap.
    """
    for path in paths:
        check_whole(path, kind_of(path))
    for source in dict.fromkeys(layer.source for layer in LAYERS):
        layers = [layer for layer in LAYERS if layer.source == source]
        earlier = np.empty(0, np.int64)
        for path in paths:
            own = []
            for table, shapes in _batches(path, source):
                ids = _ids(table)
                fresh = ~np.isin(ids, earlier) & ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
                tags = table[fresh].reset_index(drop=True)
                for layer in layers:
                    yield _lines(tags, shapes[fresh], layer)
                own.append(ids)
            if path != paths[-1]:
                earlier = np.concatenate([earlier, *own])


def _batches(path: Path, source: str) -> Iterator[tuple[pd.DataFrame, NDArray[np.object_]]]:
    """Tags and geometries (None where it cannot be read) of one layer of GDAL's driver."""
    with (
        guarded(path, DRIVER),
        pyogrio.raw.open_arrow(
            path, layer=source, batch_size=BATCH, use_pyarrow=True, CONFIG_FILE=str(CONFIG), INTERLEAVED_READING="NO"
        ) as (meta, batches),
    ):
        for batch in batches:
            table = pa.Table.from_batches([batch]).to_pandas()
            wkb = table.pop(meta["geometry_name"] or "wkb_geometry").to_numpy()
            yield table, shapely.from_wkb(wkb, on_invalid="ignore")


def _ids(table: pd.DataFrame) -> NDArray[np.int64]:
    """Ways that are areas have ids of their own, which must not meet those of relations: they are below zero."""
    ids = pd.to_numeric(table["osm_id"])
    if "osm_way_id" in table:
        ids = ids.fillna(-pd.to_numeric(table["osm_way_id"]))
    return ids.to_numpy(np.int64)


def _lines(tags: pd.DataFrame, shapes: NDArray[np.object_], layer: Layer) -> pd.DataFrame:
    found = classify(tags, shapes, layer)
    geometry = shapely.to_geojson(shapes[found.index.to_numpy()])
    lows = found.pop("low").astype(int)
    properties = found.to_json(orient="records", lines=True, force_ascii=False).split("\n")[: len(found)]
    lines = [
        f'{{"type":"Feature","tippecanoe":{{"minzoom":{low}}},"properties":{values},"geometry":{shape}}}'
        for low, values, shape in zip(lows, properties, geometry, strict=True)
    ]
    return pd.DataFrame({"layer": layer.id, "line": pd.array(lines, dtype="string")})

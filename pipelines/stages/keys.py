"""Feature ids that stay the same from one publication to the next."""

import hashlib
import json
import uuid

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from geopandas import GeoDataFrame, GeoSeries
from numpy.typing import NDArray

from pipelines.definition import Dataset
from pipelines.definition.dataset import POSITION
from pipelines.reading.cell import texts
from pipelines.report.finding import Finding
from pipelines.stages.position import positions
from pipelines.stages.seen import Seen
from pipelines.text import Text

NAMESPACE = uuid.UUID("3f0c3c6e-5a1b-5f0e-9d0a-6b7f2f8a4c11")
"""Namespace of the portal's name-based ids (RFC 9562, section 5.5). It never changes, or every published id would."""

LONGEST = 2_000
"""Bytes of an id in UTF-8. PostgreSQL's indexes take no more than a third of a page, which is 2,704."""


def identify(frame: GeoDataFrame, dataset: Dataset, seen: Seen) -> tuple[GeoDataFrame, list[Finding]]:
    """Put the column ``id`` in front: the key's own value, or a UUIDv5 of the layer's id and the key's parts.

    Raster areas bring their id. A record without key, with one that is too long, or with one that was ``seen``
    before, is refused; the ids of this batch are seen from now on. Of a key of several fields, single ones may be
    empty.
    """
    named = ids(frame, dataset)
    refused = named.isna().to_numpy(dtype=bool) | _are_too_long(named) | seen.before(named)
    findings = _findings(frame[refused], named[refused], dataset) if refused.any() else []
    rest = frame.drop(columns="id", errors="ignore")
    rest.insert(0, "id", named)
    return rest[~refused] if refused.any() else rest, findings


def ids(frame: GeoDataFrame, dataset: Dataset) -> pd.Series:
    """Return the id of each record, null where all of its key is empty; ids may occur twice.

    Of a geometry in the key, which is mended and in EPSG:25832 to 1 mm, neither the order of its parts nor where and
    in which direction its drawing began makes another id.
    """
    if "id" in frame.columns:
        return texts(frame["id"])
    if isinstance(dataset.key, str):
        return texts(frame[dataset.key])
    parts = {name: fingerprints(frame.geometry) if name == POSITION else texts(frame[name]) for name in dataset.key}
    keys = pd.DataFrame(parts, index=frame.index)
    named = [
        None if all(part is None for part in parts) else name_based_id(dataset.id, *parts)
        for parts in keys.astype(object).where(keys.notna(), None).itertuples(index=False, name=None)
    ]
    return pd.Series(named, index=frame.index, dtype="string")


def fingerprints(geometry: GeoSeries) -> pd.Series:
    """Return a short text per geometry, the same in whatever order its points were drawn; null for none."""
    drawn = shapely.to_wkb(shapely.normalize(geometry.to_numpy()), byte_order=1)
    written = [None if each is None else hashlib.sha256(each).hexdigest() for each in drawn]
    return pd.Series(written, index=geometry.index, dtype="string")


def name_based_id(*parts: str | None) -> str:
    """Return the UUIDv5 of the parts; JSON keeps apart what plain joining would run together."""
    return str(uuid.uuid5(NAMESPACE, json.dumps(parts, ensure_ascii=False, separators=(",", ":"))))


def _are_too_long(ids: pd.Series) -> NDArray[np.bool_]:
    bytes_each = pc.binary_length(pa.array(ids, pa.large_string(), from_pandas=True))
    too_long: NDArray[np.bool_] = pc.greater(bytes_each.fill_null(0), LONGEST).to_numpy(zero_copy_only=False)
    return too_long


def _findings(frame: GeoDataFrame, named: pd.Series, dataset: Dataset) -> list[Finding]:
    public = dataset.visibility == "public"
    places = positions(frame.geometry) if public else [None] * len(frame)
    return [
        _refused(int(record), None if pd.isna(key) else str(key), place, dataset)
        for record, key, place in zip(frame.index, named, places, strict=True)
    ]


def _refused(record: int, key: str | None, place: tuple[float, float] | None, dataset: Dataset) -> Finding:
    german, english = (_listed(dataset, word) for word in ("Lage", "position"))
    if key is None:
        message = Text(f"Der Schlüssel ({german}) ist leer.", f"The key ({english}) is empty.")
        return Finding(record, "key", "refused", message, position=place)
    if (size := len(key.encode())) > LONGEST:
        message = Text(
            f"Der Schlüssel ({german}) ist zu lang: {size} Bytes, erlaubt sind {LONGEST}.",
            f"The key ({english}) is too long: {size} bytes, allowed are {LONGEST}.",
        )
        return Finding(record, "key", "refused", message, position=place)
    message = Text(
        f"Der Schlüssel ({german}) kommt schon in einem früheren Datensatz vor.",
        f"An earlier record has the same key ({english}).",
    )
    shown = key if dataset.visibility == "public" else None
    return Finding(record, "duplicate", "refused", message, feature=shown, position=place)


def _listed(dataset: Dataset, position: str) -> str:
    names = [dataset.key] if isinstance(dataset.key, str) else dataset.key
    return ", ".join(position if name == POSITION else name for name in names)

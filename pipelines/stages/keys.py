"""Feature ids that stay the same from one publication to the next."""

import json
import uuid

import pandas as pd
from geopandas import GeoDataFrame

from pipelines.definition import Dataset
from pipelines.reading.cell import texts
from pipelines.report.finding import Finding
from pipelines.stages.position import positions
from pipelines.stages.seen import Seen
from pipelines.text import Text

NAMESPACE = uuid.UUID("3f0c3c6e-5a1b-5f0e-9d0a-6b7f2f8a4c11")
"""Namespace of the portal's name-based ids (RFC 9562, section 5.5). It never changes, or every published id would."""


def identify(frame: GeoDataFrame, dataset: Dataset, seen: Seen) -> tuple[GeoDataFrame, list[Finding]]:
    """Put the column ``id`` in front: the key's own value, or a UUIDv5 of the layer's id and the key fields.

    Raster areas bring their id. A record without key, or with one that was ``seen`` before, is refused; the
    ids of this batch are seen from now on. Of a key of several fields, single ones may be empty.
    """
    named = ids(frame, dataset)
    refused = named.isna().to_numpy(dtype=bool) | seen.before(named)
    findings = _findings(frame[refused], named[refused], dataset) if refused.any() else []
    rest = frame.drop(columns="id", errors="ignore")
    rest.insert(0, "id", named)
    return rest[~refused] if refused.any() else rest, findings


def ids(frame: GeoDataFrame, dataset: Dataset) -> pd.Series:
    """Return the id of each record, null where all of its key is empty; ids may occur twice."""
    if "id" in frame.columns:
        return texts(frame["id"])
    keys = pd.DataFrame({name: texts(frame[name]) for name in dataset.key_fields}, index=frame.index)
    if isinstance(dataset.key, str):
        own: pd.Series = keys[dataset.key]
        return own
    named = [
        None if all(part is None for part in parts) else name_based_id(dataset.id, *parts)
        for parts in keys.astype(object).where(keys.notna(), None).itertuples(index=False, name=None)
    ]
    return pd.Series(named, index=frame.index, dtype="string")


def name_based_id(*parts: str | None) -> str:
    """Return the UUIDv5 of the parts; JSON keeps apart what plain joining would run together."""
    return str(uuid.uuid5(NAMESPACE, json.dumps(parts, ensure_ascii=False, separators=(",", ":"))))


def _findings(frame: GeoDataFrame, named: pd.Series, dataset: Dataset) -> list[Finding]:
    public = dataset.visibility == "public"
    places = positions(frame.geometry) if public else [None] * len(frame)
    return [
        _refused(int(record), None if pd.isna(key) else str(key), place, dataset)
        for record, key, place in zip(frame.index, named, places, strict=True)
    ]


def _refused(record: int, key: str | None, place: tuple[float, float] | None, dataset: Dataset) -> Finding:
    fields = ", ".join(dataset.key_fields)
    if key is None:
        message = Text(f"Der Schlüssel ({fields}) ist leer.", f"The key ({fields}) is empty.")
        return Finding(record, "key", "refused", message, position=place)
    message = Text(
        f"Der Schlüssel ({fields}) kommt schon in einem früheren Datensatz vor.",
        f"An earlier record has the same key ({fields}).",
    )
    shown = key if dataset.visibility == "public" else None
    return Finding(record, "duplicate", "refused", message, feature=shown, position=place)

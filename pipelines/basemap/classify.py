"""Tags → kinds: pure functions on batches of what GDAL's OSM driver gives (degrees, WGS 84)."""

from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from pipelines.artefacts.zoom import EQUATOR, TILE
from pipelines.basemap.schema import HIGH, Layer

METRES = 111_320
"""Per degree of latitude; areas need to be known to some per cent only."""

SEEN = 24
"""Square pixels from which an area is worth drawing."""

YES = ("yes", "true", "1", "viaduct", "culvert", "building_passage")

TAGS = {"number": "addr_housenumber"}
"""Attributes that have another name than their tag."""

WHOLE = ("population",)
"""Attributes that are whole numbers."""

MARKS = ("tunnel", "bridge", "oneway")
"""Attributes that are 1 where they hold, and absent elsewhere."""


def classify(tags: pd.DataFrame, shapes: NDArray[np.object_], layer: Layer) -> pd.DataFrame:
    """Return ``kind``, ``low`` (lowest level) and the layer's attributes of those features that belong to it.

    The index stays that of ``tags``, whose columns are OpenStreetMap's keys with ``_`` for ``:``.
    """
    found = _kinds(tags, layer)
    given = tags.loc[found.index]
    if layer.sized:
        found["low"] = np.maximum(found["low"], _seen_from(shapes[found.index.to_numpy()]))
    for name in layer.attributes:
        found[name] = _attribute(given, name)
    if layer.ranked:
        found["rank"] = found["kind"].map({kind: rank for rank, kind in enumerate(layer.kinds, 1)})
    return found


def _wanted(tags: pd.DataFrame, layer: Layer) -> pd.DataFrame:
    for key, value in layer.needs.items():
        tags = tags[tags[key].notna() if value is None else tags[key].eq(value)]
    for key, values in layer.without.items():
        tags = tags[~tags[key].isin(values)]
    return tags


def _kinds(tags: pd.DataFrame, layer: Layer) -> pd.DataFrame:
    wanted = _wanted(tags, layer)
    kind = pd.Series(None, wanted.index, dtype=object)
    low = pd.Series(np.nan, wanted.index)
    for key, values in layer.rules.items():
        kind = kind.combine_first(wanted[key].map({value: name for value, (name, _) in values.items()}))
        low = low.combine_first(wanted[key].map({value: level for value, (_, level) in values.items()}))
    for key, (name, level) in layer.others.items():
        other = kind.isna() & wanted[key].notna()
        kind, low = kind.mask(other, name), low.mask(other, level)
    return pd.DataFrame({"kind": kind, "low": low}).dropna()


def _seen_from(shapes: NDArray[np.object_]) -> NDArray[np.float64]:
    """The level at which each area covers enough pixels, at most the highest."""
    parallel = np.cos(np.radians(shapely.get_y(shapely.centroid(shapes))))
    metres = np.maximum(shapely.area(shapes) * METRES**2 * parallel, 1e-9)
    level = np.log2(np.sqrt(SEEN / metres) * EQUATOR * parallel / TILE)
    return np.clip(np.ceil(np.nan_to_num(level, nan=HIGH)), 0, HIGH)


def _attribute(tags: pd.DataFrame, name: str) -> "pd.Series[Any]":
    column = tags[TAGS.get(name, name)]
    if name in MARKS:
        return column.isin(YES).map({True: 1, False: None}).astype(object)
    if name in WHOLE:
        return pd.to_numeric(column, errors="coerce").astype("Int64").astype(object)
    return column.astype(object)

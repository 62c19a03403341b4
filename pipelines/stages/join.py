"""Geometry from another layer: a table of numbers per quarter has none of its own."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from geopandas import GeoDataFrame, GeoSeries
from shapely.geometry.base import BaseGeometry

from pipelines.definition import Dataset, Join
from pipelines.reading.cell import texts
from pipelines.report.finding import Finding
from pipelines.stages.reference import References, reference, require_fields
from pipelines.storage import STORAGE_SRID
from pipelines.text import Text

Key = tuple[str | None, ...]


def join(
    frame: GeoDataFrame, dataset: Dataset, references: References
) -> tuple[GeoDataFrame, list[Finding], Counter[str]]:
    """Give every record the geometry of the one feature whose columns equal its own (EPSG:25832).

    A record that fits no feature, or several, is refused. The counter holds the matches as "exact". Raises
    DefinitionError when the other layer lacks a column named.
    """
    rule = dataset.join
    if rule is None:
        return frame, [], Counter()
    layer = reference(references, rule.dataset)
    require_fields(layer, rule.dataset, rule.on.values(), Text("join.on"))
    places = _by_key(_keys(layer, rule.on.values()), layer.geometry)
    own = _keys(frame, rule.on)
    matches = [places.get(key, []) if None not in key else [] for key in own]
    single = np.array([len(match) == 1 for match in matches], dtype=bool)
    result = placed(frame, [match[0] if len(match) == 1 else None for match in matches])[single]
    public = all(dataset.tells(name) for name in rule.on)
    findings = [
        _refused(int(record), key if public else None, len(match), rule)
        for record, key, match in zip(frame.index, own, matches, strict=True)
        if len(match) != 1
    ]
    return result, findings, +Counter(exact=len(result))


def placed(frame: GeoDataFrame, geometry: Iterable[BaseGeometry | None]) -> GeoDataFrame:
    """Return the frame with this geometry (EPSG:25832) in place of its own."""
    column = GeoSeries(list(geometry), index=frame.index, crs=STORAGE_SRID)
    return frame.assign(geom=column).set_geometry("geom")


def _keys(frame: GeoDataFrame, names: Iterable[str]) -> list[Key]:
    table = pd.DataFrame({position: texts(frame[name]) for position, name in enumerate(names)}, index=frame.index)
    return list(table.astype(object).where(table.notna(), None).itertuples(index=False, name=None))


def _by_key(keys: Iterable[Key], geometry: GeoSeries) -> Mapping[Key, list[BaseGeometry]]:
    found: defaultdict[Key, list[BaseGeometry]] = defaultdict(list)
    for key, shape in zip(keys, geometry, strict=True):
        if shape is not None:
            found[key].append(shape)
    return found


def _refused(record: int, key: Key | None, matches: int, rule: Join) -> Finding:
    shown = ", ".join(part or "–" for part in key) if key else None
    german, english = (f" zu „{shown}“", f" for “{shown}”") if shown else ("", "")
    name, message = (
        (
            "join-ambiguous",
            Text(f"In „{rule.dataset}“ passen{german} {matches}.", f"“{rule.dataset}” has {matches}{english}."),
        )
        if matches
        else (
            "join-missing",
            Text(f"In „{rule.dataset}“ passt{german} nichts.", f"“{rule.dataset}” has nothing{english}."),
        )
    )
    return Finding(record, name, "refused", message, field=next(iter(rule.on)), before=shown)

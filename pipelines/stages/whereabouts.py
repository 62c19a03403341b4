"""Which feature, and where: for findings of a stage that looks at cells only."""

from dataclasses import replace

import pandas as pd
from geopandas import GeoDataFrame

from pipelines.definition import Dataset
from pipelines.reading.cell import texts
from pipelines.report.finding import Finding
from pipelines.stages.position import Position, positions
from pipelines.storage import STORAGE_SRID


def with_whereabouts(findings: list[Finding], frame: GeoDataFrame, dataset: Dataset) -> list[Finding]:
    """Return the findings with the source's own key and the place of their records, as far as these have any.

    ``frame`` holds the declared fields and geometry, in EPSG:25832 where it has one. An internal layer's findings
    stay as they are.
    """
    if not findings or dataset.visibility == "internal":
        return findings
    records = pd.Index([finding.record for finding in findings])
    about = frame.loc[records.unique()]
    keys = _keys(about, dataset)
    places = _places(about)
    return [
        replace(finding, feature=keys.get(finding.record), position=places.get(finding.record)) for finding in findings
    ]


def _keys(frame: GeoDataFrame, dataset: Dataset) -> dict[int | None, str]:
    """A key of several fields becomes an id that nobody has seen in the source, so only a single one helps."""
    if not isinstance(dataset.key, str):
        return {}
    known = texts(frame[dataset.key]).dropna()
    return dict(zip(known.index.tolist(), known.tolist(), strict=True))


def _places(frame: GeoDataFrame) -> dict[int | None, Position | None]:
    if frame.crs is None or frame.crs.to_epsg() != STORAGE_SRID:
        return {}
    return dict(zip(frame.index.tolist(), positions(frame.geometry), strict=True))

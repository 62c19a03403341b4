"""What may not be there twice, across the batches of one source."""

import json

import pandas as pd
from geopandas import GeoDataFrame

from pipelines.reading.cell import texts
from pipelines.stages.seen import Seen
from pipelines.stages.spatial import Mask, Test


def unique(fields: tuple[str, ...]) -> Test:
    """Prepare a test that remembers the values of these fields together.

    The first to have a value keeps it. A value that is missing is not the same as another missing one.
    """
    seen = Seen()

    def test(frame: GeoDataFrame) -> Mask:
        return seen.before(_together([texts(frame[name]) for name in fields]))

    return test


def _together(columns: list[pd.Series]) -> pd.Series:
    """One text per record; JSON keeps apart what plain joining would run together."""
    if len(columns) == 1:
        return columns[0]
    table = pd.concat(columns, axis=1)
    complete = table.notna().all(axis=1)
    rows = table[complete].itertuples(index=False, name=None)
    written = pd.Series([json.dumps(row) for row in rows], index=table.index[complete], dtype="string")
    return written.reindex(table.index)

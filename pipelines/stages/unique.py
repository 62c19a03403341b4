"""What may not be there twice, across the batches of one source."""

import pandas as pd
from geopandas import GeoDataFrame

from pipelines.reading.cell import texts
from pipelines.stages.spatial import Mask, Test


def unique(fields: tuple[str, ...]) -> Test:
    """Prepare a test that remembers the values of these fields together.

    The first to have a value keeps it. A value that is missing is not the same as another missing one.
    """
    seen: set[tuple[object, ...]] = set()

    def test(frame: GeoDataFrame) -> Mask:
        columns = pd.DataFrame({name: texts(frame[name]) for name in fields}, index=frame.index)
        complete = columns.notna().all(axis=1)
        values = pd.Series(list(columns.itertuples(index=False, name=None)), index=frame.index, dtype=object)
        repeated = complete & (values.duplicated() | values.isin(seen))
        seen.update(values[complete])
        broken: Mask = repeated.to_numpy(dtype=bool)
        return broken

    return test

"""How records are counted and cut into batches, so that memory does not grow with the file."""

import pandas as pd

BATCH = 10_000
"""Greatest number of records in one frame."""


def numbered(first: int, count: int) -> pd.RangeIndex:
    """Return the index of ``count`` records that follow each other in the source, from the 1-based ``first`` on."""
    return pd.RangeIndex(first, first + count, name="record")

"""The extent that is told of a layer."""

import math

from pipelines.storage import Box

ROOM = 0.0002
"""Degrees."""


def roomy(box: Box | None) -> Box | None:
    """Widen a layer's extent by some 20 metres, then to whole thousandths of a degree.

    Clients keep it in single precision, or turn two of its corners into another CRS, and ask for what lies within:
    where it ends at the outermost features, they lose these.
    """
    if box is None:
        return None
    west, south, east, north = box
    low = [math.floor((edge - ROOM) * 1000) / 1000 for edge in (west, south)]
    high = [math.ceil((edge + ROOM) * 1000) / 1000 for edge in (east, north)]
    return (low[0], low[1], high[0], high[1])

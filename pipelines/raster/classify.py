"""Cell values → the place of their class in the definition."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.definition import RasterQuantity

Classes = NDArray[np.uint8]
"""The place of each cell's class in the definition, from 1; 0 for cells in none."""


def classify(values: NDArray[Any], quantity: RasterQuantity) -> Classes:
    """Return the place (from 1) of each value's class, 0 for none; a class holds ``over`` and not ``to``.

    Masked cells, the definition's ``nodata`` and what is not a finite number are in no class.
    """
    known = ~np.ma.getmaskarray(values)
    plain = np.ma.getdata(values)
    if quantity.nodata is not None:
        known &= plain != quantity.nodata
    scaled = np.where(known, plain, np.nan) * quantity.factor
    result = np.zeros(scaled.shape, dtype="uint8")
    for place, one in enumerate(quantity.classes, start=1):
        result[(scaled >= one.over) & (scaled < (np.inf if one.to is None else one.to))] = place
    return result

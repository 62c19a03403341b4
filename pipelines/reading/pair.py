"""Two coordinates in one cell, as people copy them from a map: 48.68, 9.13."""

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.reading.cell import texts

_POINT = r"([+-]?\d+(?:\.\d+)?)°?(?:\s*[,;/|]\s*|\s+)([+-]?\d+(?:\.\d+)?)°?"
_COMMA = r"([+-]?\d+(?:,\d+)?)°?(?:\s*[;/|]\s*|,?\s+)([+-]?\d+(?:,\d+)?)°?"
PAIR = re.compile(rf"[(\[]?\s*(?:{_POINT}|{_COMMA})\s*[)\]]?")
"""With either decimal sign; no cell is a pair under both and means other numbers."""


def pairs(values: pd.Series) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return first and second number of each cell, both NaN where it holds anything but two numbers."""
    found = [PAIR.fullmatch(cell) if isinstance(cell, str) else None for cell in texts(values).to_numpy(dtype=object)]
    both = np.array([_both(match) for match in found], dtype="float64").reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _both(match: re.Match[str] | None) -> list[str]:
    return [each.replace(",", ".") for each in match.groups() if each] if match else ["nan", "nan"]

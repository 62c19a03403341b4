"""Values that earlier batches had, in sixteen bytes each, so that a million of them stay small."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

HASH_KEYS = ("geoportal-first!", "geoportal-second")
"""Two independent keys of SipHash: two different values that agree under both do not occur."""

Hashes = NDArray[np.uint64]


@dataclass(frozen=True)
class _Run:
    """Hashes of some values, sorted by the first, and their second ones."""

    first: Hashes
    second: Hashes

    @classmethod
    def of(cls, first: Hashes, second: Hashes) -> "_Run":
        order = np.argsort(first)
        return cls(first[order], second[order])

    def has(self, first: Hashes, second: Hashes) -> NDArray[np.bool_]:
        if not len(self.first):
            return np.zeros(len(first), dtype=bool)
        places = np.minimum(np.searchsorted(self.first, first), len(self.first) - 1)
        found: NDArray[np.bool_] = (self.first[places] == first) & (self.second[places] == second)
        return found

    def joined(self, other: "_Run") -> "_Run":
        pairs = zip((self.first, self.second), (other.first, other.second), strict=True)
        return _Run.of(*map(np.concatenate, pairs))


class Seen:
    """A set of text values that only grows.

    Kept as runs whose lengths at least double, so that adding costs little however many there are.
    """

    def __init__(self) -> None:
        self._runs: list[_Run] = []

    def before(self, values: pd.Series) -> NDArray[np.bool_]:
        """Tell which values occurred before, in an earlier call or earlier in ``values``, and remember them all.

        A missing value is not the same as another missing one.
        """
        present = values.notna().to_numpy(dtype=bool)
        texts = values[present].to_numpy(dtype=object)
        first, second = (pd.util.hash_array(texts, hash_key=key, categorize=False) for key in HASH_KEYS)
        repeated = pd.Index(texts, dtype=object).duplicated()
        for run in self._runs:
            repeated |= run.has(first, second)
        self._add(_Run.of(first[~repeated], second[~repeated]))
        result = np.zeros(len(values), dtype=bool)
        result[present] = repeated
        return result

    def _add(self, run: _Run) -> None:
        while self._runs and len(self._runs[-1].first) <= len(run.first):
            run = self._runs.pop().joined(run)
        self._runs.append(run)

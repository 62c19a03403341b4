"""Whether a page still looks like its committed picture, whatever fonts and graphics of this machine do to edges.

It sees whatever is as large as a symbol of the map: one that is lost, or has another place or colour. It does not see
a word that became another one of about the same length, or a line that is a pixel thinner; other tests read the words.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio import features
from rasterio.errors import NotGeoreferencedWarning
from shapely.geometry import shape

BLOCK = 8
"""Pixels of a square that is looked at as one: hinting and smoothing move colour by a pixel or two."""

MEAN, STRONG, FEW = 1, 30, 2
"""Of 255: what squares may differ by on average; and how many of them may differ by more than STRONG.

Other hinting of fonts comes to 0.1 on average and no square; one symbol that is lost to 13 squares on a phone, where a
pixel of the page is 1.75 of the picture, and to 3 to 6 on a desktop.
"""

MOST = 5
"""Places that are told."""

Grid = NDArray[np.float64]


def differences(taken: Path, kept: Path) -> list[str]:
    """Tell where two pictures look different, the largest place first; empty where nobody would see it."""
    ours, theirs = squares(taken), squares(kept)
    if ours.shape != theirs.shape:
        return [f"it is {_size(ours)} pixels large, not {_size(theirs)}"]
    far = np.abs(ours - theirs).max(axis=2)
    strong = far > STRONG
    if far.mean() <= MEAN and strong.sum() <= FEW:
        return []
    return [f"{far.mean():.1f} of 255 on average, {strong.sum()} squares strongly", *_places(strong)]


def keep(taken: Path, kept: Path) -> int:
    """Write a picture as WebP without any loss, a third smaller than a browser's PNG; returns its bytes."""
    with _nowhere(), rasterio.open(taken) as source:
        pixels = source.read()
        size = {"width": source.width, "height": source.height, "count": source.count, "dtype": source.dtypes[0]}
    with _nowhere(), rasterio.open(kept, "w", driver="WEBP", LOSSLESS="YES", **size) as target:
        target.write(pixels)
    return kept.stat().st_size


@contextmanager
def _nowhere() -> Iterator[None]:
    """A picture of a page lies nowhere on Earth."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        yield


def squares(path: Path) -> Grid:
    """Mean red, green and blue of each square; pixels beyond the last whole one are left out."""
    with _nowhere(), rasterio.open(path) as image:
        pixels = np.moveaxis(image.read()[:3], 0, 2).astype(float)
    height, width = (length // BLOCK for length in pixels.shape[:2])
    cut = pixels[: height * BLOCK, : width * BLOCK].reshape(height, BLOCK, width, BLOCK, 3)
    mean: Grid = cut.mean(axis=(1, 3))
    return mean


def _size(grid: Grid) -> str:
    return f"{grid.shape[1] * BLOCK} × {grid.shape[0] * BLOCK}"


def _places(strong: NDArray[np.bool_]) -> list[str]:
    """Where neighbouring squares differ, as boxes in pixels."""
    shapes = features.shapes(strong.astype(np.uint8), mask=strong, connectivity=8)
    boxes = sorted((shape(each).bounds for each, _ in shapes), key=lambda box: -(box[2] - box[0]) * (box[3] - box[1]))
    return [
        f"x {west * BLOCK:.0f}–{east * BLOCK:.0f}, y {south * BLOCK:.0f}–{north * BLOCK:.0f}"
        for west, south, east, north in boxes[:MOST]
    ]

"""Whether a page still looks like its committed picture, whatever fonts and graphics of this machine do to edges."""

import warnings
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio import features
from rasterio.errors import NotGeoreferencedWarning
from shapely.geometry import shape

BLOCK = 8
"""Pixels of a square that is looked at as one: hinting and smoothing move colour by a pixel or two."""

MEAN, STRONG, SHARE = 1, 30, 0.001
"""Of 255: what squares may differ by on average; and which share of them may differ by more than STRONG.

Other hinting of fonts comes to 0.1 on average and no square, one card that is lost on a phone to four times the share.
"""

MOST = 5
"""Places that are told."""

Grid = NDArray[np.float64]


def differences(taken: Path, kept: Path) -> list[str]:
    """Tell where two PNGs look different, the largest place first; empty where nobody would see it."""
    ours, theirs = squares(taken), squares(kept)
    if ours.shape != theirs.shape:
        return [f"it is {_size(ours)} pixels large, not {_size(theirs)}"]
    far = np.abs(ours - theirs).max(axis=2)
    strong = far > STRONG
    if far.mean() <= MEAN and strong.mean() <= SHARE:
        return []
    return [f"{far.mean():.1f} of 255 on average, {strong.mean():.1%} strongly", *_places(strong)]


def squares(path: Path) -> Grid:
    """Mean red, green and blue of each square; pixels beyond the last whole one are left out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)  # a picture of a page lies nowhere on Earth
        with rasterio.open(path) as image:
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

"""Geometry out of well-known binary and text, with a note of what had to be done to read it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from pipelines.reading.arcs import linear
from pipelines.reading.wkb import Kind, Shape, compose, parse

Geometries = NDArray[Any]
Mask = NDArray[np.bool_]

CURVED = frozenset(range(Kind.ARC_STRING, Kind.TRIANGLE + 1))
CURVED_TEXT = re.compile("CURVE|CIRCULARSTRING|SURFACE|TIN|TRIANGLE", re.IGNORECASE)
CODE = 0x0FFFFFFF
"""The bits of a type that are its code; the others are flags."""

DEGREE = 111_320.0
"""Metres of a degree of latitude; tolerances of arcs in degrees are cut down by it."""

Note = Literal["closed", "curved"]
"""Keys of ``frame.attrs``: records with a ring that was not closed, and records with arcs or faces made plain."""


@dataclass(frozen=True)
class Shapes:
    """Geometries (None where there is none or it cannot be read), and which had an open ring or arcs."""

    geometry: Geometries
    closed: Mask
    curved: Mask

    def note(self, frame: GeoDataFrame) -> GeoDataFrame:
        """Write the numbers of these records into ``frame.attrs``, from where reports take them."""
        for name, mask in (("closed", self.closed), ("curved", self.curved)):
            if mask.any():
                frame.attrs[name] = frame.index[mask].tolist()
        return frame


def noted(frame: GeoDataFrame, name: Note) -> Mask:
    """Tell which records of the frame were noted when they were read."""
    numbers = frame.attrs.get(name)
    found: Mask = np.isin(frame.index, numbers) if numbers else np.zeros(len(frame), dtype=bool)
    return found


def from_wkb(wkb: NDArray[np.object_], tolerance: float) -> Shapes:
    """Read well-known binary (bytes or None): arcs become chords, open rings are closed.

    A chord leaves its arc by ``tolerance`` metres at the most.
    """
    heads = {head for head in {data[:5] for data in wkb if data} if _may_have_arcs(head)}
    curved = np.array([bool(data) and data[:5] in heads for data in wkb] if heads else np.zeros(len(wkb)), dtype=bool)
    plain = wkb.copy()
    plain[curved] = [_straightened(data, tolerance) for data in wkb[curved]]
    curved[curved] = [one is not other for one, other in zip(plain[curved], wkb[curved], strict=True)]
    return Shapes(*_read(shapely.from_wkb, plain), curved)


def from_wkt(texts: NDArray[np.object_]) -> Shapes:
    """Read well-known text (or None), open rings are closed; arcs, which GEOS cannot read, count as unreadable."""
    straight = np.array([None if text is None or CURVED_TEXT.search(text) else text for text in texts], dtype=object)
    return Shapes(*_read(shapely.from_wkt, straight), np.zeros(len(texts), dtype=bool))


def _read(read: Callable[..., Geometries], written: NDArray[np.object_]) -> tuple[Geometries, Mask]:
    """Return the geometries, and which of them have a ring that GEOS had to close, of which it says nothing."""
    with np.errstate(invalid="ignore"):  # coordinates that are no numbers are refused later, one by one
        geometry = read(written, on_invalid="ignore")
        unread = np.flatnonzero(shapely.is_missing(geometry))
        mended = read(written[unread], on_invalid="fix")
    geometry[unread] = mended
    closed = np.zeros(len(written), dtype=bool)
    closed[unread] = ~shapely.is_missing(mended)
    return geometry, closed


def _may_have_arcs(head: bytes) -> bool:
    """Look at byte order and code of the type only; a collection may hold anything."""
    code = int.from_bytes(head[1:], "little" if head[0] else "big") & CODE
    return code % 1000 in CURVED or code % 1000 == Kind.COLLECTION


def _straightened(data: bytes, tolerance: float) -> bytes | None:
    """Return the geometry without arcs, the very same where it has none, and None where it cannot be read."""
    try:
        shape = parse(data)
    except ValueError:
        return None
    if not _has_arcs(shape):
        return data
    return compose(linear(shape, tolerance / DEGREE if _is_in_degrees(shape) else tolerance))


def _has_arcs(shape: Shape) -> bool:
    return shape.kind in CURVED or any(map(_has_arcs, shape.parts))


def _is_in_degrees(shape: Shape) -> bool:
    """Small numbers are degrees; no German projected system has any."""
    return all((np.abs(rows[:, :2]) <= 180).all() for rows in shape.rows) and all(map(_is_in_degrees, shape.parts))

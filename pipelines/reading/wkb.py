"""Well-known binary as a small tree: GEOS knows neither its arcs nor how to make measures, so some is read here.

Codes and layout: OGC 06-103r4 (Simple Features), section 8.2, and ISO 19125; PostGIS' flags of EWKB are understood.
"""

import struct
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

HAS_Z, HAS_M, HAS_SRID = 0x80000000, 0x40000000, 0x20000000
"""Flags of EWKB; ISO adds 1000 to the code for Z, 2000 for M, 3000 for both."""

DEEPEST = 32
"""Levels of nesting; as many as GDAL reads."""


class Kind(IntEnum):
    """Codes of the geometry types."""

    POINT = 1
    LINE = 2
    POLYGON = 3
    MULTIPOINT = 4
    MULTILINE = 5
    MULTIPOLYGON = 6
    COLLECTION = 7
    ARC_STRING = 8
    COMPOUND_CURVE = 9
    CURVE_POLYGON = 10
    MULTICURVE = 11
    MULTISURFACE = 12
    POLYHEDRON = 15
    TIN = 16
    TRIANGLE = 17


LINES = frozenset({Kind.LINE, Kind.ARC_STRING})
RINGS = frozenset({Kind.POLYGON, Kind.TRIANGLE})

Coordinates = NDArray[np.float64]
"""Shape (vertices, 2 to 4): x, y and what ``dimensions`` says."""


@dataclass(frozen=True)
class Shape:
    """One geometry: points and lines have one array of ``rows``, polygons one per ring, all others have ``parts``.

    ``dimensions`` is "xy", "xyz", "xym" or "xyzm".
    """

    kind: Kind
    dimensions: str
    rows: tuple[Coordinates, ...] = ()
    parts: tuple["Shape", ...] = ()


def parse(data: bytes) -> Shape:
    """Read one geometry. Raises ValueError for what is cut short, nested too deep or of a kind without code here."""
    try:
        return _Reader(data).shape()
    except struct.error as error:
        raise ValueError(str(error)) from None


def compose(shape: Shape) -> bytes:
    """Write one geometry, little-endian, with the codes of ISO."""
    ordinates = shape.dimensions
    head = struct.pack("<BI", 1, shape.kind + 1000 * ("z" in ordinates) + 2000 * ("m" in ordinates))
    if shape.kind == Kind.POINT:
        return head + _packed(shape.rows[0])
    if shape.kind in LINES:
        return head + _counted(shape.rows[0])
    if shape.kind in RINGS:
        return head + struct.pack("<I", len(shape.rows)) + b"".join(map(_counted, shape.rows))
    return head + struct.pack("<I", len(shape.parts)) + b"".join(map(compose, shape.parts))


def _packed(rows: Coordinates) -> bytes:
    return rows.astype("<f8").tobytes()


def _counted(rows: Coordinates) -> bytes:
    return struct.pack("<I", len(rows)) + _packed(rows)


class _Reader:
    """Reads from the front; each geometry says its own byte order."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self.order = "<"

    def shape(self, depth: int = 0) -> Shape:
        if depth > DEEPEST:
            message = "nested too deep"
            raise ValueError(message)
        self.order = "<" if self.data[self.at : self.at + 1] == b"\x01" else ">"
        self.at += 1
        kind, dimensions = self._head()
        if kind == Kind.POINT:
            return Shape(kind, dimensions, (self._rows(1, dimensions),))
        if kind in LINES:
            return Shape(kind, dimensions, (self._rows(self._number(), dimensions),))
        if kind in RINGS:
            rings = tuple(self._rows(self._number(), dimensions) for _ in range(self._number()))
            return Shape(kind, dimensions, rings)
        return Shape(kind, dimensions, parts=tuple(self.shape(depth + 1) for _ in range(self._number())))

    def _head(self) -> tuple[Kind, str]:
        code = self._number()
        if code & HAS_SRID:
            self.at += 4
        iso, kind = divmod(code & ~(HAS_Z | HAS_M | HAS_SRID), 1000)
        z = "z" if code & HAS_Z or iso in {1, 3} else ""
        m = "m" if code & HAS_M or iso in {2, 3} else ""
        return Kind(kind), f"xy{z}{m}"

    def _number(self) -> int:
        (number,) = struct.unpack_from(f"{self.order}I", self.data, self.at)
        self.at += 4
        return int(number)

    def _rows(self, count: int, dimensions: str) -> Coordinates:
        size = len(dimensions)
        rows = np.frombuffer(self.data, f"{self.order}f8", count * size, self.at).reshape(count, size)
        self.at += rows.nbytes
        return rows

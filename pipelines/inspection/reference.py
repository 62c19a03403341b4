"""Which CRS a file's numbers are in, and where that puts them: as the file says, as they look, or as the town lies."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray
from pyproj import CRS, Transformer

from pipelines.errors import GeoportalError
from pipelines.reading.crs import EASTINGS, agreed
from pipelines.stages.geometry import PLAUSIBLE
from pipelines.storage import STORAGE_SRID
from pipelines.text import Text

Extent = tuple[float, float, float, float]
"""West, south, east, north in CRS84 degrees."""

CANDIDATES = (*EASTINGS, "EPSG:4326", "EPSG:25833", "EPSG:31468", "EPSG:31466", "EPSG:3857", "EPSG:25831", "EPSG:31469")
"""What towns' numbers are in, the usual ones first."""

NEAR = 0.05
"""Degrees around the town in which a candidate may put the file's middle, some 5 km."""


NO_COORDINATES = Text("die Datei enthält keine Koordinaten", "the file has no coordinates")


@dataclass(frozen=True)
class Reference:
    """The CRS, how it is known, and the reason in words. ``declare`` says whether a definition must name it."""

    crs: str | None
    how: Literal["file", "numbers", "guess", "unknown", "none"]
    reason: Text
    declare: bool = False


@dataclass(frozen=True)
class Reach:
    """Where records lie: their outermost degrees, and how many of them in the town, elsewhere and nowhere."""

    extent: Extent | None
    inside: int
    elsewhere: int
    nowhere: int

    @property
    def place(self) -> Literal["inside", "overlaps", "elsewhere", "nowhere"]:
        """How the file lies to the town."""
        if not self.inside + self.elsewhere:
            return "nowhere"
        if not self.inside:
            return "elsewhere"
        return "overlaps" if self.elsewhere else "inside"


def find_reference(frame: GeoDataFrame, town: Extent) -> Reference:
    """Return the CRS of a frame whose ``crs`` is what its file says, None where it says nothing."""
    if not _located(frame).any():
        return Reference(None, "none", NO_COORDINATES)
    named = frame.crs.name if frame.crs else None
    try:
        found = agreed(None, frame.crs, frame)
    except GeoportalError as error:
        guess = _guessed(frame, town, error)
        return guess if _is_declarable(guess, frame) else Reference(None, "unknown", _whole(error), declare=True)
    if found is None:
        return Reference(None, "none", NO_COORDINATES)
    if named and found != CRS.from_user_input("OGC:CRS84"):
        return Reference(_code(found), "file", Text(f"steht in der Datei: {named}", f"the file says: {named}"))
    if named:
        return Reference(_code(found), "file", Text("steht in der Datei oder im Format", "the file or format says so"))
    return Reference(
        "OGC:CRS84", "numbers", Text("die Zahlen sind Längen- und Breitengrade", "the numbers are degrees")
    )


def reach(frame: GeoDataFrame, crs: str | None, town: Extent) -> Reach:
    """Return where the frame's records lie if their numbers are in ``crs``."""
    located = _located(frame)
    if crs is None or not located.any():
        return Reach(None, 0, 0, len(frame))
    corners = _degrees(shapely.bounds(frame.geometry.to_numpy()[located]), crs)
    usable = np.isfinite(corners).all(axis=1)
    west, south, east, north = corners[usable].T
    inside = (west <= town[2]) & (east >= town[0]) & (south <= town[3]) & (north >= town[1])
    if not usable.any():
        return Reach(None, 0, 0, len(frame))
    outermost = (float(west.min()), float(south.min()), float(east.max()), float(north.max()))
    return Reach(outermost, int(inside.sum()), int((~inside).sum()), len(frame) - int(usable.sum()))


def abroad(frame: GeoDataFrame, crs: str | None) -> NDArray[np.bool_]:
    """Return which records have a geometry that is refused, as it does not lie in Germany; none without a CRS."""
    shapes = frame.geometry.to_numpy()
    there = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    if crs is None:
        return np.zeros(len(frame), dtype=bool)
    low, high = PLAUSIBLE[:2], PLAUSIBLE[2:]
    corners = _corners(shapely.bounds(shapes), crs, f"EPSG:{STORAGE_SRID}")
    lies = (corners[:, :2] >= low).all(axis=1) & (corners[:, 2:] <= high).all(axis=1)
    away: NDArray[np.bool_] = there & ~lies
    return away


def together(parts: Sequence[Reach]) -> Reach:
    """Add up the batches of a file."""
    extents = np.array([part.extent for part in parts if part.extent])
    outermost = (*extents[:, :2].min(axis=0), *extents[:, 2:].max(axis=0)) if len(extents) else None
    counts = Counter[str]()
    for part in parts:
        counts.update(inside=part.inside, elsewhere=part.elsewhere, nowhere=part.nowhere)
    extent = tuple(map(float, outermost)) if outermost else None
    return Reach(extent, counts["inside"], counts["elsewhere"], counts["nowhere"])  # type: ignore[arg-type]


def _guessed(frame: GeoDataFrame, town: Extent, error: GeoportalError) -> Reference:
    middle = np.median(shapely.bounds(frame.geometry.to_numpy()[_located(frame)]), axis=0)[np.newaxis]
    for code in CANDIDATES:
        west, south, east, north = _degrees(middle, code)[0]
        if town[0] - NEAR < west and east < town[2] + NEAR and town[1] - NEAR < south and north < town[3] + NEAR:
            why = Text(
                f"geraten: nur so liegen die Daten in der Stadt. {error.message.de}",
                f"a guess: it puts the data into the town. {error.message.to('en')}",
            )
            return Reference(code, "guess", why, declare=True)
    for code, (lowest, highest) in EASTINGS.items():
        if lowest < middle[0, 0] < highest and 5_200_000 < middle[0, 1] < 6_150_000:
            why = Text(
                f"geraten nach den Zahlen. {error.message.de}", f"a guess by the numbers. {error.message.to('en')}"
            )
            return Reference(code, "guess", why, declare=True)
    return Reference(None, "unknown", error.message, declare=True)


def _is_declarable(guess: Reference, frame: GeoDataFrame) -> bool:
    """What the file itself contradicts is refused in a definition, too."""
    try:
        agreed(guess.crs, frame.crs, frame)
    except GeoportalError:
        return guess.crs is None
    return True


def _whole(error: GeoportalError) -> Text:
    return Text(error.to("de"), error.to("en"))


def _located(frame: GeoDataFrame) -> NDArray[np.bool_]:
    bounds = shapely.bounds(frame.geometry.to_numpy())
    found: NDArray[np.bool_] = np.isfinite(bounds).all(axis=1)
    return found


def _degrees(bounds: NDArray[np.float64], crs: str) -> NDArray[np.float64]:
    return _corners(bounds, crs, "OGC:CRS84")


def _corners(bounds: NDArray[np.float64], crs: str, target: str) -> NDArray[np.float64]:
    """Corners in another CRS; infinite where they cannot be moved there."""
    moved = Transformer.from_crs(crs, target, always_xy=True)
    west, south = moved.transform(bounds[:, 0], bounds[:, 1])
    east, north = moved.transform(bounds[:, 2], bounds[:, 3])
    return np.column_stack([west, south, east, north])


def _code(crs: CRS) -> str:
    authority = crs.to_authority(min_confidence=70)
    return ":".join(authority) if authority else crs.to_wkt()

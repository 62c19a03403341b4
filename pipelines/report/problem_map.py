"""Where the problems are: findings clustered by rule on the outline of the town, for a drawing without any network."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer

from pipelines.report.finding import Action
from pipelines.report.frame import Frame, frame_around
from pipelines.report.ground import Ground
from pipelines.report.spot import Spot
from pipelines.storage import STORAGE_SRID

KINDS = 8
"""Shapes and colours there are; the ninth rule has the first colour in the second shape."""

CELLS = (28.0, 42.0, 64.0, 96.0, 128.0)
"""Units of the drawing within which findings of one rule are one mark; the first that leaves the drawing legible."""

LEGIBLE = 80
"""Marks that a drawing can bear."""

APART = 17.0
"""Units by which marks of several rules in one cell stand below each other."""

EDGE = 14.0
"""Units from the edge at which places beyond it are drawn."""

Kind = tuple[str, Action]


@dataclass(frozen=True)
class Glyph:
    """Look of a rule's marks: numbers of a shape and of a colour."""

    shape: int
    colour: int


@dataclass(frozen=True)
class Mark:
    """``count`` findings of one rule in one place of the drawing."""

    rule: str
    action: Action
    glyph: Glyph
    x: float
    y: float
    count: int

    @property
    def size(self) -> float:
        """How much larger than a single finding's mark it is."""
        return round(1 + 0.15 * math.log10(self.count), 2)


@dataclass(frozen=True)
class ProblemMap:
    """What the drawing shows; ``beyond`` findings lie outside of it and are drawn at its edge."""

    frame: Frame
    border: tuple[str, ...]
    quarters: tuple[str, ...]
    marks: tuple[Mark, ...]
    beyond: int


def glyphs(kinds: Sequence[Kind]) -> dict[Kind, Glyph]:
    """Give every rule and action of a report a shape and a colour, each pair once for the first 64."""
    return {
        kind: Glyph((place + place // KINDS) % KINDS, place % KINDS) for place, kind in enumerate(dict.fromkeys(kinds))
    }


def problem_map(ground: Ground, spots: Sequence[Spot], looks: Mapping[Kind, Glyph]) -> ProblemMap:
    """Lay out the drawing: the town as ground, a mark for every rule in every place."""
    border = ground.border or ground.quarters or (ground.extent,)
    frame = frame_around(border)
    places = _places(spots, frame)
    inside = ((places >= 0) & (places <= (frame.width, frame.height))).all(axis=1)
    shown = np.where(inside[:, None], places, np.clip(places, EDGE, (frame.width - EDGE, frame.height - EDGE)))
    return ProblemMap(
        frame=frame,
        border=tuple(frame.path(shape) for shape in border),
        quarters=tuple(frame.path(shape) for shape in ground.quarters),
        marks=_legible(spots, shown, looks, frame.height),
        beyond=sum(spot.count for spot, seen in zip(spots, inside, strict=True) if not seen),
    )


def _places(spots: Sequence[Spot], frame: Frame) -> NDArray[np.float64]:
    transformer = Transformer.from_crs("OGC:CRS84", STORAGE_SRID, always_xy=True)
    east, north = transformer.transform([spot.longitude for spot in spots], [spot.latitude for spot in spots])
    return frame.project(np.column_stack([east, north]).reshape(-1, 2))


def _legible(
    spots: Sequence[Spot], places: NDArray[np.float64], looks: Mapping[Kind, Glyph], height: float
) -> tuple[Mark, ...]:
    marks: tuple[Mark, ...] = ()
    for cell in CELLS:
        marks = tuple(_marks(spots, places, looks, cell, height))
        if len(marks) <= LEGIBLE:
            break
    return marks


def _marks(
    spots: Sequence[Spot], places: NDArray[np.float64], looks: Mapping[Kind, Glyph], cell: float, height: float
) -> list[Mark]:
    cells: defaultdict[tuple[int, int], defaultdict[Kind, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, (spot, (x, y)) in enumerate(zip(spots, places, strict=True)):
        cells[int(x // cell), int(y // cell)][spot.rule, spot.action].append(number)
    marks = []
    for kinds in cells.values():
        x, middle = np.mean([places[numbers].mean(axis=0) for numbers in kinds.values()], axis=0)
        half = APART * (len(kinds) - 1) / 2
        top = max(EDGE, min(middle - half, height - EDGE - 2 * half))  # the whole pile stays on the drawing
        for place, (kind, numbers) in enumerate(kinds.items()):
            y = top + APART * place
            count = sum(spots[number].count for number in numbers)
            marks.append(Mark(*kind, looks[kind], round(float(x), 1), round(float(y), 1), count))
    return sorted(marks, key=lambda mark: -mark.count)

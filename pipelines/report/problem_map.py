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
from pipelines.tables import STORAGE_SRID

KINDS = 8
"""Shapes and colours there are; the ninth rule has the first colour in the second shape."""

CELL = 28.0
"""Units of the drawing within which findings of one rule are one mark."""

APART = 10.0
"""Units by which marks of several rules in one cell stand apart."""

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
        return round(1 + 0.35 * math.log10(self.count), 2)


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
    edge = np.clip(places, CELL / 2, (frame.width - CELL / 2, frame.height - CELL / 2))
    return ProblemMap(
        frame=frame,
        border=tuple(frame.path(shape) for shape in border),
        quarters=tuple(frame.path(shape) for shape in ground.quarters),
        marks=tuple(_marks(spots, np.where(inside[:, None], places, edge), looks)),
        beyond=sum(spot.count for spot, shown in zip(spots, inside, strict=True) if not shown),
    )


def _places(spots: Sequence[Spot], frame: Frame) -> NDArray[np.float64]:
    transformer = Transformer.from_crs("OGC:CRS84", STORAGE_SRID, always_xy=True)
    east, north = transformer.transform([spot.longitude for spot in spots], [spot.latitude for spot in spots])
    return frame.project(np.column_stack([east, north]).reshape(-1, 2))


def _marks(spots: Sequence[Spot], places: NDArray[np.float64], looks: Mapping[Kind, Glyph]) -> list[Mark]:
    cells: defaultdict[tuple[int, int], defaultdict[Kind, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, (spot, (x, y)) in enumerate(zip(spots, places, strict=True)):
        cells[int(x // CELL), int(y // CELL)][spot.rule, spot.action].append(number)
    marks = []
    for kinds in cells.values():
        for place, (kind, numbers) in enumerate(kinds.items()):
            counts = np.array([spots[number].count for number in numbers])
            x, y = np.average(places[numbers], axis=0, weights=counts) + _aside(place, len(kinds))
            marks.append(Mark(*kind, looks[kind], round(float(x), 1), round(float(y), 1), int(counts.sum())))
    return sorted(marks, key=lambda mark: -mark.count)


def _aside(place: int, of: int) -> tuple[float, float]:
    if of == 1:
        return 0.0, 0.0
    angle = 2 * math.pi * place / of
    return APART * math.cos(angle), APART * math.sin(angle)

"""A source of a definition → its records with geometry in EPSG:25832, read by the confined reader."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Self

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from pipelines.definition import TableSource
from pipelines.errors import RefusedError
from pipelines.reading.fetch import locate_table
from pipelines.reading.headers import GEOMETRY, require
from pipelines.reading.lines import Lines, told
from pipelines.reading.read import read
from pipelines.settings import Settings
from pipelines.stages.coordinates import place
from pipelines.stages.operation import operation_of
from pipelines.stages.take import take
from pipelines.stages.transform import movement
from pipelines.text import Text


@dataclass(frozen=True)
class Table:
    """``cells`` by the source's column names, index is the record's number; ``shapes`` lie on whole millimetres.

    ``name`` is the file's, ``decimal`` the decimal sign of its texts, ``lines`` are where its records stand.
    """

    name: str
    cells: pd.DataFrame
    shapes: NDArray[np.object_]
    decimal: Literal[".", ","]
    lines: Lines | None = None

    def where(self, row: int) -> Text:
        """Say which record the row is."""
        number = int(self.cells.index[row])
        line, sheet = (self.lines.line(number), self.lines.sheet) if self.lines else (None, None)
        where = told(number, line, sheet)
        return Text(f"{self.name}, {where.de}", f"{self.name}, {where.to('en')}")

    def taken(self, rows: Sequence[int]) -> Self:
        """Return the table with these rows in this order."""
        return replace(self, cells=self.cells.iloc[list(rows)], shapes=self.shapes[list(rows)])


def table(source: TableSource, owner: str, columns: Iterable[str], settings: Settings) -> Table:
    """Read what ``source`` takes for the plan ``owner``.

    Vertices that are one in the source are one here: each is moved and rounded for itself, and nothing is snapped.
    Raises SourceError for what cannot be read and for columns that are not there, RefusedError for coordinates that
    have no place in EPSG:25832.
    """
    located = locate_table(source, owner, settings)
    frames = list(read(source, located))
    require([*columns, *source.take.where], frames[0].columns, located.name)
    frame = GeoDataFrame(pd.concat([take(each, source.take, {}) for each in frames]))
    operation = operation_of(frame.crs.to_string() if frame.crs else None, settings)
    placed = place(frame.geometry.to_numpy(), "xy", movement(operation, source))
    if placed.lost.any():
        raise RefusedError(
            Text(
                f"{located.name}: Koordinaten liegen außerhalb dessen, was {operation.source} darstellen kann.",
                f"{located.name}: coordinates lie outside of what {operation.source} can express.",
            )
        )
    first, *others = (Lines.of(each) for each in frames)
    lines = first.then(filter(None, others)) if first else None
    return Table(located.name, pd.DataFrame(frame.drop(columns=GEOMETRY)), placed.shapes, source.decimal, lines)


def single(shape: BaseGeometry | None) -> BaseGeometry | None:
    """Return the one part of a geometry that could have several, as many formats have no other kind; others as is."""
    if shape is None or shape.is_empty:
        return None
    parts: list[BaseGeometry] = shapely.get_parts(shape).tolist()
    return parts[0] if len(parts) == 1 else shape

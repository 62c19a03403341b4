"""How a source writes its coordinates: as decimal numbers, or in degrees, minutes and seconds, but never in both."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.definition import TableSource
from pipelines.errors import SourceError
from pipelines.reading.angle import Angle, Axis, angle, two_angles
from pipelines.reading.cell import texts
from pipelines.reading.lines import Lines, told
from pipelines.reading.number import numbers
from pipelines.reading.pair import pairs
from pipelines.text import Text

Floats = NDArray[np.float64]
Notation = Literal["decimal", "dms"]


@dataclass(frozen=True)
class Notations:
    """The notations that a source was found to use, each with the place where it was first seen, across batches."""

    source: TableSource
    seen: dict[Notation, Text] = field(default_factory=dict)

    def coordinates(self, table: pd.DataFrame) -> tuple[Floats, Floats]:
        """Return x and y out of the columns that the source names, NaN where a cell cannot be read.

        Degrees without minutes that are marked as such (48.69° N) go with both notations. Raises SourceError where
        both occur, and where a side of the sky contradicts the column.
        """
        together = self.source.xy or self.source.yx
        if together:
            one, other = self._pairs(table, together)
            return (one, other) if self.source.xy else (other, one)
        return self._single(table, str(self.source.x), "x"), self._single(table, str(self.source.y), "y")

    def _single(self, table: pd.DataFrame, name: str, axis: Axis) -> Floats:
        found = numbers(table[name], self.source.decimal)
        self._met(table, name, "decimal", np.isfinite(found))
        unread = np.isnan(found)
        if self.source.degrees == "decimal" or not unread.any():
            return found
        is_loose = self.source.degrees == "dms"
        places, unique = pd.factorize(texts(table[name][unread]))
        read = [each if each and (is_loose or each.is_marked) else None for each in map(angle, unique)]
        known, is_dms, is_turned = _facts(read, self._sky(axis))
        self._check(table, name, _spread(unread, places, is_dms), _spread(unread, places, is_turned))
        found[unread] = np.append(known, np.nan)[places]
        return found

    def _pairs(self, table: pd.DataFrame, name: str) -> tuple[Floats, Floats]:
        one, other = pairs(table[name])
        self._met(table, name, "decimal", np.isfinite(one))
        unread = np.isnan(one)
        if self.source.degrees == "decimal" or not unread.any():
            return one, other
        places, unique = pd.factorize(texts(table[name][unread]))
        read = [two_angles(each) or (None, None) for each in unique]
        first, is_dms, is_turned = _facts([both[0] for both in read], self._sky("x" if self.source.xy else "y"))
        second = _facts([both[1] for both in read], None)[0]
        self._check(table, name, _spread(unread, places, is_dms), _spread(unread, places, is_turned))
        one[unread], other[unread] = np.append(first, np.nan)[places], np.append(second, np.nan)[places]
        return one, other

    def _sky(self, axis: Axis) -> Axis:
        if self.source.axes == "xy":
            return axis
        return "y" if axis == "x" else "x"

    def _check(self, table: pd.DataFrame, name: str, dms: NDArray[np.bool_], turned: NDArray[np.bool_]) -> None:
        if turned.any():
            raise _turned(_cell(table, name, turned), name, self.source)
        self._met(table, name, "dms", dms)

    def _met(self, table: pd.DataFrame, name: str, notation: Notation, where: NDArray[np.bool_]) -> None:
        if not where.any():
            return
        if notation not in self.seen:
            self.seen[notation] = _cell(table, name, where)
        if self.source.degrees == "dms" and notation == "decimal":
            raise _undeclared(self.seen["decimal"])
        if len(self.seen) > 1:
            raise _mixed(self.seen["dms"], self.seen["decimal"])


def _facts(read: list[Angle | None], axis: Axis | None) -> tuple[Floats, NDArray[np.bool_], NDArray[np.bool_]]:
    """Degrees (NaN: none), which have minutes, and which name a side of the sky that is not on ``axis``."""
    degrees = np.array([each.degrees if each else np.nan for each in read], dtype="float64")
    has_minutes = np.array([bool(each and each.has_minutes) for each in read], dtype=bool)
    is_turned = np.array([bool(axis and each and each.axis not in {None, axis}) for each in read], dtype=bool)
    return degrees, has_minutes, is_turned


def _spread(unread: NDArray[np.bool_], places: NDArray[np.intp], facts: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Bring what holds of each different cell to all cells; an empty one, whose place is -1, has nothing."""
    spread = np.zeros(len(unread), dtype=bool)
    spread[unread] = np.append(facts, False)[places]
    return spread


def _cell(table: pd.DataFrame, name: str, where: NDArray[np.bool_]) -> Text:
    """Name the first cell of the column: where it stands and what it holds."""
    place = int(np.argmax(where))
    record, lines = int(table.index[place]), Lines.of(table)
    line, sheet = (lines.line(record), lines.sheet) if lines else (None, None)
    said, written = told(record, line, sheet), texts(table[name].iloc[[place]]).iloc[0]
    return Text(f"{said.de}: „{written}“", f"{said.to('en')}: “{written}”")


def _mixed(dms: Text, decimal: Text) -> SourceError:
    return SourceError(
        Text(
            f"Die Koordinaten stehen teils in Grad, Minuten und Sekunden ({dms.de}), teils als Zahl ({decimal.de}).",
            f"Some coordinates are in degrees, minutes and seconds ({dms.to('en')}), others are numbers "
            f"({decimal.to('en')}).",
        ),
        Text(
            "Bitte alle in derselben Schreibweise angeben, etwa 48°41'32,5\"N und 9°07'50,0\"O.",
            "Please write all of them in one way, such as 48°41'32.5\"N and 9°07'50.0\"E.",
        ),
    )


def _undeclared(decimal: Text) -> SourceError:
    return SourceError(
        Text(
            f"Die Koordinaten sollen in Grad, Minuten und Sekunden stehen (degrees: dms), eine ist aber eine Zahl "
            f"({decimal.de}).",
            f"Coordinates are to be in degrees, minutes and seconds (degrees: dms), but one is a number "
            f"({decimal.to('en')}).",
        ),
        Text(
            "Bitte die Zelle wie die anderen schreiben, oder degrees aus der Definition nehmen, wenn alle Zahlen sind.",
            "Please write the cell like the others, or take degrees out of the definition where all are numbers.",
        ),
    )


def _turned(cell: Text, name: str, source: TableSource) -> SourceError:
    if source.x:
        fixed = f"source: {{x: {source.y}, y: {source.x}}}"
    else:
        fixed = f"source: {{{'yx' if source.xy else 'xy'}: {name}}}"
    return SourceError(
        Text(
            f"Spalte „{name}“, {cell.de}: die Himmelsrichtung passt nicht zu dem, was die Definition dort erwartet.",
            f"Column “{name}”, {cell.to('en')}: the side of the sky is not what the definition expects there.",
        ),
        Text(
            f"Sind Breite und Länge vertauscht, bitte in der Definition angeben: {fixed}.",
            f"If latitude and longitude are swapped, please state in the definition: {fixed}.",
        ),
    )

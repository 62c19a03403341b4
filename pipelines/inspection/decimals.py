"""With which decimal sign a file's numbers are written, and where nobody can tell: 1.234 may be either."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.inspection.columns import Column
from pipelines.reading.number import Decimal
from pipelines.text import Text

SETTLED = Text(
    "Punkte als Tausenderpunkte gelesen: andere Spalten haben solche oder ein Dezimalkomma",
    "dots read as thousands separators: other columns have such, or a decimal comma",
)


@dataclass(frozen=True)
class Signs:
    """The sign that the file is read with, and its columns of written numbers, by name.

    ``commas`` are numbers with a decimal comma alone, ``points`` with a decimal point alone, and ``either`` with both:
    each of their dots has three digits behind it.
    """

    decimal: Decimal
    commas: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    either: tuple[str, ...] = ()

    @property
    def is_mixed(self) -> bool:
        """Whether no one sign reads all columns."""
        return bool(self.commas and self.points)

    def asks(self, column: str) -> bool:
        """Tell whether only people know what a column's dots mean; a file that has commas alone says it itself."""
        return column in self.either and (self.decimal == "." or self.is_mixed)

    def remark(self, column: Column) -> Text | None:
        """Ask what the column's dots mean and how to write either; or say what they were taken for."""
        if column.name not in self.either:
            return None
        if not self.asks(column.name):
            return SETTLED
        dotted = column.dotted or ""
        thousands, decimals = self._answers(column.unit)
        return Text(
            f"{dotted}: Tausenderpunkt oder Dezimalzahl? Tausenderpunkt: {thousands.de}; Dezimalzahl: {decimals.de}",
            f"{dotted}: thousands or decimals? Thousands: {thousands.to('en')}; decimals: {decimals.to('en')}",
        )

    def _answers(self, unit: str | None) -> tuple[Text, Text]:
        """How to write thousands, and decimals: one source has one sign, so the file may have to change."""
        behind = f', unit: "{unit}"' if unit else ""
        number, integer = (Text(written, written) for written in (f"type: number{behind}", f"type: integer{behind}"))
        if self.decimal == ",":
            return integer, Text(f"Komma in der Datei und {number.de}", f"a comma in the file and {number.de}")
        if self.points:
            shown = self.points[0]
            return Text(
                f'Punkte in der Datei entfernen (mit decimal: "," wäre „{shown}“ keine Zahl) und type: integer',
                f'remove the dots in the file (with decimal: ",", “{shown}” were no number) and type: integer',
            ), number
        both = 'source: {decimal: ","}'
        return Text(f"{both} und {integer.de}", f"{both} and type: integer"), number


def find_signs(columns: Iterable[Column], decimal: Decimal | None = None) -> Signs:
    """Return the signs of the columns, read with ``decimal``; else with that of most columns, the point where equal."""
    written = [column for column in columns if column.filled and not column.is_typed and not column.has_leading_zeros]
    reads = {column.name: {sign for kind, sign in column.fits if kind == "number"} for column in written}
    commas = tuple(name for name, signs in reads.items() if signs == {","})
    points = tuple(name for name, signs in reads.items() if signs == {"."})
    either = tuple(column.name for column in written if len(reads[column.name]) == 2 and column.dotted)
    return Signs(decimal or ("," if len(commas) > len(points) else "."), commas, points, either)

"""Templates and records → values of XPlanGML, column by column; what does not fit is told by record."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipelines.drafting.forms import code, expected, written
from pipelines.drafting.mistakes import Mistakes
from pipelines.drafting.table import Table
from pipelines.drafting.template import Column, Constant, Nested, Slot
from pipelines.reading.cell import texts
from pipelines.text import Text
from pipelines.xplan.catalogue import Catalogue, Kind, PropertyType
from pipelines.xplan.model import Literal, Measure, Object, Property, Reference, Value

Row = list[Property]
Parts = list[tuple[str, str | None]]
"""The values of one cell: as they stand, and as XPlanGML has them; None for what does not fit the type."""


@dataclass(frozen=True)
class Filling:
    """Fills templates of one version; ``targets`` finds features by class and key, for references."""

    known: Catalogue
    targets: "Targets"
    mistakes: Mistakes

    def rows(self, slots: Sequence[Slot], table: Table | None, label: str) -> list[Row]:
        """Return the properties of each record of a table, of one feature without a table."""
        size = len(table.cells) if table else 1
        columns = [self._column(slot, table, size, label) for slot in slots]
        return [[each for column in columns for each in column[row]] for row in range(size)]

    def _column(self, slot: Slot, table: Table | None, size: int, label: str) -> list[Row]:
        """The properties that one template makes, for each record none, one or several."""
        match slot.value:
            case Constant(text, uom):
                where = Text(label)
                value = [Property(slot.type.name, each) for each in self._values(slot.type, [text], uom, where)]
                return [value] * size
            case Nested(class_name, slots):
                inner = self.rows(slots, table, label)
                is_optional = any(True for each in slots for _ in each.columns())
                return [
                    [Property(slot.type.name, Object(class_name, tuple(row)))]
                    if not is_optional or self._says_more(row, slots)
                    else []
                    for row in inner
                ]
            case Column() as column:
                assert table is not None  # noqa: S101 - the definition was checked for it
                return self._cells(slot.type, column, table, label)

    def _says_more(self, row: Row, slots: Sequence[Slot]) -> bool:
        """Whether an object has a value from the record; one of constants alone would be there for all of them."""
        own = {slot.type.name for slot in slots if any(True for _ in slot.columns())}
        return any(each.name in own for each in row)

    def _cells(self, type_: PropertyType, column: Column, table: Table, label: str) -> list[Row]:
        found: list[Row] = []
        for row, parts in enumerate(_read(type_, column, table)):
            where = self._said(table, row, label, type_.name)
            given = self._texts(column, parts, type_, where)
            found.append([Property(type_.name, each) for each in self._values(type_, given, column.uom, where)])
        return found

    def _texts(self, column: Column, parts: Parts, type_: PropertyType, where: Text) -> Iterator[str]:
        """The texts of one cell, through the table of codes."""
        if not parts and column.default is not None:
            yield column.default
        for cell, text in parts:
            if cell in column.codes:
                yield column.codes[cell]
            elif text is not None:
                yield text
            else:
                wanted = expected(type_)
                self.mistakes.wrong(
                    where, Text(f"erwartet wird {wanted.de}, nicht „{cell}“", f"expected is {wanted.en}, not “{cell}”")
                )

    def _values(self, type_: PropertyType, given: Iterable[str], uom: str, where: Text) -> Iterator[Value]:
        for text in given:
            if type_.kind is Kind.ENUMERATION:
                found = code(text, type_, self.known)
                if found is None:
                    said = Text(
                        f"„{text}“ ist kein Wert von {type_.target}; codes könnte sagen, welcher gemeint ist",
                        f"“{text}” is no value of {type_.target}; codes could say which one is meant",
                    )
                    self.mistakes.wrong(where, said)
                else:
                    yield Literal(found)
            elif type_.kind is Kind.REFERENCE:
                yield from self._reference(type_, text, where)
            elif type_.kind is Kind.MEASURE:
                yield Measure(text, uom)
            else:
                yield Literal(text)

    def _reference(self, type_: PropertyType, key: str, where: Text) -> Iterator[Reference]:
        found = self.targets.find(type_.target or "", key)
        if len(found) == 1:
            yield Reference(f"#{found[0]}")
            return
        many = (
            Text("mehrere Objekte haben", "several features have")
            if found
            else Text("kein Objekt hat", "no feature has")
        )
        self.mistakes.wrong(
            where,
            Text(f"{many.de} den Schlüssel „{key}“ ({type_.target})", f"{many.en} the key “{key}” ({type_.target})"),
        )

    def _said(self, table: Table, row: int, label: str, name: str) -> Text:
        where = table.where(row)
        return Text(f"{where.de} ({label}.{name})", f"{where.en} ({label}.{name})")


def _read(type_: PropertyType, column: Column, table: Table) -> list[Parts]:
    cells = table.cells[column.name]
    raw = nullable(texts(cells))
    if column.split is None:
        fine = nullable(written(cells, type_, table.decimal))
        return [[] if cell is None else [(cell, text)] for cell, text in zip(raw, fine, strict=True)]
    parts = [[part.strip() for part in (cell or "").split(column.split) if part.strip()] for cell in raw]
    flat = pd.Series([part for each in parts for part in each], dtype="string")
    forms = iter(nullable(written(flat, type_, table.decimal)))
    return [[(part, next(forms)) for part in each] for each in parts]


def nullable(values: pd.Series) -> list[str | None]:
    """Return a column of texts as a list, None for what is missing."""
    return [text if is_there else None for text, is_there in zip(values, values.notna(), strict=True)]


@dataclass(frozen=True)
class Targets:
    """The features of a plan by class and key."""

    known: Catalogue
    by_key: Mapping[str, Mapping[str, str]]
    """gml:ids by key, then by class."""

    def find(self, class_name: str, key: str) -> list[str]:
        """Return the gml:ids of the features of a class, or of one that inherits from it, with this key."""
        return [gml_id for name, gml_id in self.by_key.get(key, {}).items() if self.known.is_a(name, class_name)]

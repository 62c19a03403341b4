"""Columns of a source → fields of a definition: names, types, words for "no value", who may see them, and a key."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from pipelines.definition import FieldType, Visibility
from pipelines.definition.dataset import POSITION
from pipelines.inspection.columns import Column, field_type, nearly
from pipelines.inspection.gathering import PLACE
from pipelines.inspection.words import (
    CODE,
    KEY_NAME,
    MADE_BY_PROGRAMS,
    NUMBER,
    PERSON,
    PERSONAL,
    PHONE,
    column_name,
    compact,
)
from pipelines.reading.number import Decimal
from pipelines.text import Text

LONGEST_KEY = 200
WIDEST_KEY = 4
"""Fields that make a key together."""
FACTS: frozenset[FieldType] = frozenset({"number", "date", "datetime"})
"""Types of values that may be different for every record and still name none."""
FAULTY = 0.02
"""Share of records without an own key below which a field that is called like a key is one, with mistakes in it."""
PERSONAL_SHARE = 0.5

HIDDEN = Text("in Excel ausgeblendet", "hidden in Excel")
PEOPLE = Text("sieht nach Angaben über Menschen aus", "looks like facts about people")


@dataclass(frozen=True)
class Proposed:
    """A field as it might be defined, with the column it comes from and a remark."""

    name: str
    column: Column
    type: FieldType
    null: tuple[str, ...] = ()
    visibility: Visibility = "public"
    remark: Text | None = None


@dataclass(frozen=True)
class Key:
    """Fields that tell records apart, whether they do so in the whole file, and a remark."""

    fields: tuple[str, ...]
    is_unique: bool
    remark: Text | None = None


def propose_fields(columns: Iterable[Column], decimal: Decimal) -> list[Proposed]:
    """Return a field per column."""
    fields: dict[str, Proposed] = {}
    for column in columns:
        name = column_name(column.name, fields)
        fields[name] = _field(name, column, decimal)
    return list(fields.values())


def propose_key(fields: Sequence[Proposed], table: pd.DataFrame) -> Key:
    """Return the key: a unique field that looks like one, else the fewest that are so together, else the position.

    ``table`` holds the source's columns as text, and what tells positions apart as ``PLACE``.
    What may change while the thing stays the same, such as a height, counts after the position, and numbers that a
    program gave its rows come last.
    """
    usable = [field for field in fields if field.visibility == "public" and field.column.longest <= LONGEST_KEY]
    candidates = [field for field in usable if field.type not in FACTS]
    unique = [field for field in candidates if field.column.is_unique and not field.column.empty]
    own = [field for field in unique if compact(field.column.name) not in MADE_BY_PROGRAMS]
    if own:
        return Key((min(own, key=_rank).name,), is_unique=True)
    if nearly := next((field for field in usable if KEY_NAME.fullmatch(field.name) and _is_nearly(field, table)), None):
        remark = Text(
            "doppelt oder leer in einigen Datensätzen; sie werden zurückgewiesen",
            "repeated or empty in some records, which are refused",
        )
        return Key((nearly.name,), is_unique=False, remark=remark)
    others = [field for field in (candidates if _is_placed(table) else usable) if field not in unique]
    if together := _together(others, table):
        return Key(tuple(field.name for field in together), is_unique=True)
    if unique:
        remark = Text(
            "Nummer eines Programms; sie kann beim nächsten Ausgeben anders sein",
            "a program's number; the next export may number anew",
        )
        return Key((unique[0].name,), is_unique=True, remark=remark)
    filled = [field for field in usable if field.column.filled] or usable
    if _is_placed(table):
        return _by_position(filled, table[table[PLACE].notna()])
    remark = Text(
        "nichts in der Datei ist eindeutig, Gleiches wird zurückgewiesen: bitte Namen oder Nummern vergeben",
        "nothing in the file is unique, what is equal is refused: please give names or numbers",
    )
    return Key(tuple(field.name for field in filled), is_unique=not len(table), remark=remark)


def repeated(key: Key, fields: Sequence[Proposed], table: pd.DataFrame) -> int:
    """Return how many records have the key of an earlier one."""
    names = [field.column.name for field in fields if field.name in key.fields]
    placed = table[table[PLACE].notna()] if POSITION in key.fields else table
    columns = [*names, PLACE] if POSITION in key.fields else names
    return int(placed.duplicated(columns).sum()) if columns else 0


def _field(name: str, column: Column, decimal: Decimal) -> Proposed:
    kind = field_type(column, decimal, is_code=bool(CODE.search(name)), is_phone=bool(PHONE.search(name)))
    errors = column.has_errors or kind != "text"
    null = tuple(sorted(column.nulls)) if errors else ()
    if PERSONAL.search(name) or kind in {"email", "phone"} or _names_people(column):
        return Proposed(name, column, kind, null, "internal", PEOPLE)
    remark = None if kind != "text" or NUMBER.search(name) or KEY_NAME.fullmatch(name) else nearly(column, decimal)
    return Proposed(name, column, kind, null, remark=remark)


def _names_people(column: Column) -> bool:
    if not column.values:
        return False
    people = sum(1 for value in column.values if PERSON.fullmatch(value))
    return people / len(column.values) > PERSONAL_SHARE


def _is_nearly(field: Proposed, table: pd.DataFrame) -> bool:
    """Whether hardly a record lacks a value of its own."""
    values = table[field.column.name]
    without = values.isna() | values.duplicated()
    made = compact(field.column.name) in MADE_BY_PROGRAMS
    return not made and field.type not in FACTS and 0 < int(without.sum()) <= FAULTY * len(table)


def _rank(field: Proposed) -> tuple[bool, bool, bool]:
    """Fields that are called like a key first, then those without blanks in them, then short ones."""
    has_blanks = any(" " in example for example in field.column.examples)
    return not KEY_NAME.fullmatch(field.name), has_blanks, field.column.longest > 40


def _together(fields: Sequence[Proposed], table: pd.DataFrame) -> list[Proposed] | None:
    """The fewest fields, those with most values first, that are unique together; None where too many are needed."""
    chosen: list[Proposed] = []
    by_values = sorted(fields, key=lambda field: -(field.column.distinct or len(table)))
    for field in by_values[:WIDEST_KEY]:
        chosen.append(field)
        if len(table) and not table.duplicated([each.column.name for each in chosen]).any():
            return _without_spare(chosen, table)
    return None


def _is_placed(table: pd.DataFrame) -> bool:
    return PLACE in table and bool(table[PLACE].notna().any())


def _by_position(fields: Sequence[Proposed], table: pd.DataFrame) -> Key:
    """The position alone where it tells all records apart, else with everything that is said of them."""
    if not table.duplicated([PLACE]).any():
        remark = Text(
            "nichts sonst ist eindeutig; was verschoben wird, gilt als neues Objekt",
            "nothing else is unique; what is moved counts as another feature",
        )
        return Key((POSITION,), is_unique=True, remark=remark)
    columns = [*(field.column.name for field in fields), PLACE]
    remark = Text(
        "Angaben und Lage zusammen; was geändert wird, gilt als neues Objekt, was ganz gleich ist, wird zurückgewiesen",
        "what is said and the position together; what is changed counts as another feature, what is equal is refused",
    )
    is_unique = not table.duplicated(columns).any()
    return Key((*(field.name for field in fields), POSITION), is_unique=is_unique, remark=remark)


def _without_spare(chosen: Sequence[Proposed], table: pd.DataFrame) -> list[Proposed]:
    kept = list(chosen)
    for field in chosen:
        rest = [each.column.name for each in kept if each is not field]
        if rest and not table.duplicated(rest).any():
            kept.remove(field)
    return kept

"""Columns of a source → fields of a definition: names, types, words for "no value", and who may see them."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.definition import FieldType, Visibility
from pipelines.inspection.columns import NUMERIC, Column, field_type, nearly
from pipelines.inspection.decimals import Signs
from pipelines.inspection.words import CODE, KEY_NAME, NUMBER, PERSON, PERSONAL, PHONE, column_name
from pipelines.text import Text

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
    unit: str | None = None


def propose_fields(columns: Iterable[Column], signs: Signs) -> list[Proposed]:
    """Return a field per column."""
    fields: dict[str, Proposed] = {}
    for column in columns:
        name = column_name(column.name, fields)
        fields[name] = _field(name, column, signs)
    return list(fields.values())


def _field(name: str, column: Column, signs: Signs) -> Proposed:
    is_code = bool(CODE.search(name) or NUMBER.search(name))
    kind = field_type(column, signs.decimal, is_code=is_code, is_phone=bool(PHONE.search(name)))
    remark = signs.remark(column) if kind in NUMERIC else None
    errors = column.has_errors or kind != "text"
    null = tuple(sorted(column.nulls)) if errors else ()
    unit = column.unit if kind in NUMERIC else None
    if signs.asks(column.name) and kind in NUMERIC:
        kind = "text"
    if PERSONAL.search(name) or kind in {"email", "phone"} or _names_people(column):
        return Proposed(name, column, kind, null, "internal", PEOPLE, unit)
    if kind == "text" and not remark and not NUMBER.search(name) and not KEY_NAME.fullmatch(name):
        remark = nearly(column, signs.decimal)
    return Proposed(name, column, kind, null, remark=remark, unit=unit)


def _names_people(column: Column) -> bool:
    if not column.values:
        return False
    people = sum(1 for value in column.values if PERSON.fullmatch(value))
    return people / len(column.values) > PERSONAL_SHARE

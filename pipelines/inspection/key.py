"""What tells the records of a source apart: a field, several together, or the position."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pipelines.definition import FieldType
from pipelines.definition.dataset import POSITION
from pipelines.inspection.columns import EXAMPLES, shortened
from pipelines.inspection.fields import Proposed
from pipelines.inspection.gathering import PLACE
from pipelines.inspection.words import COUNTED, KEY_NAME, MADE_BY_PROGRAMS, NUMBER, compact
from pipelines.text import Text

LONGEST_KEY = 200
WIDEST_KEY = 4
"""Fields that make a key together."""
FACTS: frozenset[FieldType] = frozenset({"number", "date", "datetime"})
"""Types of values that may be different for every record and still name none."""
FAULTY = 0.02
"""Share of records without an own key below which a field that is called like a key is one, with mistakes in it."""
FALLEN = 0.2
"""The share below which such a field is none for its mistakes, which people may correct."""


@dataclass(frozen=True)
class Key:
    """Fields that tell records apart, whether they do so in the whole file, and a remark."""

    fields: tuple[str, ...]
    is_unique: bool
    remark: Text | None = None


def propose_key(fields: Sequence[Proposed], given: pd.DataFrame) -> Key:
    """Return the key: a unique field that looks like one, else the fewest that are so together, else the position.

    ``given`` holds the source's columns as text, and what tells positions apart as ``PLACE``.
    What may change while the thing stays the same, such as a height, counts after the position, and numbers that a
    program gave its rows come last. The number of a house tells it apart only in its street, and what counts rows
    tells nothing, unless there is nothing else.
    """
    table = _as_read(fields, given)
    shown = [field for field in fields if field.visibility == "public" and field.column.longest <= LONGEST_KEY]
    uncounted = [field for field in shown if not _counts_rows(field)]
    usable = uncounted if uncounted or _is_placed(table) else shown
    candidates = [field for field in usable if field.type not in FACTS]
    unique = [field for field in candidates if _is_unique(field)]
    own = [field for field in unique if not _is_made(field)]
    if own:
        return Key((min(own, key=_rank).name,), is_unique=True)
    if nearly := next((field for field in usable if _is_nearly(field, table)), None):
        faults = _faults(nearly, table)
        remark = Text(
            f"{faults.de}; solche Datensätze werden zurückgewiesen", f"{faults.to('en')}; such records are refused"
        )
        return Key((nearly.name,), is_unique=False, remark=remark)
    others = [field for field in (candidates if _is_placed(table) else usable) if field not in unique]
    if together := _together(others, table):
        return Key(tuple(field.name for field in together), is_unique=True, remark=_gaps(together, table))
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


def repeated(key: Key, fields: Sequence[Proposed], given: pd.DataFrame) -> int:
    """Return how many records have no key, or that of an earlier one; those without a position are not counted."""
    columns = [field.column.name for field in fields if field.name in key.fields]
    columns += [PLACE] if POSITION in key.fields else []
    table = _as_read(fields, given)
    stay = table[table[PLACE].notna()] if _is_placed(table) else table
    return int(_without_own(columns, stay).sum()) if columns else 0


def with_faults(fields: Sequence[Proposed], key: Key, given: pd.DataFrame) -> list[Proposed]:
    """Return the fields, of which those that fail to be the key by a few mistakes say so."""
    table = _as_read(fields, given)
    return [
        replace(field, remark=_no_key(field, table))
        if field.name not in key.fields and not field.remark and _is_fallen(field, table)
        else field
        for field in fields
    ]


def _as_read(fields: Sequence[Proposed], table: pd.DataFrame) -> pd.DataFrame:
    """The values without the words that the fields take for none."""
    nulls = {field.column.name: field.null for field in fields if field.null and field.column.name in table}
    return table.assign(**{name: table[name].mask(table[name].isin(words)) for name, words in nulls.items()})


def _is_unique(field: Proposed) -> bool:
    return field.column.is_unique and not field.column.empty and not field.null and not NUMBER.search(field.name)


def _is_nearly(field: Proposed, table: pd.DataFrame) -> bool:
    """Whether hardly a record lacks a value of its own."""
    return _is_key_like(field) and 0 < _missed(field, table) <= FAULTY * len(table)


def _is_fallen(field: Proposed, table: pd.DataFrame) -> bool:
    is_public = field.visibility == "public"
    return is_public and _is_key_like(field) and 0 < _missed(field, table) <= FALLEN * len(table)


def _is_key_like(field: Proposed) -> bool:
    is_named = bool(KEY_NAME.fullmatch(field.name)) and not NUMBER.search(field.name)
    return is_named and not _is_made(field) and field.type not in FACTS


def _is_made(field: Proposed) -> bool:
    return compact(field.column.name) in MADE_BY_PROGRAMS or _counts_rows(field)


def _counts_rows(field: Proposed) -> bool:
    return bool(COUNTED.fullmatch(compact(field.column.name)))


def _missed(field: Proposed, table: pd.DataFrame) -> int:
    return int(_without_own([field.column.name], table).sum())


def _without_own(columns: Sequence[str], table: pd.DataFrame) -> pd.Series:
    """Which records have nothing in these columns, or what an earlier one has."""
    return table.duplicated(columns) | table[columns].isna().all(axis=1)


def _no_key(field: Proposed, table: pd.DataFrame) -> Text:
    faults = _faults(field, table)
    return Text(f"kein Schlüssel: {faults.de}", f"no key: {faults.to('en')}")


def _faults(field: Proposed, table: pd.DataFrame) -> Text:
    """Name the values that occur twice, and count what is empty."""
    values = table[field.column.name]
    twice = [shortened(str(value)) for value in values[values.duplicated()].dropna().unique()]
    german, english = (
        ", ".join(f"„{value}“" for value in twice[:EXAMPLES]),
        ", ".join(f"“{value}”" for value in twice[:EXAMPLES]),
    )
    more = ", …" if len(twice) > EXAMPLES else ""
    empty = int(values.isna().sum())
    parts = [Text(f"mehrfach {german}{more}", f"repeated {english}{more}")] if twice else []
    parts += [Text(f"leer in {empty} von {len(values)}", f"empty in {empty} of {len(values)}")] if empty else []
    return Text("; ".join(part.de for part in parts), "; ".join(part.to("en") for part in parts))


def _rank(field: Proposed) -> tuple[bool, bool, bool]:
    """Fields that are called like a key first, then those without blanks in them, then short ones."""
    has_blanks = any(" " in example for example in field.column.examples)
    return not KEY_NAME.fullmatch(field.name), has_blanks, field.column.longest > 40


def _together(fields: Sequence[Proposed], table: pd.DataFrame) -> list[Proposed] | None:
    """The fewest fields, those with most values first, that are unique together; None where too many are needed."""
    chosen: list[Proposed] = []
    by_values = sorted(fields, key=lambda field: (field.type in FACTS, -(field.column.distinct or len(table))))
    for field in by_values[:WIDEST_KEY]:
        chosen.append(field)
        if _tell_apart(chosen, table):
            return _without_spare(chosen, table)
    return None


def _tell_apart(fields: Sequence[Proposed], table: pd.DataFrame) -> bool:
    if all(NUMBER.search(field.name) for field in fields) or not len(table):
        return False
    return not _without_own([field.column.name for field in fields], table).any()


def _gaps(fields: Sequence[Proposed], table: pd.DataFrame) -> Text | None:
    """Name the fields of a key that are empty in some records, where the others tell these apart."""
    empty = {field.name: int(table[field.column.name].isna().sum()) for field in fields}
    listed = [name for name, count in empty.items() if count]
    german, english = (", ".join(f"{name} {word} {empty[name]}" for name in listed) for word in ("leer in", "empty in"))
    return Text(f"{german} von {len(table)}", f"{english} of {len(table)}") if listed else None


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
        rest = [each for each in kept if each is not field]
        if _tell_apart(rest, table):
            kept = rest
    return kept

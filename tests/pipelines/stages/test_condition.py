"""CQL2 on columns, against two other judges: each record by hand-written three-valued logic, and PostgreSQL."""

import math
import re
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import cql2
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from pipelines.database import Database
from pipelines.definition import FieldType
from pipelines.definition.condition import check
from pipelines.stages.cast import DTYPES
from pipelines.stages.condition import truth

FIELDS: dict[str, FieldType] = {
    "n": "number",
    "m": "integer",
    "t": "text",
    "u": "text",
    "b": "boolean",
    "d": "date",
    "e": "date",
    "z": "datetime",
}
WORDS = ["", "Schule", "schule", "SCHULÄ", "a%b", "a_b", "Straße", "STRASSE", "zwei\nZeilen", "O'Neil"]
RECORD = st.fixed_dictionaries(
    {
        "n": st.none() | st.floats(-4, 4).map(lambda number: round(number, 1)),
        "m": st.none() | st.integers(-4, 4),
        "t": st.none() | st.sampled_from(WORDS[1:]),
        "u": st.none() | st.sampled_from(WORDS[1:]),
        "b": st.none() | st.booleans(),
        "d": st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 5)),
        "e": st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 5)),
        "z": st.none() | st.just(datetime(2020, 1, 1, 12, tzinfo=UTC)),
    }
)


def quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


NUMBERS = st.recursive(
    st.sampled_from(["n", "m"]) | st.integers(0, 3).map(str),
    lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda parts: f"({' '.join(parts)})"),
    max_leaves=3,
)
TEXTS = st.sampled_from(["t", "u", "CASEI(t)", "ACCENTI(u)"]) | st.sampled_from(WORDS).map(quoted)
DAYS = st.sampled_from(["d", "e", "DATE('2020-01-03')"])
SIGNS = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])
LIKE = st.sampled_from(["'Sch%'", "'%l_'", r"'a\%b'", "'%'", "'zwei%'"])


def compared(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(values, SIGNS, values).map(" ".join)


CONDITIONS = st.recursive(
    compared(NUMBERS)
    | compared(TEXTS)
    | compared(DAYS)
    | st.sampled_from(["n IS NULL", "t IS NOT NULL", "b", "b = true", "z >= TIMESTAMP('2020-01-01T12:00:00Z')"])
    | st.sampled_from(["m IN (1, 2)", "t NOT IN ('Schule', 'x')", "m BETWEEN n AND 3", "d NOT BETWEEN e AND e"])
    | st.tuples(st.sampled_from(["t", "CASEI(u)"]), st.sampled_from(["LIKE", "NOT LIKE"]), LIKE).map(" ".join),
    lambda inner: (
        st.tuples(inner, st.sampled_from(["AND", "OR"]), inner).map(lambda parts: f"({' '.join(parts)})")
        | inner.map(lambda part: f"NOT ({part})")
    ),
    max_leaves=4,
)


def frame(records: list[dict[str, Any]]) -> pd.DataFrame:
    columns = {name: [record[name] for record in records] for name in FIELDS}
    return pd.DataFrame({name: pd.Series(values, dtype=DTYPES[FIELDS[name]]) for name, values in columns.items()})


def judged(node: Any, record: dict[str, Any]) -> Any:
    """One record by plain Python; None is unknown."""
    if not isinstance(node, dict):
        return node
    if "property" in node:
        return record[node["property"]]
    if "date" in node:
        return date.fromisoformat(node["date"])
    if "timestamp" in node:
        return datetime.fromisoformat(node["timestamp"])
    return combined(node["op"], node["args"], record)


def combined(operator: str, arguments: list[Any], record: dict[str, Any]) -> Any:
    if operator == "in":
        value = judged(arguments[0], record)
        return None if value is None else value in [judged(member, record) for member in arguments[1]]
    values = [judged(argument, record) for argument in arguments]
    if operator == "isNull":
        return values[0] is None
    if operator == "and":
        return False if False in values else (None if None in values else True)
    if operator == "or":
        return True if True in values else (None if None in values else False)
    if operator == "between":
        low, high = combined("<=", [arguments[1], arguments[0]], record), combined("<=", arguments[::2], record)
        return False if False in (low, high) else (None if None in (low, high) else True)
    return None if None in values else PLAIN[operator](*values)


def divided(a: float, b: float) -> float | None:
    return None if b == 0 else a / b


def accents_off(word: str) -> str:
    return word.replace("Ä", "A")


LIKES = {"Sch%": "Sch.*", "%l_": ".*l.", r"a\%b": "a%b", "%": ".*", "zwei%": "zwei.*"}

PLAIN: dict[str, Callable[..., Any]] = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": divided,
    "not": lambda a: not a,
    "casei": str.casefold,
    "accenti": accents_off,
    "like": lambda word, pattern: bool(re.fullmatch(LIKES[pattern], word, re.DOTALL)),
}


def found(condition: str, records: list[dict[str, Any]]) -> list[bool | None]:
    return [None if pd.isna(value) else bool(value) for value in truth(condition, frame(records))]


@settings(deadline=None, max_examples=400)
@given(CONDITIONS, st.lists(RECORD, min_size=1, max_size=6))
def test_a_batch_is_judged_like_each_of_its_records(condition: str, records: list[dict[str, Any]]) -> None:
    check(condition, FIELDS)
    tree = cql2.parse_text(condition).to_json()

    assert found(condition, records) == [judged(tree, record) for record in records]


@pytest.mark.parametrize(
    "condition",
    [
        "bis >= von",
        "bis >= von OR bis IS NULL",
        "NOT (n > 1 AND m < 2)",
        "n * 2 + m > 3 - m",
        "n / 2 >= 0.25",
        "t LIKE 'Sch%' AND t NOT LIKE '%x'",
        "m IN (1, 3) OR n BETWEEN 0 AND 1",
        "m NOT IN (1, 3)",
        "bis BETWEEN DATE('2020-01-01') AND DATE('2020-02-01')",
        "b AND n > 0",
        "t < 'T'",
    ],
)
def test_postgresql_says_the_same(database: Database, condition: str) -> None:
    fields: dict[str, FieldType] = FIELDS | {"von": "date", "bis": "date"}
    check(condition, fields)
    kinds = {"n": "float8", "m": "int8", "t": 'text COLLATE "C"', "b": "bool", "von": "date", "bis": "date"}
    rows = [
        (1.5, 3, "Schule", True, date(2020, 1, 2), date(2020, 1, 3)),
        (0.5, 1, "Schulx", False, date(2020, 1, 2), date(2020, 1, 1)),
        (None, None, None, None, None, None),
        (-2.0, 2, "Turm", True, None, date(2020, 1, 3)),
        (1.5, None, "schule", None, date(2020, 1, 2), None),
    ]
    table = pd.DataFrame(
        {name: pd.Series([row[place] for row in rows], dtype=DTYPES[fields[name]]) for place, name in enumerate(kinds)}
    )
    with database.publisher.connect() as connection:
        columns = ", ".join(f"{name} {kind}" for name, kind in kinds.items())
        connection.execute(text(f"CREATE TEMPORARY TABLE sample (place serial, {columns})"))
        names = ", ".join(kinds)
        for row in rows:
            values = dict(zip(kinds, row, strict=True))
            marks = ", ".join(f":{name}" for name in kinds)
            connection.execute(text(f"INSERT INTO sample ({names}) VALUES ({marks})"), values)
        written = cql2.parse_text(condition).to_sql()
        expected = list(
            connection.exec_driver_sql(f"SELECT {written.replace('%', '%%')} FROM sample ORDER BY place").scalars()
        )

    assert [None if pd.isna(value) else bool(value) for value in truth(condition, table)] == expected


def test_a_result_beyond_all_numbers_is_unknown() -> None:
    table = pd.DataFrame({"n": pd.Series([0.0, 1e308, math.nan], dtype="Float64")})

    assert truth("1 / n > 0 OR n * 10 > 1", table).isna().tolist() == [True, False, True]


def test_an_empty_batch_has_no_answer() -> None:
    assert truth("n > 1", frame([])).tolist() == []


@pytest.mark.parametrize(("pattern", "holds"), [("%a%a%a%b", False), ("%a%a%a%b%", False), ("a%a_a%_", True)])
def test_a_pattern_of_many_parts_takes_no_time_on_a_long_text(pattern: str, *, holds: bool) -> None:
    table = pd.DataFrame({"t": pd.Series(["a" * 600], dtype="string")})
    began = time.process_time()

    assert truth(f"t LIKE '{pattern}'", table).tolist() == [holds]
    assert time.process_time() - began < 1

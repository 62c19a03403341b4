"""What the parameters say, what they may not say, and that nothing takes long or ends the process."""

import json
import time
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.definition import Dataset
from pipelines.tables import layer_table
from server.crs import STORAGE
from server.filter import Condition, filter_values, outline, read_filter, where
from server.problem import Problem
from tests.server.filter.conftest import Ask
from tests.server.filter.layer import houses

HOUSES = houses()


def read(dataset: Dataset, text: str, **parameters: str) -> Condition:
    given = {name.replace("_", "-"): value for name, value in parameters.items()}
    condition = read_filter({"filter": text} | given, dataset)
    assert condition is not None
    return condition


def test_languages_and_spellings_of_one_filter_are_one_condition(dataset: Dataset) -> None:
    conditions = {
        read(dataset, "baujahr=1990 AND offen"),
        read(dataset, "  baujahr  = 1990.0 and  (offen)", filter_lang="cql-text"),
        read(dataset, '{"op":"and","args":[{"op":"=","args":[{"property":"baujahr"},1990]},{"property":"offen"}]}'),
    }

    assert len(conditions) == 1
    assert conditions.pop() != read(dataset, "baujahr=1991 AND offen")


def test_same_geometry_in_another_crs_is_another_condition(dataset: Dataset) -> None:
    text = "S_INTERSECTS(geometry, POINT(9 48))"

    assert read(dataset, text) != read(dataset, text, filter_crs=STORAGE.uri)


def test_values_stand_apart_from_the_sql(dataset: Dataset) -> None:
    first, second = (read(dataset, f"baujahr = {year} OR name = '{name}'") for year, name in [(1, "a"), (2, "b")])

    assert outline(first) == outline(second)
    assert outline(first) != outline(read(dataset, "baujahr = 1.5 OR name = 'a'"))
    assert filter_values(second) == {"filter_0": 2, "filter_1": "b"}


@pytest.mark.parametrize(
    ("text", "judge"),
    [
        ("name = 'O''Brien'", lambda v: v["name"] == "O'Brien"),
        ("\"straße\" = 'Am Markt'", lambda v: v["straße"] == "Am Markt"),
        ("name ILIKE 'mühl%'", lambda v: v["name"] in {"Mühle", "MÜHLE"}),
        ("name LIKE '100 \\%'", lambda v: v["name"] == "100 %"),
        ("CASEI(name) = 'strasse'", lambda v: v["name"] in {"Straße", "STRASSE"}),
        ("CASEI(ACCENTI(name)) = CASEI(ACCENTI('MUHLE'))", lambda v: v["name"] in {"Mühle", "MÜHLE", "Muhle"}),
        ("von >= '2020-01-05'", lambda v: v["von"] and v["von"].day >= 5),
        ("geprüft < '2020-01-02'", lambda v: v["geprüft"] and v["geprüft"].day < 2),
        ("baujahr < 9223372036854775808", lambda v: v["baujahr"]),
        ("baujahr <> 9007199254740993 AND baujahr < 1e300", lambda v: v["baujahr"]),
        ("baujahr / 0 = 1 OR baujahr % 0 = 1 OR baujahr div 0 = 1", lambda _: False),
        ("baujahr % 2 = 1 AND baujahr div 10 = 199", lambda v: v["baujahr"] and v["baujahr"] % 2 and v["baujahr"] > 0),
        ("fläche * 1e308 * 1e308 > 1e308", lambda v: v["fläche"] and v["fläche"] > 0),
        ("((((((((((((baujahr = 1990) OR (baujahr = 1991))))))))))))", lambda v: v["baujahr"] in {1990, 1991}),
        ("geometry IS NULL", lambda _: False),
        ("T_AFTER(INTERVAL('..', '..'), von)", lambda _: False),
        ("T_INTERSECTS(INTERVAL('..', '..'), geprüft)", lambda v: v["geprüft"]),
        ("geprüft > TIMESTAMP('0001-01-01T00:00:00Z')", lambda v: v["geprüft"]),
        ("geprüft < '9999-12-31' AND geprüft > '0001-01-01'", lambda v: v["geprüft"]),
        ("von BETWEEN DATE('0001-01-01') AND DATE('9999-12-31')", lambda v: v["von"]),
        ("TRUE", lambda _: True),
    ],
)
def test_rows(ask: Ask, text: str, judge: Any) -> None:
    assert ask(text) == sorted(house.id for house in HOUSES if judge(house.values))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "CQL2"),
        ("baujahr", "wahr oder falsch"),
        ("geheim = 1", "bekannt sind nummer"),
        ("baujahr = 'abc'", "baujahr = 'abc'"),
        ("baujahr = NULL", "CQL2"),
        ("name LIKE 'a\\'", "\\"),
        ("name LIKE straße", "LIKE braucht ein Muster"),
        ("offen < TRUE", "Wahrheitswerte"),
        ("geometry = geometry", "Geometrien"),
        ("von = 'gestern'", "kein Datum"),
        ("geprüft = TIMESTAMP('2020-13-01T00:00:00Z')", "UTC"),
        ("von = TIMESTAMP('2020-01-01T00:00:00Z')", "Datum"),
        ("T_AFTER(von, TIMESTAMP('2020-01-01T00:00:00Z'))", "Tage und Zeitpunkte"),
        ("T_DURING(von, INTERVAL('..', '2020-01-01'))", "nur Zeiträume"),
        ("T_AFTER(von, INTERVAL('2020-01-02', '2020-01-01'))", "der Anfang liegt nach dem Ende"),
        ("von = INTERVAL('..', '2020-01-01')", "T_"),
        ("baujahr = 1e400", "zu groß"),
        ("A_CONTAINS(name, ('a', 'b'))", "nicht"),
        ("buffer(geometry, 5) = 1", "buffer"),
        ("baujahr = 1 OR name =", "ab Zeichen 1"),
        ("offen AND (baujahr = 1 OR (name =))", "ab Zeichen 28"),
        ("offen)", "zu viel"),
        ("(offen", "ohne Ende"),
        ("name = 'a", "ohne Ende"),
        ("S_TOUCHES(geometry, GEOMETRYCOLLECTION(POINT(1 1), LINESTRING(1 2, 3 4)))", "Sammlungen"),
        ("+".join(["baujahr"] * 20) + " = 1", "Rechenzeichen"),
        ('{"op": "in", "args": [{"property": "baujahr"}, []]}', "Liste"),
        ('{"op": "=", "args": [{"property": "baujahr"}]}', "2 Angaben"),
        ('{"op": "and", "args": []}', "1 Angaben"),
        ('{"op": 5, "args": []}', "nicht"),
        ('{"op": "=", "args": [{"property": "baujahr"}, NaN]}', "JSON"),
        ('{"op": "=", "args": [{"property": "name"}, "\\u0000"]}', "Nullzeichen"),
        ('{"op": "=", "args": [{"property": "name"}, "\\ud800"]}', "JSON"),
        ('{"op": "=", "args": [{"property": "baujahr"}, 1' + "0" * 400 + "]}", "zu groß"),
    ],
)
def test_refusals(dataset: Dataset, text: str, told: str) -> None:
    with pytest.raises(Problem) as refused:
        read(dataset, text)

    assert refused.value.status == 400
    assert refused.value.detail.de.startswith("filter: ")
    assert told in refused.value.detail.de


@pytest.mark.parametrize(
    "parameters",
    [
        {"filter": "offen", "filter-lang": "ecql"},
        {"filter": "offen", "filter-crs": "EPSG:25832"},
        {"filter-lang": "cql2-text"},
        {"filter-crs": STORAGE.uri},
        {"filter": "offen", "filter-lang": "cql2-json"},
    ],
)
def test_parameters_that_do_not_fit(dataset: Dataset, parameters: dict[str, str]) -> None:
    with pytest.raises(Problem):
        read_filter(parameters, dataset)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 32 + "baujahr =" + ")" * 32,
        "(" * 32 + "baujahr + 1" + ")" * 32 + " = ",
        "baujahr IN ((" * 15 + "baujahr =",
        "CASEI(" * 1300,
        "NOT " * 2000,
        "-" * 8000,
        "offen OR " * 900,
        "(" * 8000,
        "S_INTERSECTS(geometry, " + "GEOMETRYCOLLECTION(" * 400,
        "S_INTERSECTS(geometry, POLYGON(" + "(" * 4000 + "1 1",
        "baujahr=1" + "=1" * 3900,
        "baujahr=1" + "^1" * 3900,
        "baujahr" + " IS NULL" * 900,
        "point " * 1300,
        '{"op":"not","args":[' * 400,
        "[" * 8000,
        '{"a":' * 1600,
    ],
)
def test_what_would_keep_the_parser_busy_or_end_it_is_refused_at_once(dataset: Dataset, text: str) -> None:
    begun = time.process_time()

    with pytest.raises(Problem) as refused:
        read(dataset, text[:8192])
    assert refused.value.status == 400
    assert time.process_time() - begun < 2


WORDS = st.sampled_from(
    (
        *("baujahr", "name", "geometry", "=", "<", "AND", "OR", "NOT", "(", ")", ",", "1", "'a'", "IN", "LIKE", "é"),
        *("BETWEEN", "IS NULL", "POINT(1 2)", "INTERVAL", "DATE", "CASEI", '"', "'", "-", "T_AFTER", "S_WITHIN", "{"),
    )
)
PARTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["..", "x", "baujahr", "Point"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["op", "args", "property", "date", "timestamp", "interval", "bbox", "type", "coordinates"]),
            inner | st.sampled_from(["=", "and", "casei", "in", "s_within", "t_after", "between", "Polygon", "name"]),
            max_size=3,
        )
    ),
    max_leaves=12,
)


@given(text=st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=30))
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text_is_a_condition_or_a_refusal(dataset: Dataset, text: str) -> None:
    _read_or_refuse(dataset, text, "cql2-text")


@given(node=PARTS)
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_json_is_a_condition_or_a_refusal(dataset: Dataset, node: Any) -> None:
    _read_or_refuse(dataset, json.dumps(node), "cql2-json")


def _read_or_refuse(dataset: Dataset, text: str, language: str) -> None:
    """Anything but a Problem would be an answer with status 500."""
    with suppress(Problem):
        read(dataset, text, filter_lang=language)


def test_a_power_of_powers_grows_by_the_same_with_each(dataset: Dataset) -> None:
    columns = layer_table(dataset, 1).c
    sizes = [len(str(where(read(dataset, f"baujahr{' ^ 1' * powers} = 1"), columns, dataset))) for powers in (4, 8, 16)]

    assert sizes[2] - sizes[1] < 2.5 * (sizes[1] - sizes[0])

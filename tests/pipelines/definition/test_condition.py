"""CQL2 in definitions: what is understood, and what is refused before it can do harm."""

import time

import pytest

from pipelines.definition import FieldType
from pipelines.definition.condition import DEEPEST, LONGEST, ConditionError, check, parse, properties

FIELDS: dict[str, FieldType] = {
    "von": "date",
    "bis": "date",
    "hoehe": "number",
    "anzahl": "integer",
    "name": "text",
    "mail": "email",
    "offen": "boolean",
    "gemessen": "datetime",
}


@pytest.mark.parametrize(
    "condition",
    [
        "bis >= von",
        "bis IS NULL OR bis BETWEEN von AND DATE('2030-12-31')",
        "hoehe * 2 + anzahl > 3 AND NOT (hoehe / 2 < 1)",
        "CASEI(name) LIKE CASEI('Schul%') AND name NOT IN ('a', 'b')",
        "offen",
        "offen = false OR mail = name",
        "gemessen < TIMESTAMP('2026-01-01T00:00:00Z')",
        "name <> 'Klammer ( auf'",
    ],
)
def test_conditions_that_fit_the_fields(condition: str) -> None:
    check(condition, FIELDS)


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ("bis >=", "kein CQL2 ab Zeichen 7"),
        ("bis >= wann", "wann gibt es nicht"),
        ("bis > 3", "erwartet wird ein Datum"),
        ("bis > '2020-01-01'", "DATE('2026-10-31')"),
        ("bis > DATE('2020-02-30')", "kein Datum"),
        ("gemessen > TIMESTAMP('gestern')", "kein Zeitpunkt"),
        ("hoehe + 1", "erwartet wird wahr oder falsch"),
        ("hoehe AND offen", "erwartet wird wahr oder falsch"),
        ("name + 1 > 2", "erwartet wird eine Zahl"),
        ("name LIKE name", "LIKE braucht ein Muster"),
        ("hoehe IN (1, 'a')", "erwartet wird eine Zahl"),
        ("avg(hoehe) > 1", "avg wird nicht unterstützt"),
        ("S_INTERSECTS(geom, POINT(1 1))", "inside, point_in, near"),
    ],
)
def test_a_mistake_is_said_in_words(condition: str, reason: str) -> None:
    with pytest.raises(ConditionError) as caught:
        check(condition, FIELDS)

    assert reason in caught.value.said.de


@pytest.mark.parametrize(
    "bomb",
    [
        pytest.param("(" * 200 + "offen" + ")" * 200, id="deep"),
        pytest.param("(" * 30, id="open brackets, at which the parser's time doubles"),
        pytest.param("(" * DEEPEST + "hoehe = " + ")" * DEEPEST, id="deepest, and wrong"),
        pytest.param("NOT " * 200 + "offen", id="not not"),
        pytest.param("-" * 200 + "hoehe > 1", id="minus minus"),
        pytest.param("- " * 200 + "hoehe > 1", id="minus minus with blanks"),
        pytest.param(" OR ".join(["offen"] * LONGEST), id="long"),
        pytest.param("'" + "(" * 5000, id="text without an end"),
        pytest.param("CASEI(" * 100 + "name" + ")" * 100 + " = 'a'", id="functions"),
        pytest.param("hoehe IN " + "(" * 100 + "1" + ")" * 100, id="lists"),
    ],
)
def test_bombs_are_refused_quickly(bomb: str) -> None:
    begin = time.process_time()
    with pytest.raises(ConditionError):
        check(bomb, FIELDS)

    assert time.process_time() - begin < 0.5


def test_as_many_parts_as_fit_are_understood() -> None:
    check(" OR ".join(["offen"] * 100), FIELDS)


def test_fields_are_named_in_order() -> None:
    assert list(properties(parse("bis >= von AND name IN ('a', mail)"))) == ["bis", "von", "name", "mail"]

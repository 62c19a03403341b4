import time

import pytest

from pipelines.stages.hints import hint


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("number", "3,25", "Dezimalkomma"),
        ("number", "12,5 %", "unit"),
        ("number", "€ 1.234,50", "unit"),
        ("integer", "12 Stück", "unit"),
        ("number", "3,5 m", "unit"),
        ("number", "3,5 m", 'bei Dezimalkomma gehört decimal: ","'),
        ("integer", "12 €", "als unit in die Definition des Feldes."),
        ("integer", "12m", "unit"),
        ("number", "12.5 m²", "als unit in die Definition des Feldes."),
        ("integer", "8.5", "braucht das Feld type: number."),
        ("integer", "3,25", 'type: number, und source bei Dezimalkomma decimal: ","'),
        ("integer", "1.250", 'Trennt der Punkt Tausender, gehört decimal: ","'),
        ("number", "1.250.000", 'decimal: ","'),
        ("number", "8.5", "Dezimalpunkt"),
        ("integer", "5a", "type: text"),
        ("integer", "12 B", "type: text"),
        ("integer", "5-7", "type: text"),
        ("integer", "5a-c", "type: text"),
        ("integer", "-", 'null: ["-"]'),
        ("date", "–", 'null: ["–"]'),
        ("hours", "k. A.", 'null: ["k. A."]'),
        ("text", "-", ""),
        ("boolean", "-", ""),
        ("integer", "31.10.2023", ""),
        ("number", "12 (ca.)", ""),
        ("number", "viel", ""),
        ("number", "Halle 3", ""),
        ("date", "31.10.23", "vier Ziffern"),
        ("datetime", "31.10.23 14:30", "vier Ziffern"),
        ("date", "45230", "Excel"),
        ("date", "bald", ""),
        ("text", "#REF!", ""),
        ("hours", "täglich 8–18 Uhr", "24/7"),
        ("hours", "Mo-Do 08:00-18:00", "Tu, We, Th"),
        ("hours", "Mo-Fr 8-18", ""),
    ],
)
def test_common_mistakes_have_a_hint(kind: str, value: str, said: str) -> None:
    found = hint(kind, value).de

    assert said in found
    assert bool(found) == bool(said)
    assert not found or found.startswith(" ")


@pytest.mark.parametrize("value", ["8.5", "1.250", "5a", "-", "31.10.2023"])
def test_no_unit_is_seen_where_none_stands(value: str) -> None:
    assert "unit" not in hint("integer", value).de


@pytest.mark.parametrize(("value", "said"), [("-", 'null: ["-"]'), ("5a", "type: text"), ("viel", "")])
def test_hints_are_said_in_english_too(value: str, said: str) -> None:
    assert said in (hint("integer", value).en or "")


def test_a_long_number_with_something_behind_it_takes_no_time() -> None:
    began = time.process_time()

    assert hint("number", "1" * 8_000 + "!1").de == ""
    assert time.process_time() - began < 1

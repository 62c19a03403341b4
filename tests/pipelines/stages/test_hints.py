import pytest

from pipelines.stages.hints import hint


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("number", "3,25", "Dezimalkomma"),
        ("number", "12,5 %", "unit"),
        ("number", "€ 1.234,50", "unit"),
        ("integer", "12 Stück", "unit"),
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

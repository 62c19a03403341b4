"""Values as people read them, and links that a browser may follow."""

from typing import Any

import pytest

from pipelines.definition import Dataset
from pipelines.text import Language
from server.places.shown import rows, title
from tests.server.samples import TREES


def described(**fields: Any) -> Dataset:
    definition = TREES | {"fields": {"nummer": {}} | fields, "info": [*fields], "source": {"path": "x.csv"}}
    return Dataset.model_validate(definition)


@pytest.mark.parametrize(
    ("field", "value", "language", "text"),
    [
        pytest.param({}, "Linde", "de", "Linde", id="text"),
        pytest.param({"type": "integer"}, 1998, "de", "1998", id="year"),
        pytest.param({"type": "integer"}, 12_345, "de", "12.345", id="thousands"),
        pytest.param({"type": "number", "unit": "m"}, 3.5, "de", "3,5\u202fm", id="unit"),
        pytest.param({"type": "number", "unit": "m"}, 12345.5, "en", "12,345.5\u202fm", id="English"),
        pytest.param({"type": "boolean"}, True, "de", "ja", id="yes"),
        pytest.param({"type": "boolean"}, False, "en", "no", id="no"),
        pytest.param({"type": "date"}, "2024-03-01", "de", "1. März 2024", id="day"),
        pytest.param({"type": "date"}, "2024-03-01", "en", "1 March 2024", id="day in English"),
        pytest.param({"type": "datetime"}, "2024-07-01T22:30:00Z", "de", "2. Juli 2024, 00:30 Uhr", id="town's clock"),
        pytest.param({"type": "datetime"}, "9999-12-31T23:59:59Z", "de", "31. Dezember 9999, 23:59 Uhr", id="for ever"),
        pytest.param(
            {"type": "hours"}, "Mo-Fr 08:00-18:00", "de", "Montag bis Freitag 8–18\u00a0Uhr", id="opening hours"
        ),
        pytest.param({"codes": {"values": {"a": {"de": "gut", "en": "good"}}}}, "a", "en", "good", id="code"),
        pytest.param({"codes": {"values": {"a": "gut"}}}, "b", "de", "b", id="unknown code"),
        pytest.param({}, "<b>&amp;", "de", "<b>&amp;", id="markup"),
    ],
)
def test_a_value_in_words(field: dict[str, Any], value: Any, language: Language, text: str) -> None:
    (row,) = rows(described(art={}, wert=field), {"art": None, "wert": value}, language)

    assert (row.name, row.text) == ("wert", text)


@pytest.mark.parametrize(
    ("kind", "value", "href"),
    [
        ("url", "https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("text", "http://example.org", "http://example.org"),
        ("url", "javascript:alert(1)", None),
        ("url", "data:text/html,x", None),
        ("text", "siehe https://example.org", None),
        ("email", "amt@example.org", "mailto:amt@example.org"),
        ("email", "amt@example.org?bcc=x@example.org", None),
        ("phone", "+49 (711) 1600-0", "tel:+4971116000"),
        ("phone", "auf Anfrage", None),
        ("integer", 5, None),
    ],
)
def test_only_harmless_addresses_become_links(kind: str, value: Any, href: str | None) -> None:
    (row,) = rows(described(art={}, wert={"type": kind}), {"wert": value}, "de")

    assert row.href == href


@pytest.mark.parametrize(
    ("fields", "values", "name"),
    [
        pytest.param({"art": {}, "name": {}}, {"art": "Linde", "name": "Dorflinde"}, "Dorflinde", id="called name"),
        pytest.param({"art": {}}, {"art": "Linde"}, "Linde", id="first field"),
        pytest.param({"art": {}}, {"art": None}, "Bäume B7", id="without a name"),
        pytest.param({"jahr": {"type": "integer"}}, {"jahr": 1998}, "Bäume 1998", id="a number alone"),
    ],
)
def test_what_a_feature_is_called(fields: dict[str, Any], values: dict[str, Any], name: str) -> None:
    assert title(described(**fields), "B7", values, "de") == name


def test_an_address_is_called_as_people_say_it() -> None:
    fields = {"strasse": {}, "hausnummer": {"type": "integer"}, "zusatz": {}}
    dataset = described(**fields).model_copy(update={"inspire_theme": "ad"})

    assert title(dataset, "x", {"strasse": "Hauptstraße", "hausnummer": 7, "zusatz": "a"}, "de") == "Hauptstraße 7 a"


def test_empty_fields_and_the_name_are_left_out() -> None:
    dataset = described(name={}, art={"title": {"de": "Art", "en": "Species"}}, jahr={"type": "integer"})

    assert [row.title for row in rows(dataset, {"name": "x", "art": "Linde", "jahr": None}, "en")] == ["Species"]

"""Opening hours in words, as the map has them, too."""

import json

import pytest
from opening_hours import validate

from pipelines.settings import ROOT
from pipelines.text import Language
from server.places.hours import hours
from tests.server.places.recorded_hours import RECORDED, recorded

EXAMPLES: list[dict[str, str]] = json.loads((ROOT / "client/src/hours/examples.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["hours"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_opening_hours_in_words(example: dict[str, str], language: Language) -> None:
    assert hours(example["hours"], language) == example[language]


@pytest.mark.parametrize("written", ["", ";", "Mo-Fr", 'Mo "', "Dec 32 off", "Mo-Fr 08:00-18:00;;", "\n24/7\n"])
def test_whatever_is_written_is_told(written: str) -> None:
    said = {"Mo-Fr": "Montag bis Freitag durchgehend geöffnet", "Dec 32 off": "32. Dezember geschlossen"}

    assert hours(written, "de") == (said | {"\n24/7\n": "durchgehend geöffnet"}).get(written, written)


def test_the_examples_are_opening_hours() -> None:
    assert [each["hours"] for each in EXAMPLES if not validate(each["hours"])] == ["siehe Aushang"]


def test_what_the_map_is_measured_by_is_what_the_library_says() -> None:
    assert json.loads(RECORDED.read_text(encoding="utf-8")) == recorded(), (
        "python tests/server/places/recorded_hours.py writes it"
    )

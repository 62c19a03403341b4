import time

import pytest

from pipelines.stages.address_key import HouseNumber, house_number, place_key, split, street_key


@pytest.mark.parametrize(
    ("address", "street", "number"),
    [
        ("Maiergasse 8", "Maiergasse", "8"),
        ("Maiergasse 8 a", "Maiergasse", "8 a"),
        ("Max-Lang-Str.5", "Max-Lang-Str.", "5"),
        ("Maiergasse 8/1, 70771 Leinfelden-Echterdingen", "Maiergasse", "8/1"),
        ("Neuer Markt 3 (Eingang Süd)", "Neuer Markt", "3"),
        ("Straße des 17. Juni 135", "Straße des 17. Juni", "135"),
        ("Hauptstraße 12 - 14", "Hauptstraße", "12 - 14"),
        ("Festhalle Musberg", "Festhalle Musberg", ""),
        ("8", "8", ""),
        ("  Maiergasse 8 a ", "Maiergasse", "8 a"),
        ("Neuer  Markt   3\ta", "Neuer  Markt", "3\ta"),
        ("Weg 1 " + "b" * 400, "Weg 1 " + "b" * 400, ""),
    ],
)
def test_a_line_splits_into_street_and_number(address: str, street: str, number: str) -> None:
    assert split(address) == (street, number)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8", HouseNumber(8, "")),
        ("008", HouseNumber(8, "")),
        ("8 A", HouseNumber(8, "a")),
        ("8/1", HouseNumber(8, "1")),
        ("81", HouseNumber(81, "")),
        ("12 - 14", HouseNumber(12, "-14")),
        ("9" * 5_000, None),
        ("a", None),
        ("", None),
    ],
)
def test_house_numbers(text: str, expected: HouseNumber | None) -> None:
    assert house_number(text) == expected


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("a" + " " * 15_000 + "!", id="blanks"),
        pytest.param("1" + " " * 15_000 + "!", id="blanks after a number"),
        pytest.param("a " + (" " * 99 + "1") * 6 + "!", id="numbers between blanks"),
    ],
)
def test_a_long_cell_that_is_no_address_takes_no_time(cell: str) -> None:
    began = time.process_time()

    assert split(cell) == (cell, "")
    assert house_number(cell) is None
    assert time.process_time() - began < 1


def test_the_worst_of_cells_that_could_be_an_address_takes_a_moment() -> None:
    cell = "a " + (" " * 95 + "1") * 3 + "!"
    began = time.process_time()

    assert [split(cell) for _ in range(50)] == [(cell, "")] * 50
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "spelling", ["Max-Lang-Straße", "Max-Lang-Str.", "max lang strasse", "MAX-LANG-STRASSE", "Max-Lang-Str"]
)
def test_spellings_of_one_street_are_one(spelling: str) -> None:
    assert street_key(spelling) == "maxlangstrasse"


@pytest.mark.parametrize("street", ["Strombergstraße", "Oststreuweg", "Am Strauch"])
def test_str_within_a_word_is_no_street(street: str) -> None:
    assert "strassestrasse" not in street_key(street)
    assert street_key(street).count("strasse") == street.count("straße")


def test_quarters_share_their_key() -> None:
    assert place_key("Leinfelden-Echterdingen ") == place_key("leinfelden echterdingen")

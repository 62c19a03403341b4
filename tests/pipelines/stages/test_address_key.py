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
        ("a", None),
        ("", None),
    ],
)
def test_house_numbers(text: str, expected: HouseNumber | None) -> None:
    assert house_number(text) == expected


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

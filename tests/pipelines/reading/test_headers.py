import pytest

from pipelines.errors import SourceError
from pipelines.reading.headers import cleaned, require


def test_names_lose_blanks_line_breaks_and_byte_order_mark() -> None:
    assert cleaned([" Höhe\n(m) ", "\ufeffNr", "a\r\nb"]) == ["Höhe (m)", "Nr", "a b"]


def test_an_empty_name_is_called_after_its_position() -> None:
    assert cleaned(["a", None, ""]) == ["a", "Spalte 2", "Spalte 3"]


def test_equal_names_are_refused() -> None:
    with pytest.raises(SourceError, match="mehrfach vor: Art"):
        cleaned(["Art", "Nr", "Art "])


def test_a_missing_column_lists_what_is_there_and_a_near_name() -> None:
    with pytest.raises(SourceError) as caught:
        require(["hoehe", "nr"], ["Hoehe", "nr", "geom"])

    assert "„hoehe“. Vorhanden sind: Hoehe, nr." in caught.value.message.de
    assert caught.value.hint is not None
    assert "„Hoehe“ statt „hoehe“" in caught.value.hint.de


def test_the_geometry_column_is_no_attribute() -> None:
    with pytest.raises(SourceError, match="geom"):
        require(["geom"], ["nr", "geom"])


def test_the_file_and_one_or_several_columns_are_named() -> None:
    with pytest.raises(SourceError, match=r"In a\.csv fehlt die Spalte „x“"):
        require(["x"], ["nr"], "a.csv")
    with pytest.raises(SourceError, match=r"In der Quelle fehlen die Spalten „x“, „y“"):
        require(["x", "y"], ["nr"])

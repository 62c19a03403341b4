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


@pytest.mark.parametrize(
    ("wanted", "there"),
    [("höhe", "hoehe"), ("Straße", "STRASSE"), ("Fläche", "flaeche"), ("Höhe", "Ho\u0308he"), ("Größe", "groesse_m")],
)
def test_umlauts_are_near_however_they_are_written(wanted: str, there: str) -> None:
    for missing, present in ((wanted, there), (there, wanted)):
        with pytest.raises(SourceError) as caught:
            require([missing], ["nr", present])

        assert caught.value.hint is not None
        assert f"„{present}“ statt „{missing}“" in caught.value.hint.de


def test_where_a_new_name_belongs_is_always_said() -> None:
    for there in ("nr", "hoehe"):
        with pytest.raises(SourceError) as caught:
            require(["höhe"], [there])

        assert caught.value.hint is not None
        assert caught.value.hint.de.endswith("Neuer Name? Dann gehört er in der Definition hinter „source:“.")
        assert caught.value.hint.to("en").endswith("A new name? If so, it belongs behind “source:” in the definition.")


def test_where_all_names_are_spelt_anew_the_others_are_to_be_compared_at_once() -> None:
    with pytest.raises(SourceError) as caught:
        require(["lon", "lat"], ["NR", "HÖHE", "LON", "LAT"])

    assert caught.value.hint is not None
    assert caught.value.hint.de.endswith("Bitte dort auch die übrigen Namen vergleichen.")

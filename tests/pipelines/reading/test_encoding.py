from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from pipelines.errors import SourceError
from pipelines.reading.encoding import dbf_encoding, text_encoding

NAMES = ["Ärztehaus", "Grünfläche"]


@pytest.mark.parametrize(
    ("content", "declared", "expected"),
    [
        pytest.param(b"\xef\xbb\xbfStra\xc3\x9fe", "cp1252", "utf-8-sig", id="UTF-8 mark wins"),
        pytest.param("\ufeffa".encode("utf-16-le"), None, "utf-16", id="UTF-16 mark"),
        pytest.param("Straße".encode(), None, "utf-8", id="valid UTF-8"),
        pytest.param("Straße".encode("cp1252"), None, "cp1252", id="not UTF-8"),
        pytest.param("Straße".encode("cp850"), "cp850", "cp850", id="declared"),
        pytest.param(b"", None, "utf-8", id="empty"),
    ],
)
def test_encoding_of_text(tmp_path: Path, content: bytes, declared: str | None, expected: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)

    assert text_encoding(path, declared) == expected


@pytest.mark.parametrize(
    ("written", "cpg", "declared", "expected"),
    [
        pytest.param("cp1252", None, None, "cp1252", id="no .cpg"),
        pytest.param("cp1252", "UTF-8", None, "cp1252", id="wrong .cpg"),
        pytest.param("cp1252", "ISO 88591", None, "cp1252", id="Esri's Latin 1"),
        pytest.param("cp1252", "1252", None, "cp1252", id="number"),
        pytest.param("cp1252", "unbekannt", None, "cp1252", id="nonsense"),
        pytest.param("UTF-8", None, None, "utf-8", id="UTF-8 without .cpg"),
        pytest.param("UTF-8", "ISO-8859-1", None, "utf-8", id="UTF-8 with wrong .cpg"),
        pytest.param("UTF-8", "UTF-8", None, "utf-8", id="UTF-8"),
        pytest.param("cp850", "850", None, "cp850", id="DOS"),
        pytest.param("cp850", None, "cp850", "cp850", id="declared"),
    ],
)
def test_encoding_of_a_shapefiles_attributes(
    tmp_path: Path, written: str, cpg: str | None, declared: str | None, expected: str
) -> None:
    path = tmp_path / "s.shp"
    layer = gpd.GeoDataFrame({"name": NAMES}, geometry=shapely.points([(0, 0), (1, 1)]), crs=25832)
    layer.to_file(path, encoding=written)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    if cpg:
        path.with_suffix(".cpg").write_text(cpg)

    assert dbf_encoding(path, declared) == expected


def test_values_cut_within_a_letter_are_still_utf8(tmp_path: Path) -> None:
    path = tmp_path / "s.shp"
    names = ["ä" * 20, "ö" * 20, "ü" * 20]
    layer = gpd.GeoDataFrame({"name": names}, geometry=shapely.points([(0, 0)] * 3), crs=25832)
    layer.to_file(path, encoding="UTF-8")
    path.with_suffix(".cpg").unlink()
    dbf = path.with_suffix(".dbf")
    dbf.write_bytes(dbf.read_bytes().replace("ö".encode() * 20, "ö".encode() * 19 + b"\xc3 "))

    assert dbf_encoding(path, None) == "utf-8"


LONG = "name;straße;ort\nMüller;Hauptstraße 5;Böblingen\nÄrztehaus;Königsträßle;Öhringen\n"


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "utf-8", "utf-16-le", "utf-16-be"])
def test_an_undeclared_encoding_is_found_by_its_umlauts(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.csv").write_bytes(LONG.encode(encoding))

    assert text_encoding(tmp_path / "a.csv", None) == encoding


@pytest.mark.parametrize("text", ["Müller", "Gänsweg; 5 €", "Straße „Am Bach“", "Café", "½ Std.", "Weißenburg", "Ø 30"])
def test_a_few_signs_are_taken_for_the_windows_encoding(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_bytes(f"name\n{text}\n".encode("cp1252"))

    assert text_encoding(tmp_path / "a.csv", None) == "cp1252"


def test_a_dbase_file_of_dos_without_cpg_says_so_in_its_header(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"name": ["Straße"]}, geometry=[shapely.Point(0, 0)], crs=25832)
    frame.to_file(tmp_path / "a.shp", encoding="cp850")
    (tmp_path / "a.cpg").unlink()
    dbf = bytearray((tmp_path / "a.dbf").read_bytes())
    dbf[29] = 0x02
    (tmp_path / "a.dbf").write_bytes(dbf)

    assert dbf_encoding(tmp_path / "a.shp", None) == "cp850"


def test_a_line_of_another_encoding_spoils_no_umlauts_in_silence(tmp_path: Path) -> None:
    lines = ["name;höhe", "Müller;3", "Größe;4", "Bäume;5", "Übung;6"]
    content = [line.encode() for line in lines]
    content[3] = lines[3].encode("cp1252")
    path = tmp_path / "a.csv"
    path.write_bytes(b"\n".join(content))

    with pytest.raises(SourceError, match="Zeile 4 aber in einer anderen Kodierung"):
        text_encoding(path, None)

    assert text_encoding(path, "cp1252") == "cp1252"


@pytest.mark.parametrize(
    ("utf8", "other", "encoding", "line"),
    [
        pytest.param(10, 9, "cp1252", 12, id="half and half"),
        pytest.param(2, 1, "cp1252", 4, id="two to one"),
        pytest.param(1, 50, "cp1252", 3, id="a single line of UTF-8"),
        pytest.param(1, 1, "cp850", 3, id="DOS"),
        pytest.param(1, 9, "mac_roman", 3, id="old Mac"),
        pytest.param(1, 20_000, "latin-1", 3, id="UTF-8 first in a long file"),
    ],
)
def test_however_many_lines_are_in_another_encoding_they_are_refused(
    tmp_path: Path, utf8: int, other: int, encoding: str, line: int
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"nr;name\n" + "1;Größe Straße\n".encode() * utf8 + "2;Größe Straße\n".encode(encoding) * other)

    with pytest.raises(SourceError, match=f"Zeile 2.*, Zeile {line} aber in einer anderen Kodierung"):
        text_encoding(path, None)


def test_utf8_far_behind_in_a_long_file_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("1;Straße\n".encode("cp1252") * 50_000 + "2;Straße\n".encode())

    with pytest.raises(SourceError, match=r"\(Zeile 50001\), Zeile 1 aber"):
        text_encoding(path, None)


@pytest.mark.parametrize("text", ["Kovač", "Erdoğan", "Улица", "Οδός", "25 °C", "5 €", "Platz – Süd"])
def test_one_line_with_foreign_letters_or_signs_tells_utf8(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"name\n" + "Müller\n".encode("cp1252") + text.encode())

    with pytest.raises(SourceError, match="Zeile 2 aber in einer anderen Kodierung"):
        text_encoding(path, None)


@pytest.mark.parametrize("text", ["Maß“", "Spaß«", "Fuß…", "GEMÄ…", "TRÖ–", "CAFÉ…", "Café…“", "10 Å…"])
def test_a_line_that_is_utf8_by_chance_does_not_count(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"name\nMüller\n{text}\n".encode("cp1252"))

    assert text_encoding(path, None) == "cp1252"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("name\nHauptstraße\nMühlgasse\n", "mac_roman"),
        ("name\nArtikel §5\nL’Haÿ\nSanta Fé\n", "cp1252"),
        ("name\nMüller\nrot§blau\n", "cp1252"),
    ],
)
def test_words_with_the_umlauts_of_old_macs_give_them_away(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))

    assert text_encoding(path, None) == encoding

import stat
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest

from pipelines.errors import SourceError
from pipelines.reading import archive
from pipelines.reading.archive import check_size, unpacked
from pipelines.reading.formats import TABLES

Pack = Callable[..., Path]


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """Write an archive with these members."""

    def run(members: dict[str | ZipInfo, bytes], name: str = "daten.zip") -> Path:
        path = tmp_path / name
        with ZipFile(path, "w", ZIP_DEFLATED) as file:
            for member, content in members.items():
                file.writestr(member, content)
        return path

    return run


def test_the_one_data_file_is_given_and_goes_afterwards(pack: Pack) -> None:
    path = pack({"Daten/schulen.csv": b"a;b", "liesmich.pdf": b"x", "__MACOSX/Daten/._schulen.csv": b"x"})

    with unpacked(path, TABLES) as file:
        assert file.read_bytes() == b"a;b"
        assert file.name == "schulen.csv"

    assert not file.exists()


def test_only_the_expected_kinds_of_files_leave_the_archive(pack: Pack) -> None:
    names = ["s.shp", "s.dbf", "s.SHX", "s.prj", "s.shp.xml", "s.vrt", "s.py"]

    with unpacked(pack(dict.fromkeys(names, b"x")), TABLES) as file:
        assert sorted(other.name for other in file.parent.iterdir()) == ["s.SHX", "s.dbf", "s.prj", "s.shp"]


def test_other_files_are_given_without_their_neighbours(tmp_path: Path) -> None:
    for name in ("a.shp", "a.DBF", "a.shx", "a.shp.xml", "a.vrt", "b.shp"):
        (tmp_path / name).write_text(name)

    with unpacked(tmp_path / "a.shp", TABLES) as file:
        assert file.read_text() == "a.shp"
        assert sorted(other.name for other in file.parent.iterdir()) == ["a.DBF", "a.shp", "a.shx"]

    assert (tmp_path / "a.shp").exists()
    assert not file.exists()


def test_of_several_the_named_one_is_given(pack: Pack) -> None:
    path = pack({"kitas.csv": b"k", "schulen.csv": b"s"})

    with unpacked(path, TABLES, "kitas") as file:
        assert file.read_bytes() == b"k"


@pytest.mark.parametrize(
    ("members", "words"),
    [
        pytest.param({"a.csv": b"", "b.csv": b""}, "mehrere Dateien: a, b", id="several"),
        pytest.param({"a.pdf": b""}, "keine Geodaten", id="none"),
        pytest.param({"../a.csv": b""}, "kein brauchbares Archiv", id="outside"),
        pytest.param({"/etc/a.csv": b""}, "kein brauchbares Archiv", id="absolute"),
        pytest.param({"C:\\a.csv": b""}, "kein brauchbares Archiv", id="drive"),
        pytest.param({"b\\..\\..\\a.csv": b""}, "kein brauchbares Archiv", id="backslashes"),
    ],
)
def test_archives_that_are_not_clear_are_refused(pack: Pack, members: dict[str | ZipInfo, bytes], words: str) -> None:
    path = pack(members)

    with pytest.raises(SourceError, match=words), unpacked(path, TABLES):
        pass


def test_a_link_is_refused(pack: Pack) -> None:
    link = ZipInfo("a.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    with pytest.raises(SourceError, match="kein brauchbares Archiv"), unpacked(pack({link: b"/etc/passwd"}), TABLES):
        pass


def test_a_bomb_is_stopped_while_it_unpacks(pack: Pack) -> None:
    path = pack({"a.csv": bytes(archive.SMALL + archive.CHUNK)})

    with pytest.raises(SourceError, match="entpackt sich auf mehr"), unpacked(path, TABLES):
        pass
    with pytest.raises(SourceError, match="entpackt sich auf mehr"):
        check_size(path)


def test_too_many_members_are_refused(pack: Pack) -> None:
    path = pack({f"{number}.txt": b"" for number in range(archive.MAX_MEMBERS + 1)})

    with pytest.raises(SourceError, match="1000"), unpacked(path, TABLES):
        pass


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "ist keine ZIP-Datei"), (b"kaputt", "ist keine ZIP-Datei"), (b"PK\x03\x04kaputt", "ist beschädigt")],
)
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(content)

    with pytest.raises(SourceError, match=words), unpacked(path, TABLES):
        pass


def test_a_damaged_member_is_refused(pack: Pack) -> None:
    path = pack({"a.csv": b"nummer;name\n" * 1000})
    content = bytearray(path.read_bytes())
    content[45:50] = b"\0\0\0\0\0"
    path.write_bytes(content)

    with pytest.raises(SourceError, match="ist beschädigt"), unpacked(path, TABLES):
        pass


def test_an_encrypted_member_is_refused(pack: Pack) -> None:
    path = pack({"a.csv": b"x"})
    content = path.read_bytes()
    marked = bytearray(content)
    marked[content.index(b"PK\x01\x02") + 8] |= 1  # bit 0 of the general purpose flags: encrypted
    path.write_bytes(marked)

    with pytest.raises(SourceError, match="Kennwort"), unpacked(path, TABLES):
        pass


@pytest.mark.parametrize("packing", [ZIP_BZIP2, ZIP_LZMA], ids=["bzip2", "lzma"])
def test_damage_is_told_however_it_was_packed(tmp_path: Path, packing: int) -> None:
    path = tmp_path / "daten.zip"
    with ZipFile(path, "w", packing) as file:
        file.writestr("a.csv", bytes(range(256)) * 20)
    content = path.read_bytes()
    path.write_bytes(content[:60] + bytes(40) + content[100:])

    with pytest.raises(SourceError, match="beschädigt"), unpacked(path, TABLES):
        pass


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(["a.csv", "a.csv/b.csv"], id="file that is a folder, too"),
        pytest.param([f"{'x' * 300}.csv"], id="longer than names may be"),
        pytest.param(["", "a.csv"], id="no name"),
        pytest.param([".", "a.csv"], id="the folder itself"),
    ],
)
def test_names_that_no_file_can_have_are_the_archives_fault(pack: Pack, names: list[str]) -> None:
    with pytest.raises(SourceError), unpacked(pack(dict.fromkeys(names, b"x")), TABLES):
        pass

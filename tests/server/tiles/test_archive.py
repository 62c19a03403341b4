"""Tiles out of archives, against the reader of the format's authors."""

from pathlib import Path

import pytest
from pmtiles.reader import MmapSource, Reader, all_tiles

from pipelines.artefacts.store import FOLDER
from server.tiles.archive import Archives
from tests.server.samples import Portal


@pytest.fixture
def path(tiled: Portal) -> Path:
    return tiled.settings.home / FOLDER / "baeume" / "1" / "tiles.pmtiles"


def test_every_tile_is_what_the_archive_holds(path: Path) -> None:
    archives = Archives()
    archive = archives.find(path)
    assert archive

    with path.open("rb") as file:
        source = MmapSource(file)  # type: ignore[no-untyped-call]
        tiles = dict(all_tiles(source))  # type: ignore[no-untyped-call]
        header = Reader(source).header()  # type: ignore[no-untyped-call]

    assert len(tiles) > 3
    assert {place: archive.read(*place) for place in tiles} == tiles
    assert archive.zooms == (header["min_zoom"], header["max_zoom"])
    assert archive.gzipped
    assert archive.read(14, 0, 0) is None
    archives.close()


def test_the_file_is_opened_once_and_again_when_it_is_another_one(path: Path, tmp_path: Path) -> None:
    archives, copy = Archives(), tmp_path / "tiles.pmtiles"
    assert archives.find(copy) is None

    copy.write_bytes(path.read_bytes())
    first = archives.find(copy)
    assert archives.find(copy) is first

    other = tmp_path / "other"
    other.write_bytes(path.read_bytes())
    other.replace(copy)
    assert archives.find(copy) is not first

    copy.unlink()
    assert archives.find(copy) is None

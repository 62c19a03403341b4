import hashlib
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.definition import Dataset
from pipelines.errors import SourceError, UsageError
from pipelines.reading.fetch import locate
from pipelines.settings import Settings

MakeDataset = Callable[..., Dataset]
CLASSES = [{"code": "5", "over": 5}]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


def write(path: Path, content: str = "nr\n1\n") -> Path:
    path.write_text(content)
    return path


def test_a_file_is_known_by_its_content(tmp_path: Path, settings: Settings, make_dataset: MakeDataset) -> None:
    path = write(tmp_path / "a.csv")
    os.utime(path, (0, 1_700_000_000))

    found = locate(make_dataset(source={"path": path}), settings)

    assert found.files == {"": path}
    assert (found.name, found.size) == ("a.csv", 5)
    assert found.sha256 == hashlib.sha256(b"nr\n1\n").hexdigest()
    assert found.modified == datetime.fromtimestamp(1_700_000_000, UTC)


def test_a_given_path_stands_in_for_path_and_url(tmp_path: Path, settings: Settings, make_dataset: MakeDataset) -> None:
    path = write(tmp_path / "b.csv")

    for source in ({"path": tmp_path / "a.csv"}, {"url": "https://example.org/a.csv"}):
        assert locate(make_dataset(source=source), settings, str(path)).files == {"": path}


def test_all_files_of_a_shapefile_count(tmp_path: Path, settings: Settings, make_dataset: MakeDataset) -> None:
    dataset = make_dataset(source={"path": write(tmp_path / "a.shp")})
    write(tmp_path / "a.dbf")
    write(tmp_path / "b.dbf")

    before = locate(dataset, settings)
    write(tmp_path / "a.PRJ", "PROJCS")
    after = locate(dataset, settings)

    assert before.sha256 != after.sha256
    assert (before.size, after.size) == (10, 16)


def test_rasters_have_a_file_per_scenario(tmp_path: Path, settings: Settings, make_dataset: MakeDataset) -> None:
    rasters = {"selten": write(tmp_path / "a.tif"), "extrem": write(tmp_path / "b.tif")}

    found = locate(make_dataset(source={"rasters": rasters, "classes": CLASSES}, key=()), settings)

    assert found.files == rasters
    assert found.name == "a.tif, b.tif"


def test_a_given_folder_holds_the_rasters(tmp_path: Path, settings: Settings, make_dataset: MakeDataset) -> None:
    rasters = {"selten": Path("/alt/a.tif"), "extrem": Path("/alt/b.tif")}
    dataset = make_dataset(source={"rasters": rasters, "classes": CLASSES}, key=())
    files = {"selten": write(tmp_path / "a.tif"), "extrem": write(tmp_path / "b.tif")}

    assert locate(dataset, settings, str(tmp_path)).files == files
    with pytest.raises(UsageError, match="mehreren Rastern"):
        locate(dataset, settings, str(files["selten"]))


def test_what_cannot_be_read_is_named(tmp_path: Path, settings: Settings, make_dataset: MakeDataset) -> None:
    with pytest.raises(SourceError, match=r"fehlt\.csv gibt es nicht"):
        locate(make_dataset(source={"path": tmp_path / "fehlt.csv"}), settings)
    with pytest.raises(SourceError, match="ist ein Ordner"):
        locate(make_dataset(source={"path": tmp_path}), settings)


def test_an_address_of_the_inner_network_is_not_fetched(settings: Settings, make_dataset: MakeDataset) -> None:
    with pytest.raises(SourceError, match="internen Netz"):
        locate(make_dataset(source={"url": "http://127.0.0.1:9/a.csv?key=geheim"}), settings)
    with pytest.raises(SourceError, match="internen Netz"):
        locate(make_dataset(), settings, "http://127.0.0.1:9/a.csv")

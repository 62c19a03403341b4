from pathlib import Path

import pytest
from pydantic import SecretStr

from pipelines.cluster import embedded_cluster
from pipelines.errors import RefusedError
from pipelines.publishing.space import RESERVE, check_space, estimate, free_space
from pipelines.reading.fetch import Located
from pipelines.settings import Settings

ZIP = Located({"": Path("gebaeude.zip")}, "gebaeude.zip", "", 50_000_000, None)


def test_packed_files_need_more_than_their_size() -> None:
    assert estimate(ZIP) > 10 * ZIP.size


def test_less_than_three_times_the_estimate_is_refused_with_numbers(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with pytest.raises(RefusedError) as caught:
        check_space(settings, ZIP, lambda _: 3 * estimate(ZIP) - 1)

    said = caught.value.to("de")
    assert RESERVE == 3
    assert "gebaeude.zip (50,0 MB)" in said
    assert "4,5 GB" in said


def test_enough_is_enough(tmp_path: Path) -> None:
    check_space(Settings(home=tmp_path), ZIP, lambda _: 3 * estimate(ZIP))


def test_embedded_database_lies_on_a_disk_of_this_machine(tmp_path: Path) -> None:
    asked: list[Path] = []

    def free(path: Path) -> int:
        asked.append(path)
        return 10**12

    settings = Settings(home=tmp_path)
    check_space(settings, ZIP, free)

    assert asked == [tmp_path, embedded_cluster(settings).data]


def test_nobody_knows_the_disk_of_a_server_elsewhere(tmp_path: Path) -> None:
    asked: list[Path] = []

    def free(path: Path) -> int:
        asked.append(path)
        return 10**12

    settings = Settings(home=tmp_path, database_url=SecretStr("postgresql://db.example/geoportal"))
    check_space(settings, ZIP, free)

    assert asked == [tmp_path]


def test_folder_that_will_be_made_lies_on_the_disk_of_its_parent(tmp_path: Path) -> None:
    assert free_space(tmp_path / "not" / "yet") == pytest.approx(free_space(tmp_path), rel=0.1)

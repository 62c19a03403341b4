from pathlib import Path

import numpy as np
import pytest

from pipelines.errors import SourceError
from pipelines.raster.mosaic import mosaic
from pipelines.raster.tile import Values

POINTS = [(510_001 + 2 * column, 5_393_001 - 2 * row, 10 * row + column) for row in range(3) for column in range(4)]
EXPECTED = [[0, 1, 2, 3], [10, 11, 12, 13], [20, 21, 22, 23]]


def lines(points: list[tuple[int, int, int]], form: str = "{} {} {}") -> str:
    return "\n".join(form.format(*point) for point in points) + "\n"


def read(path: Path, text: str, nodata: float | None = None) -> Values:
    path.write_text(text, encoding="utf-8")
    with mosaic([path], "EPSG:25832", nodata) as found:
        assert (found.grid.west, found.grid.north, found.grid.width) == (510_000, 5_393_002, 2)
        return found.read(found.grid.box)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("a.xyz", lines(POINTS), id="spaces"),
        pytest.param("a.xyz", lines(sorted(POINTS, key=lambda point: point[1])), id="from the south"),
        pytest.param("a.xyz", lines(sorted(POINTS)), id="by columns"),
        pytest.param("a.xyz", lines(POINTS, "{}\t{}\t{}"), id="tabs"),
        pytest.param("a.csv", "x,y,tiefe\n" + lines(POINTS, "{},{},{}"), id="csv with names"),
        pytest.param("a.csv", "Rechtswert;Hochwert;Tiefe\n" + lines(POINTS, "{},0;{},00;{},0"), id="German csv"),
    ],
)
def test_lists_of_points_become_a_raster(tmp_path: Path, name: str, text: str) -> None:
    assert read(tmp_path / name, text).tolist() == EXPECTED


def test_missing_points_are_unknown_not_dry(tmp_path: Path) -> None:
    found = read(tmp_path / "a.xyz", lines([point for point in POINTS if point[2] not in {2, 11, 12}]))

    assert np.isnan(found)[[0, 1, 1], [2, 1, 2]].all()
    assert np.isnan(found).sum() == 3


def test_nodata_in_a_list_is_unknown(tmp_path: Path) -> None:
    assert np.isnan(read(tmp_path / "a.xyz", lines(POINTS), nodata=11)).sum() == 1


def test_ascii_grids_have_parts_read(tmp_path: Path) -> None:
    header = "ncols 4\nnrows 3\nxllcorner 510000\nyllcorner 5392996\ncellsize 2\nNODATA_value -9999\n"

    assert (
        read(tmp_path / "a.asc", header + "\n".join(" ".join(map(str, row)) for row in EXPECTED)).tolist() == EXPECTED
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(lines(POINTS) + "510002.3 5393001 5\n", "kein Gitter", id="irregular"),
        pytest.param("0 0 1\n1 1 1\n5000 5000 1\n", "kein Gitter", id="hardly any points"),
        pytest.param(lines(POINTS[:1]), "kein Gitter", id="one point"),
        pytest.param(lines(POINTS, "{} {}"), "keine Liste", id="two columns"),
        pytest.param(lines(POINTS) + "das Ende ist Text\n", "keine Liste", id="words"),
        pytest.param("", "keine Liste", id="empty"),
        pytest.param("x;y;z\n" + lines(POINTS, "{};{};{}") + ";;5\n", "kein Gitter", id="no place"),
    ],
)
def test_lists_that_are_no_raster_are_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read(tmp_path / "a.xyz", text)

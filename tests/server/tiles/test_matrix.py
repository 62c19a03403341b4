"""Tile matrix sets: their definitions against those of OGC and of the survey offices."""

import json
from importlib.resources import files

import pytest

from server.problem import Problem
from server.tiles.matrix import ADV_UTM32, SETS, WEB_MERCATOR, TileMatrixSet, find_place

REGISTERED = json.loads((files("pygeoapi") / "resources/definitions/tiles/WebMercatorQuad.json").read_text())

BASEMAP_DE = {"00": 17471320.750897426, "05": 545978.7734655463, "09": 34123.673341596535, "13": 2132.729583849782}
"""Scale denominators in the capabilities of basemap.de's WMTS, set DE_EPSG_25832_ADV."""

EXTENT = (9.08, 48.62, 9.20, 48.74)


def test_web_mercator_is_the_registered_set() -> None:
    ours = WEB_MERCATOR.document()

    for name in ("id", "uri", "crs", "orderedAxes", "wellKnownScaleSet"):
        assert ours[name] == REGISTERED[name]
    assert len(ours["tileMatrices"]) == len(REGISTERED["tileMatrices"])
    for mine, theirs in zip(ours["tileMatrices"], REGISTERED["tileMatrices"], strict=True):
        assert mine["id"] == theirs["id"]
        assert mine["matrixWidth"] == theirs["matrixWidth"]
        assert mine["scaleDenominator"] == pytest.approx(theirs["scaleDenominator"], rel=1e-9)
        assert mine["cellSize"] == pytest.approx(theirs["cellSize"], rel=1e-9)
        assert mine["pointOfOrigin"] == pytest.approx(theirs["pointOfOrigin"], rel=1e-9)


def test_adv_is_the_set_of_basemap_de() -> None:
    matrices = {each["id"]: each for each in ADV_UTM32.document()["tileMatrices"]}

    assert list(matrices) == [f"{level:02}" for level in range(14)]
    for name, scale in BASEMAP_DE.items():
        assert matrices[name]["scaleDenominator"] == pytest.approx(scale, rel=1e-12)
    assert matrices["13"]["matrixWidth"] == matrices["13"]["matrixHeight"] == 8192
    assert all(each["pointOfOrigin"] == [-46133.17, 6301219.54] for each in matrices.values())


@pytest.mark.parametrize("tms", SETS.values(), ids=lambda tms: tms.id)
def test_tiles_of_a_level_lie_side_by_side(tms: TileMatrixSet) -> None:
    west, south, east, north = tms.bounds(11, 1483, 910)

    assert tms.bounds(11, 1483, 911)[0] == pytest.approx(east)
    assert tms.bounds(11, 1484, 910)[3] == pytest.approx(south)
    assert east - west == pytest.approx(north - south)


@pytest.mark.parametrize("tms", SETS.values(), ids=lambda tms: tms.id)
def test_limits_hold_the_extent_and_nothing_more(tms: TileMatrixSet) -> None:
    low, high = tms.zooms(11, 15)
    last = tms.limits(low, high, EXTENT)[-1]
    rows = range(last["minTileRow"], last["maxTileRow"] + 1)
    columns = range(last["minTileCol"], last["maxTileCol"] + 1)

    tile = tms.bounds(high, rows[0], columns[0])
    ground = (tile[2] - tile[0]) * (0.66 if tms is WEB_MERCATOR else 1)
    assert 13_000 / ground - 1 < len(rows) < 14_500 / ground + 3
    assert 8_800 / ground - 1 < len(columns) < 9_600 / ground + 3


@pytest.mark.parametrize(
    "path",
    [
        ("WebMercatorQuad", "3", "8", "0"),
        ("WebMercatorQuad", "3", "0", "8"),
        ("WebMercatorQuad", "25", "0", "0"),
        ("WebMercatorQuad", "03", "0", "0"),
        ("WebMercatorQuad", "-1", "0", "0"),
        ("WebMercatorQuad", "3", "-1", "0"),
        ("WebMercatorQuad", "3", "1.5", "0"),
        ("WebMercatorQuad", "³", "0", "0"),
        ("WebMercatorQuad", "3", "9" * 5000, "0"),
        ("DE_EPSG_25832_ADV", "9", "0", "0"),
        ("DE_EPSG_25832_ADV", "14", "0", "0"),
        ("WorldCRS84Quad", "0", "0", "0"),
    ],
)
def test_what_is_not_in_a_set_is_not_there(path: tuple[str, str, str, str]) -> None:
    with pytest.raises(Problem) as refusal:
        find_place(*path)

    assert refusal.value.status == 404

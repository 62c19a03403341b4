from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from geopandas import GeoDataFrame, GeoSeries
from pyproj import CRS, Transformer

from pipelines.definition import Dataset
from pipelines.errors import RefusedError
from pipelines.settings import Settings
from pipelines.stages.axes import refuse_swapped
from pipelines.stages.operation import operation

MakeDataset = Callable[..., Dataset]
Look = Callable[..., None]

EXTENT = (9.07, 48.65, 9.21, 48.73)
TOWN = [(9.14, 48.69), (9.15, 48.7), (9.12, 48.68)]
LONDON = [(-0.12, 51.5)]
XY = {"path": "baeume.csv", "x": "lon", "y": "lat"}


@pytest.fixture
def look(make_dataset: MakeDataset, tmp_path: Path) -> Look:
    """Look at places given as longitude and latitude, brought to a CRS and perhaps turned."""

    def run(
        code: int, places: list[tuple[float, float]], *, turned: bool, source: dict[str, Any] | None = None
    ) -> None:
        to_source = Transformer.from_crs(4326, code, always_xy=True)
        moved = [to_source.transform(*place) for place in places]
        x, y = zip(*(place[::-1] if turned else place for place in moved), strict=True)
        frame = GeoDataFrame(geometry=GeoSeries.from_xy(x, y, crs=code).rename("geom"))
        dataset = make_dataset(source=source or {"path": "baeume.gpkg"})
        refuse_swapped(frame, operation(CRS.from_epsg(code), Settings(home=tmp_path)), dataset, EXTENT)

    return run


@pytest.mark.parametrize(
    ("source", "fixed"),
    [
        pytest.param(None, "source: {axes: yx}", id="a file's own geometry"),
        pytest.param({"path": "baeume.gml", "axes": "yx"}, "source: {axes: xy}", id="turned without need"),
        pytest.param(XY, "source: {x: lat, y: lon}", id="columns"),
    ],
)
@pytest.mark.parametrize("code", [4326, 25832, 31467, 3857])
def test_swapped_axes_are_refused_with_what_mends_them(
    look: Look, code: int, source: dict[str, Any] | None, fixed: str
) -> None:
    turned = not (source and source.get("axes") == "yx")

    with pytest.raises(RefusedError, match="Achsen sind vertauscht") as raised:
        look(code, TOWN, turned=turned, source=source)

    assert raised.value.hint
    assert fixed in raised.value.hint.de


@pytest.mark.parametrize("code", [4326, 25832, 31467])
@pytest.mark.parametrize("places", [TOWN, LONDON, [*LONDON, *LONDON, *TOWN]], ids=["town", "far", "some"])
def test_right_axes_pass_wherever_things_lie(look: Look, code: int, places: list[tuple[float, float]]) -> None:
    look(code, places, turned=False)


def test_a_source_that_says_how_its_axes_are_passes(look: Look) -> None:
    look(4326, TOWN, turned=True, source={"path": "baeume.gml", "axes": "yx"})


def test_far_away_stays_far_away_when_turned(look: Look) -> None:
    look(4326, LONDON, turned=True)

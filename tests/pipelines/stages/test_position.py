import pytest
from geopandas import GeoSeries

from pipelines.stages.position import positions


def test_positions_are_longitude_and_latitude_of_the_middle() -> None:
    shapes = GeoSeries.from_wkt(["POINT (500000 5316300.224)", "LINESTRING (499000 5316300, 501000 5316300)"])

    assert positions(shapes) == [pytest.approx((9, 48), abs=1e-5), pytest.approx((9, 48), abs=1e-5)]


def test_what_lies_nowhere_has_no_position() -> None:
    assert positions(GeoSeries.from_wkt([None, "POINT EMPTY", "POINT (inf 1)"])) == [None, None, None]

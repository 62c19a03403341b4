from dataclasses import replace

import pytest
import shapely

from pipelines.xplan.drawn import drawn, number
from pipelines.xplan.geometry import Geometry
from pipelines.xplan.linear import shape
from pipelines.xplan.model import Property
from tests.pipelines.xplan.plans import read, text, written

SQUARE = "POLYGON ((0 0, 0 3, 3 3, 3 0, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1))"


@pytest.mark.parametrize(
    "wkt",
    [
        "POINT (1 2)",
        "LINESTRING (1 2, 3 4)",
        SQUARE,
        "MULTIPOINT ((1 2), (3 4))",
        "MULTILINESTRING ((1 2, 3 4))",
        "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))",
    ],
)
def test_what_is_drawn_comes_back(wkt: str) -> None:
    geometry = drawn(shapely.from_wkt(wkt), 25832)
    assert shape(geometry).normalize() == shapely.from_wkt(wkt).normalize()
    assert geometry.srs_name == "EPSG:25832"


def test_rings_run_as_plans_demand() -> None:
    outer, inner = drawn(shapely.from_wkt(SQUARE), 25832).members
    assert shapely.is_ccw(shape(outer.geometry))
    assert not shapely.is_ccw(shape(inner.geometry))


def test_numbers_have_one_form() -> None:
    assert [number(each) for each in (500000, 0.1 + 0.2, -0.0, 1e-9)] == ["500000.000", "0.300", "0.000", "0.000"]


def test_a_drawn_geometry_gets_its_ids_when_it_is_written() -> None:
    document = read(text())
    plot = document.features[2]
    position = Property("position", drawn(shapely.from_wkt(SQUARE), 25832))
    kept = tuple(position if each.name == "position" else each for each in plot.properties)
    changed = replace(document, features=(*document.features[:2], replace(plot, properties=kept)))
    once = written(changed)
    assert written(read(once)) == once
    found = read(once).by_id["F"].first("position")
    assert isinstance(found, Geometry)
    assert found.gml_id


def test_a_plan_has_no_collections() -> None:
    with pytest.raises(ValueError, match="GeometryCollection"):
        drawn(shapely.from_wkt("GEOMETRYCOLLECTION (POINT (1 2))"), 25832)
    with pytest.raises(ValueError, match="empty"):
        drawn(shapely.Polygon(), 25832)

"""What holds for a raster of several squares as a whole, whatever the seams between them."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import rasterio.features
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray
from rasterio.transform import from_origin

from pipelines.definition import RasterSource
from pipelines.raster.classify import classify
from pipelines.raster.pieces import MAX_VERTICES
from pipelines.raster.read import read_unguarded
from pipelines.reading.fetch import Located
from tests.pipelines.raster.conftest import CLASSES, ORIGIN, Write, flood

SIDE = 700
"""Cells; wherever it lies, a raster of this side has seams in it."""


def read(path: Path) -> GeoDataFrame:
    source = RasterSource.model_validate({"rasters": {"selten": path}, "classes": CLASSES})
    return pd.concat(read_unguarded(source, Located({"selten": path}, path.name, "", 0, None)))


def stairs(values: NDArray[np.float64]) -> Iterator[tuple[shapely.Polygon, int]]:
    """The areas of classes, all cells at once, in columns and rows."""
    source = RasterSource.model_validate({"rasters": {"selten": "a.tif"}, "classes": CLASSES, "nodata": -9999})
    classes = classify(values, source)
    for shape, place in rasterio.features.shapes(classes, mask=classes > 0, connectivity=4):
        yield shapely.Polygon(shape["coordinates"][0], shape["coordinates"][1:]), int(place)


@pytest.fixture(scope="module", params=[pytest.param(-0.6, id="ponds"), pytest.param(0.7, id="a sea of many corners")])
def values(request: pytest.FixtureRequest) -> NDArray[np.float64]:
    return flood(SIDE, SIDE, request.param)


def test_areas_are_one_coverage_over_all_seams(write: Write, values: NDArray[np.float64]) -> None:
    frame = read(write(values))
    expected = list(stairs(values))
    largest = max(shapely.get_num_coordinates(area) for area, _ in expected)
    areas = frame.geometry.to_numpy()

    assert shapely.is_valid(areas).all()
    assert shapely.coverage_is_valid(areas)
    assert set(shapely.get_type_id(areas)) == {shapely.GeometryType.POLYGON}
    assert shapely.get_num_coordinates(areas).max() <= MAX_VERTICES
    assert frame["id"].is_unique
    assert (len(frame) == len(expected)) == (largest < MAX_VERTICES)
    assert len(frame) >= len(expected)


def test_edges_stay_within_two_thirds_of_a_cell(write: Write, values: NDArray[np.float64]) -> None:
    frame = read(write(values, transform=from_origin(510_000, 5_393_000, 1, 1)))
    corners = shapely.get_coordinates([area for area, _ in stairs(values)]) * [1, -1] + [510_000, 5_393_000]
    rings = shapely.get_rings(frame.geometry.to_numpy())
    vertices, ring = shapely.get_coordinates(rings, return_index=True)
    edges = shapely.linestrings(np.stack([vertices[:-1], vertices[1:]], axis=1)[ring[:-1] == ring[1:]])

    near, _ = shapely.STRtree(edges).query(shapely.points(corners), predicate="dwithin", distance=0.7072)
    by_class = frame.geometry.area.groupby(frame["class"]).sum()
    cells = {"5-10": ((values >= 5) & (values < 10)), "10-50": ((values >= 10) & (values < 50)), "50": values >= 50}

    assert len(np.unique(near)) == len(corners)
    assert by_class.sum() == pytest.approx((values >= 5).sum(), rel=0.02)
    assert all(by_class[code] == pytest.approx(inside.sum(), rel=0.1) for code, inside in cells.items())


def test_the_same_cells_give_the_same_records(write: Write, values: NDArray[np.float64]) -> None:
    cut = values[37:, 21:]
    moved = ORIGIN @ ORIGIN.translation(21, 37)

    one, other = read(write(values, "a.tif")), read(write(cut, "b.tif", moved))
    first_seams = 510_000 + 2 * 488, 5_393_000 - 2 * 308  # squares beyond them are whole in both
    kept = one[one.within(shapely.box(first_seams[0], 5_393_000 - 2 * SIDE, 510_000 + 2 * SIDE, first_seams[1]))]

    found = other.set_index("id").geometry
    assert len(kept) > 100
    assert kept["id"].isin(found.index).all()
    assert shapely.equals_exact(kept.geometry.to_numpy(), found[kept["id"]].to_numpy(), 1e-6).all()


def test_a_changed_corner_changes_only_its_neighbours(write: Write, values: NDArray[np.float64]) -> None:
    changed = values.copy()
    changed[:40, :40] = 99

    one, other = read(write(values, "a.tif")).set_index("id"), read(write(changed, "b.tif")).set_index("id")
    same = one.index.intersection(other.index)
    equal = shapely.equals_identical(one.geometry[same].to_numpy(), other.geometry[same].to_numpy())
    beyond = one[one.geometry.bounds["minx"] > 510_000 + 2 * 300]

    assert len(beyond) > 100
    assert beyond.index.isin(same[equal]).all()


def test_a_comb_of_teeth_stays_in_parts_that_fit(write: Write) -> None:
    comb = np.zeros((200, 3_000))
    comb[:, ::2], comb[100] = 20, 20

    frame = read(write(comb))

    assert len(frame) > 1
    assert shapely.get_num_coordinates(frame.geometry.to_numpy()).max() <= MAX_VERTICES
    assert shapely.coverage_is_valid(frame.geometry.to_numpy())
    assert shapely.union_all(frame.geometry.to_numpy()).geom_type == "Polygon"


def test_a_raster_across_the_origin_of_its_crs_has_no_seam_there(write: Write) -> None:
    frame = read(write(np.full((10, 10), 20), transform=from_origin(-5, 5, 1, 1), crs="EPSG:4326"))

    assert len(frame) == 1
    assert frame.geometry.iloc[0].equals(shapely.box(-5, -5, 5, 5))

"""Small definitions and frames for the tests of single stages."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from geopandas import GeoDataFrame, GeoSeries

from pipelines.definition import Dataset
from pipelines.reading.fetch import Located
from tests.pipelines import samples

MakeDataset = Callable[..., Dataset]
MakeFrame = Callable[..., GeoDataFrame]


@pytest.fixture(scope="session")
def make_dataset() -> MakeDataset:
    """A layer of points with the key ``nummer``, changed by keywords."""

    def make(**changes: Any) -> Dataset:
        plain = {
            "id": "baeume",
            "title": "Bäume",
            "description": "Bäume der Stadt",
            "group": "umwelt",
            "source": {"path": "baeume.csv"},
            "geometry": "Point",
            "key": "nummer",
            "fields": {"nummer": None},
        }
        return Dataset.model_validate(plain | changes)

    return make


@pytest.fixture(scope="session")
def make_frame() -> MakeFrame:
    """Records numbered from 1 with these columns; geometry as WKT in EPSG:25832, None where left out."""

    def make(columns: Mapping[str, Any] | None = None, wkt: list[str | None] | None = None) -> GeoDataFrame:
        table = pd.DataFrame(dict(columns or {}))
        size = len(wkt) if wkt is not None else len(table)
        index = pd.RangeIndex(1, size + 1, name="record")
        with np.errstate(invalid="ignore"):  # some tests want coordinates that are no numbers
            geometry = GeoSeries.from_wkt(wkt if wkt is not None else [None] * size, index=index, crs=25832)
        return GeoDataFrame(table.set_axis(index) if len(table.columns) else None, geometry=geometry).rename_geometry(
            "geom"
        )

    return make


@pytest.fixture(scope="session")
def located() -> Callable[[Path], Located]:
    """A source that lies at this path."""

    def make(path: Path) -> Located:
        return Located({"": path}, path.name, "", path.stat().st_size, None)

    return make


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file of five parking places, as tests of whole publications read it."""
    return samples.write(tmp_path, *map(samples.line, range(1, 6)))


@pytest.fixture
def dataset(source: Path) -> Dataset:
    """The layer of the five parking places."""
    return samples.describe(source)

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from dask.distributed import LocalCluster

from pipelines.definition import RasterSource
from pipelines.errors import SetupError, SourceError
from pipelines.raster.cog import write_cogs
from pipelines.raster.read import read_raster
from pipelines.raster.workers import BATCH, in_order
from pipelines.reading.fetch import Located
from tests.pipelines.raster.conftest import CLASSES, Write, flood


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """Address of a cluster with one worker in a process of its own."""
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        yield cluster.scheduler_address


def halved(number: int) -> float:
    return number / 2


def test_results_come_in_the_order_of_the_parts() -> None:
    assert list(in_order(halved, range(40))) == [number / 2 for number in range(40)]


def test_only_some_parts_are_in_work_at_a_time() -> None:
    parts = iter(range(1_000))

    next(in_order(halved, parts))

    assert next(parts) == BATCH


def test_a_cluster_makes_the_same_areas(write: Write, scheduler: str) -> None:
    path = write(flood(300, 700))
    source = RasterSource.model_validate({"rasters": {"selten": path}, "classes": CLASSES})
    located = Located({"selten": path}, path.name, "", 0, None)

    here, there = (pd.concat(read_raster(source, located, address)) for address in (None, scheduler))

    assert len(here) > 100
    assert here.drop(columns="geom").equals(there.drop(columns="geom"))
    assert here.geometry.geom_equals_exact(there.geometry, 0).all()


def test_a_cluster_makes_the_same_geotiffs(write: Write, scheduler: str, tmp_path: Path) -> None:
    path = write(np.array([[6.0, 20], [-9999, 60]]))
    source = RasterSource.model_validate({"rasters": {"selten": path}, "classes": CLASSES})
    located = Located({"selten": path}, path.name, "", 0, None)

    (here,) = write_cogs(source, located, tmp_path / "here")
    (there,) = write_cogs(source, located, tmp_path / "there", scheduler)

    assert here.read_bytes() == there.read_bytes()


def test_errors_come_back_from_a_cluster_as_they_were_raised(write: Write, scheduler: str) -> None:
    path = write(flood(300, 300))
    with path.open("r+b") as file:
        file.truncate(100_000)
    source = RasterSource.model_validate({"rasters": {"selten": path}, "classes": CLASSES})

    with pytest.raises(SourceError, match=r"tiefe\.tif ist nicht lesbar") as raised:
        list(read_raster(source, Located({"selten": path}, path.name, "", 0, None), scheduler))

    assert raised.value.to("en").endswith("Please copy or export it again.")


def test_an_absent_scheduler_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.raster.workers.PATIENCE", "1s")

    with pytest.raises(SetupError, match=r"tcp://127\.0\.0\.1:9"):
        list(in_order(halved, [1], "tcp://127.0.0.1:9"))

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyogrio
import pytest
from pyogrio.errors import DataSourceError

from pipelines.errors import SetupError
from pipelines.reading.drivers import ALL, only

VRT = '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{path}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
POINT = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1},"geometry":null}]}'


def test_one_driver_is_left_and_all_are_back_afterwards() -> None:
    with only("GML"):
        assert set(pyogrio.list_drivers()) == {"GML"}

    assert set(pyogrio.list_drivers()) == ALL


def test_all_are_back_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), only("GML"):
        raise ZeroDivisionError

    assert set(pyogrio.list_drivers()) == ALL


def test_an_unknown_driver_is_a_matter_of_setup() -> None:
    with pytest.raises(SetupError), only("Kanarienvogel"):
        pass


@pytest.mark.parametrize(("driver", "name"), [("GML", "a.gml"), ("GeoJSON", "a.geojson"), ("LIBKML", "a.kml")])
def test_a_vrt_in_disguise_is_no_dataset(tmp_path: Path, driver: str, name: str) -> None:
    (tmp_path / "geheim.geojson").write_text(POINT)
    (tmp_path / name).write_text(VRT.format(path=tmp_path / "geheim.geojson"))

    with only(driver), pytest.raises(DataSourceError):
        pyogrio.read_info(tmp_path / name)


def test_threads_do_not_get_each_others_drivers() -> None:
    def seen(driver: str) -> set[str]:
        with only(driver):
            return set(pyogrio.list_drivers())

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(seen, ["GML", "GPKG"] * 20)) == [{"GML"}, {"GPKG"}] * 20

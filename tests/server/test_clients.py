"""Programs that towns and their partners use: GDAL (and with it QGIS, geopandas, FME) and OWSLib."""

from collections.abc import Iterator
from typing import Any

import geopandas
import httpx
import pyogrio
import pytest
from owslib.ogcapi.features import Features
from pyproj import Transformer


@pytest.fixture
def source(server_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in ("http_proxy", "HTTP_PROXY", "GDAL_HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return f"OAPIF:{server_url}/api"


@pytest.fixture
def requests_shown(capfd: pytest.CaptureFixture[str]) -> Iterator[Any]:
    """GDAL's own record of the addresses that it asked."""
    pyogrio.set_gdal_config_options({"CPL_DEBUG": "HTTP"})
    yield lambda: [line.split("Fetch(")[1] for line in capfd.readouterr().err.splitlines() if "Fetch(" in line]
    pyogrio.set_gdal_config_options({"CPL_DEBUG": None})


def read(source: str, layer: str = "baeume", **options: Any) -> geopandas.GeoDataFrame:
    return geopandas.read_file(source, layer=layer, engine="pyogrio", **options)


def test_gdal_lists_the_layers(source: str) -> None:
    assert pyogrio.list_layers(source).tolist() == [["baeume", "Point"], ["flaechen", "Polygon"]]


def test_gdal_reads_types_and_storage_crs(source: str) -> None:
    frame = read(source)

    assert (len(frame), frame.crs.to_epsg()) == (100, 25832)
    assert (frame.geometry[1].x, frame.geometry[1].y) == (510010, 5393005)
    types = {name: str(kind) for name, kind in frame.dtypes.items()}
    assert (types["höhe"], types["jahr"], types["geschützt"]) == ("float64", "int32", "bool")
    assert types["gepflanzt"].startswith("datetime64")
    assert types["geprüft"].endswith("UTC]")
    assert frame["art"][0] == "Eiche < 10 m & > 3"


def test_gdal_pages(source: str, requests_shown: Any) -> None:
    frame = read(source, PAGE_SIZE="7")

    assert sorted(frame["nummer"]) == [f"B/{number:03d}" for number in range(100)]
    assert len([request for request in requests_shown() if "offset=" in request]) == 14


def test_gdal_sends_the_box(source: str, requests_shown: Any) -> None:
    frame = read(source, bbox=(510000, 5393000, 510095, 5393050))

    assert sorted(frame["nummer"]) == [f"B/{number:03d}" for number in range(10)]
    assert [request for request in requests_shown() if "bbox=510000" in request]


@pytest.mark.parametrize("crs", ["EPSG:25832", "EPSG:4258", "EPSG:3857", "OGC:CRS84"])
def test_gdal_gets_east_and_north_right_in_every_crs(source: str, crs: str) -> None:
    frame = read(source, CRS=crs)

    expected = Transformer.from_crs("EPSG:25832", crs, always_xy=True).transform(510010, 5393005)
    assert frame.crs.to_string() == crs
    assert (frame.geometry[1].x, frame.geometry[1].y) == pytest.approx(expected, abs=0.001 if crs[-1] in "27" else 1e-6)


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("art = 'Linde' AND jahr = 1901", lambda n: n == 1),
        ("geschützt = 1 AND jahr < 1905", lambda n: n % 2 == 0 and n % 50 < 5),
        ("art ILIKE 'linde' AND jahr < 1905", lambda n: n % 3 == 1 and n % 50 < 5),
        ("jahr > 1948 OR jahr < 1901", lambda n: n % 50 in {0, 49}),
        ("NOT (jahr > 1901) AND art LIKE 'Linde%'", lambda n: n % 50 <= 1 and n % 3 == 1),
        ("jahr = 1900 OR jahr = 1901 OR jahr = 1902 OR jahr = 1903", lambda n: n % 50 <= 3),
        ("gepflanzt >= '2022-01-01' AND jahr < 1930", lambda n: n % 5 and n % 24 >= 22 and n % 50 < 30),
    ],
)
def test_gdal_lets_the_server_filter(source: str, requests_shown: Any, where: str, found: Any) -> None:
    frame = read(source, where=where)

    assert sorted(frame["nummer"]) == [f"B/{n:03d}" for n in range(100) if found(n)]
    asked = [request for request in requests_shown() if "filter=" in request]
    assert asked
    assert all("filter-lang=cql-text" in request for request in asked)


def test_geopandas_reads_the_address_of_a_page(server_url: str) -> None:
    frame = geopandas.read_file(f"{server_url}/api/collections/flaechen/items?f=json")

    assert (len(frame), frame.crs.to_epsg()) == (8, 4326)


@pytest.fixture
def service(server_url: str) -> Any:
    return Features(f"{server_url}/api")


def test_owslib_finds_its_way(service: Any) -> None:
    assert service.feature_collections() == ["baeume", "flaechen"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in service.conformance()["conformsTo"]
    assert service.collection("baeume")["id"] == "baeume"
    assert "höhe" in service.collection_queryables("baeume")["properties"]
    assert service.api()["openapi"].startswith("3.0")


def test_owslib_reads_features(service: Any) -> None:
    page = service.collection_items("baeume", limit=3, bbox=[9, 48, 10, 49], properties=["art"])

    assert (page["numberMatched"], page["numberReturned"]) == (100, 3)
    assert service.collection_item("flaechen", "3")["properties"]["name"] == "Fläche 3"


def test_wrong_request_raises_in_owslib(service: Any) -> None:
    with pytest.raises(RuntimeError, match="InvalidParameterValue"):
        service.collection_items("baeume", limit=0)


def test_browser_elsewhere_can_read_it(http: httpx.Client) -> None:
    answer = http.get("/api/collections/baeume/items", headers={"Origin": "https://example.org"})

    assert answer.headers["Access-Control-Allow-Origin"] == "*"

"""OGC API – Features – Part 2: Coordinate Reference Systems by Reference (18-058r1)."""

from collections.abc import Callable

import httpx
import pytest
from pyproj import Transformer

from tests.server.conformance.conftest import COLLECTIONS, Get, Json

ITEMS = "/collections/baeume/items"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
UTM = "http://www.opengis.net/def/crs/EPSG/0/25832"
ETRS = "http://www.opengis.net/def/crs/EPSG/0/4258"
OFFERED = (CRS84, UTM, ETRS, "http://www.opengis.net/def/crs/EPSG/0/3857")
Parameters = Callable[[str], dict[str, Json]]


def test_req_crs_crs_uri(get: Get) -> None:
    for each in get("/collections")["collections"]:
        assert all(crs.startswith("http://www.opengis.net/def/crs/") for crs in each["crs"])


def test_req_crs_fc_md_crs_list(get: Get) -> None:
    for each in get("/collections")["collections"]:
        assert tuple(each["crs"]) == OFFERED


def test_req_crs_fc_md_crs_list_global(get: Get) -> None:
    assert "#/crs" not in [crs for each in get("/collections")["collections"] for crs in each["crs"]]


def test_req_crs_fc_md_storagecrs(get: Get) -> None:
    assert {each["storageCrs"] for each in get("/collections")["collections"]} == {UTM}


def test_req_crs_fc_md_storagecrs_valid_value(get: Get) -> None:
    assert all(each["storageCrs"] in each["crs"] for each in get("/collections")["collections"])


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_crs_fc_bbox_crs_definition(parameters: Parameters, collection: str) -> None:
    declared = parameters(f"/collections/{collection}/items")["bbox-crs"]
    assert (declared["in"], declared["style"], declared["explode"]) == ("query", "form", False)
    assert (declared["schema"]["type"], declared["schema"]["format"]) == ("string", "uri")


def test_req_crs_fc_bbox_crs_valid_value(http: httpx.Client) -> None:
    for crs in OFFERED:
        assert http.get(f"/api{ITEMS}", params={"bbox": "9,48,10,49", "bbox-crs": crs}).status_code == 200


def test_req_crs_fc_bbox_crs_default_value(get: Get) -> None:
    box = {"bbox": "9.13,48.68,9.145,48.695"}
    named = get(ITEMS, **box, **{"bbox-crs": CRS84})
    assert [each["id"] for each in named["features"]] == [each["id"] for each in get(ITEMS, **box)["features"]]


def test_req_crs_fc_bbox_crs_action(get: Get) -> None:
    given = get(ITEMS, bbox="509995,5392990,510095,5393100", limit=100, **{"bbox-crs": UTM})
    assert {each["id"] for each in given["features"]} == {f"B/{number:03d}" for number in range(10)}


def test_req_crs_bbox_crs_exception(http: httpx.Client) -> None:
    answer = http.get(f"/api{ITEMS}", params={"bbox": "9,48,10,49", "bbox-crs": "http://example.org/crs"})
    assert answer.status_code == 400
    assert "bbox-crs" in answer.json()["detail"]


@pytest.mark.parametrize("collection", COLLECTIONS)
@pytest.mark.parametrize("path", ["items", "items/{featureId}"])
def test_req_crs_fc_crs_definition(parameters: Parameters, collection: str, path: str) -> None:
    declared = parameters(f"/collections/{collection}/{path}")["crs"]
    assert (declared["in"], declared["style"], declared["explode"]) == ("query", "form", False)
    assert (declared["schema"]["type"], declared["schema"]["format"]) == ("string", "uri")


def test_req_crs_fc_crs_valid_value(http: httpx.Client) -> None:
    for crs in OFFERED:
        assert http.get(f"/api{ITEMS}", params={"crs": crs}).status_code == 200


def test_req_crs_fc_crs_default_value(get: Get) -> None:
    assert get(ITEMS)["features"] == get(ITEMS, crs=CRS84)["features"]


@pytest.mark.parametrize("crs", [UTM, ETRS])
def test_req_crs_fc_crs_action(get: Get, crs: str) -> None:
    transformer = Transformer.from_crs("OGC:CRS84", f"EPSG:{crs.rpartition('/')[2]}")
    plain, moved = get(f"{ITEMS}/B%2F042"), get(f"{ITEMS}/B%2F042", crs=crs)
    expected = transformer.transform(*plain["geometry"]["coordinates"])
    assert moved["geometry"]["coordinates"] == pytest.approx(expected, abs=0.02 if crs == UTM else 2e-7)


def test_req_crs_crs_exception(http: httpx.Client) -> None:
    for path in (ITEMS, f"{ITEMS}/B%2F042"):
        answer = http.get(f"/api{path}", params={"crs": "http://www.opengis.net/def/crs/EPSG/0/0"})
        assert answer.status_code == 400
        assert "crs" in answer.json()["detail"]


def test_req_crs_ogc_crs_header(http: httpx.Client) -> None:
    for path in (ITEMS, f"{ITEMS}/B%2F042"):
        assert http.get(f"/api{path}").headers["Content-Crs"] == f"<{CRS84}>"


def test_req_crs_ogc_crs_header_value(http: httpx.Client) -> None:
    for crs in OFFERED:
        assert http.get(f"/api{ITEMS}", params={"crs": crs}).headers["Content-Crs"] == f"<{crs}>"


def test_req_crs_geojson(http: httpx.Client) -> None:
    answer = http.get(f"/api{ITEMS}", params={"crs": UTM}, headers={"Accept": "application/geo+json"})
    assert answer.headers["Content-Type"] == "application/geo+json"
    assert "crs" not in answer.json()

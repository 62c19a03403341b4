"""OGC API – Tiles – Part 1: Core (20-057)."""

from collections.abc import Callable

import httpx
import pytest

from tests.server.conformance.conftest import COLLECTIONS, Get, Json
from tests.server.conformance.links import OGC, links

MVT = "application/vnd.mapbox-vector-tile"
TILESETS = ("/tiles", *(f"/collections/{name}/tiles" for name in COLLECTIONS))
TILE = "14/5647/8607"
Parameters = Callable[[str], dict[str, Json]]

every_set = pytest.mark.parametrize("path", TILESETS)


@every_set
def test_req_core_tc_op(http: httpx.Client, path: str) -> None:
    assert http.get(f"/api{path}/WebMercatorQuad/{TILE}").status_code in {200, 204}


@pytest.mark.parametrize("name", ["tileMatrix", "tileRow", "tileCol"])
@every_set
def test_place_is_declared(parameters: Parameters, path: str, name: str) -> None:
    declared = parameters(f"{path}/{{tileMatrixSetId}}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}")[name]
    assert (declared["in"], declared["required"]) == ("path", True)


@every_set
def test_req_core_tc_tilematrix_definition(parameters: Parameters, path: str) -> None:
    assert declared(parameters, path, "tileMatrix")["type"] == "string"


@every_set
def test_req_core_tc_tilerow_definition(parameters: Parameters, path: str) -> None:
    assert declared(parameters, path, "tileRow") == {"type": "integer", "minimum": 0}


@every_set
def test_req_core_tc_tilecol_definition(parameters: Parameters, path: str) -> None:
    assert declared(parameters, path, "tileCol") == {"type": "integer", "minimum": 0}


@every_set
def test_req_core_tc_success(http: httpx.Client, path: str) -> None:
    answers = [http.get(f"/api{path}/WebMercatorQuad/14/{row}/{col}") for row in (5647, 5648) for col in (8607, 8608)]
    assert {answer.status_code for answer in answers} <= {200, 204, 404}  # 404 beyond the tileset's limits
    full = [answer for answer in answers if answer.status_code == 200]
    assert full
    assert {answer.headers["Content-Type"] for answer in full} == {MVT}
    assert all(answer.content for answer in full)


@pytest.mark.parametrize("tile", ["25/0/0", "x/0/0", "3/9/0", "3/0/9", "3/-1/0"])
@every_set
def test_req_core_tc_error(http: httpx.Client, path: str, tile: str) -> None:
    assert http.get(f"/api{path}/WebMercatorQuad/{tile}").status_code in {400, 404}


@pytest.mark.parametrize("name", ["core", "tileset", "tilesets-list", "dataset-tilesets", "geodata-tilesets", "mvt"])
def test_req_core_conformance_success(get: Get, name: str) -> None:
    assert f"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/{name}" in get("/conformance")["conformsTo"]


@every_set
def test_req_tileset_tileset_description(get: Get, path: str) -> None:
    for each in get(path)["tilesets"]:
        found = get(f"{path}/{each['tileMatrixSetId']}")
        assert found["dataType"] == "vector"
        assert found["crs"]
        (scheme,) = links(found, f"{OGC}tiling-scheme")
        assert scheme["href"].endswith(each["tileMatrixSetId"])
        (template,) = (link for link in links(found, "item") if link["type"] == MVT)
        assert all(f"{{{name}}}" in template["href"] for name in ("tileMatrix", "tileRow", "tileCol"))
        assert template["templated"] is True


@every_set
def test_req_tilesets_list_tileset_links(get: Get, path: str) -> None:
    for each in get(path)["tilesets"]:
        assert links(each, "self")
        assert links(each, f"{OGC}tiling-scheme")


@every_set
def test_req_tilesets_list_tileset_path(http: httpx.Client, get: Get, path: str) -> None:
    for each in get(path)["tilesets"]:
        (link,) = links(each, "self")
        assert link["href"] == f"{http.base_url}/api{path}/{each['tileMatrixSetId']}"
        assert http.get(link["href"]).status_code == 200


def test_req_dataset_tilesets_landingpage(get: Get, http: httpx.Client) -> None:
    (link,) = links(get(), f"{OGC}tilesets-vector")
    assert link["href"] == f"{http.base_url}/api/tiles"


def test_req_dataset_tilesets_operation(get: Get) -> None:
    assert [each["tileMatrixSetId"] for each in get("/tiles")["tilesets"]] == ["WebMercatorQuad", "DE_EPSG_25832_ADV"]


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_geodata_tilesets_desc_links(get: Get, http: httpx.Client, collection: str) -> None:
    (link,) = links(get(f"/collections/{collection}"), f"{OGC}tilesets-vector")
    assert link["href"] == f"{http.base_url}/api/collections/{collection}/tiles"


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_geodata_tilesets_operation(get: Get, collection: str) -> None:
    assert get(f"/collections/{collection}/tiles")["tilesets"]


def test_req_collections_selection_collections_parameter(parameters: Parameters, http: httpx.Client) -> None:
    found = parameters("/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}")["collections"]
    assert (found["in"], found["style"], found["explode"]) == ("query", "form", False)
    assert found["schema"]["type"] == "array"
    assert found["schema"]["items"] == {"type": "string", "enum": list(COLLECTIONS)}
    assert http.get("/api/tiles/WebMercatorQuad/" + TILE, params={"collections": "geheim"}).status_code in {400, 404}


def test_req_collections_selection_collections_response(http: httpx.Client, get: Get) -> None:
    found = get("/tiles/WebMercatorQuad", collections="flaechen")
    assert [layer["id"] for layer in found["layers"]] == ["flaechen"]
    path = "/api/tiles/WebMercatorQuad/14/5647/8607"
    both, one = http.get(path).content, http.get(path, params={"collections": "baeume"}).content
    assert len(one) < len(both)


@every_set
def test_req_mvt_content(http: httpx.Client, path: str) -> None:
    answer = http.get(f"/api{path}/WebMercatorQuad/14/5647/8607", headers={"Accept": MVT})
    assert answer.status_code in {200, 204}
    if answer.status_code == 200:
        assert answer.headers["Content-Type"] == MVT
        assert answer.content[0] == 0x1A  # field 3, a layer (Mapbox Vector Tile 2.1, 4.1)


def test_req_oas30_completeness(document: Json) -> None:
    for path, item in document["paths"].items():
        if path.endswith("/{tileCol}"):
            assert {"200", "204", "400", "404"} <= item["get"]["responses"].keys()


def test_req_oas30_operation_id(document: Json) -> None:
    endings = {"tiles": "getTileSetsList", "{tileMatrixSetId}": "getTileSet", "{tileCol}": "getTile"}
    for path, item in document["paths"].items():
        last = path.rpartition("/")[2]
        if "/tiles" in path and last in endings:
            assert item["get"]["operationId"].endswith(f".vector.{endings[last]}"), path


def declared(parameters: Parameters, path: str, name: str) -> Json:
    schema: Json = parameters(f"{path}/{{tileMatrixSetId}}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}")[name]["schema"]
    return schema

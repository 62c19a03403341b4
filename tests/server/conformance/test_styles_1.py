"""OGC API – Styles – Part 1: Core (20-009, a draft)."""

from collections.abc import Iterator

import httpx
import pytest
from lxml import etree

from tests.server.conformance.conftest import COLLECTIONS, Get, Json
from tests.server.conformance.links import OGC, links

LISTS = ("/styles", *(f"/collections/{each}/styles" for each in COLLECTIONS))


@pytest.fixture(scope="module")
def listed(get: Get) -> dict[str, list[Json]]:
    """The styles of each list, by its path."""
    return {path: get(path)["styles"] for path in LISTS}


def stylesheets(http: httpx.Client, styles: list[Json]) -> Iterator[tuple[Json, httpx.Response]]:
    for each in styles:
        for link in links(each, "stylesheet"):
            yield link, http.get(link["href"])


def test_req_core_base_resource_link(get: Get) -> None:
    for base in ("", *(f"/collections/{each}" for each in COLLECTIONS)):
        (link,) = links(get(base), f"{OGC}styles")
        assert link["href"].endswith(f"/api{base}/styles")


@pytest.mark.parametrize("path", LISTS)
def test_req_core_styles_op(http: httpx.Client, path: str) -> None:
    assert http.get(f"/api{path}").status_code == 200


@pytest.mark.parametrize("path", LISTS)
def test_req_core_styles_success(http: httpx.Client, get: Get, path: str) -> None:
    found = get(path)
    names = [each["id"] for each in found["styles"]]
    assert names == (list(COLLECTIONS) if path == "/styles" else [path.split("/")[2]])
    assert found.get("default", names[0]) in names
    for each in found["styles"]:
        assert all(link["type"] for link in links(each, "stylesheet"))
        assert [http.get(link["href"]).status_code for link in links(each, "preview")] == [200]


@pytest.mark.parametrize("path", LISTS)
def test_req_core_style_op(http: httpx.Client, listed: dict[str, list[Json]], path: str) -> None:
    for each in listed[path]:
        assert http.get(f"/api{path}/{each['id']}").status_code == 200


@pytest.mark.parametrize("path", LISTS)
def test_req_core_style_success(http: httpx.Client, listed: dict[str, list[Json]], path: str) -> None:
    for link, answer in stylesheets(http, listed[path]):
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, link["type"])
        assert answer.json()["version"] == 8 if "json" in link["type"] else etree.fromstring(answer.content) is not None
    names = {language: http.get("/api/styles/baeume", params={"lang": language}) for language in ("de", "en")}
    assert {each.headers["Content-Language"]: each.json()["name"] for each in names.values()} == {
        "de": "Bäume",
        "en": "Trees",
    }


def test_req_core_style_feature_type(http: httpx.Client, get: Get) -> None:
    """The names in style sheets are those of the layers within tiles, which are the collections' ids."""
    for name in COLLECTIONS:
        style = http.get(f"/api/styles/{name}").json()
        assert {layer["source-layer"] for layer in style["layers"]} == {name}
        tiles = http.get(style["sources"][name]["url"]).json()
        assert [layer["id"] for layer in tiles["vector_layers"]] == [name]
        assert get(f"/collections/{name}")["id"] == name


def test_req_global_styles_styles_op(get: Get) -> None:
    assert len(get("/styles")["styles"]) == len(COLLECTIONS)


def test_req_global_styles_style_op(http: httpx.Client, listed: dict[str, list[Json]]) -> None:
    assert {answer.status_code for _, answer in stylesheets(http, listed["/styles"])} == {200}


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_collection_styles_styles_op(get: Get, name: str) -> None:
    assert len(get(f"/collections/{name}/styles")["styles"]) == 1


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_collection_styles_style_op(http: httpx.Client, listed: dict[str, list[Json]], name: str) -> None:
    assert {answer.status_code for _, answer in stylesheets(http, listed[f"/collections/{name}/styles"])} == {200}
    other = next(each for each in COLLECTIONS if each != name)
    assert http.get(f"/api/collections/{name}/styles/{other}").status_code == 404


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_collection_styles_styles_applicability(http: httpx.Client, name: str) -> None:
    style = http.get(f"/api/collections/{name}/styles/{name}").json()
    assert set(style["sources"]) == {layer["source"] for layer in style["layers"]} == {name}

"""INSPIRE's good practice "OGC API – Features as download service": one test per requirement, named after it.

Source: https://github.com/INSPIRE-MIF/gp-ogc-api-features, version 1.0. Our layers are not harmonised, so
/req/pre-defined/collection-naming and the relation ``tag`` ask nothing of them.
"""

from typing import Any

import httpx
import pytest
from lxml import etree

COLLECTION = "/api/collections/baeume"
ITEM = f"{COLLECTION}/items/B%2F001"
PATHS = ["/api", "/api/collections", COLLECTION, f"{COLLECTION}/items?limit=5", ITEM]

REGISTERED = {"application/geopackage+sqlite3", "application/geo+json"}
"""Of the INSPIRE register of media types."""

RECOGNISED = {"EPSG/0/25832", "EPSG/0/4258"}


def links(http: httpx.Client, path: str, relation: str) -> list[dict[str, Any]]:
    return [link for link in http.get(path).json()["links"] if link["rel"] == relation]


def test_req_pre_defined_openapi(http: httpx.Client) -> None:
    (link,) = [each for each in links(http, "/api", "service-desc") if "openapi" in each["type"]]
    assert http.get(link["href"]).json()["openapi"].startswith("3.0")
    conforms = http.get("/api/conformance").json()["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30" in conforms


def test_req_pre_defined_spatial_data_set_metadata(http: httpx.Client) -> None:
    described = [link for link in links(http, "/api/collections", "describedby") if link["type"] == "application/xml"]
    assert len(described) == 2
    for link in described:
        assert http.head(link["href"]).status_code == 200
        root = etree.fromstring(http.get(link["href"]).content)
        assert root.tag == "{http://www.isotc211.org/2005/gmd}MD_Metadata"
    assert [link["href"] for link in links(http, COLLECTION, "describedby")] == [described[0]["href"]]


def test_req_pre_defined_spatial_object_type(http: httpx.Client) -> None:
    """Every feature of a collection has the same fields."""
    features = http.get(f"{COLLECTION}/items?limit=100").json()["features"]
    assert len({tuple(each["properties"]) for each in features}) == 1


def test_req_pre_defined_licence(http: httpx.Client) -> None:
    for path in ("/api", "/api/collections", COLLECTION):
        assert [link["href"] for link in links(http, path, "license")]


def test_rec_pre_defined_license_openapi(http: httpx.Client) -> None:
    info = http.get("/api/openapi?f=json").json()["info"]
    assert info["license"]["url"].startswith("https://")
    assert info["contact"]["name"]


@pytest.mark.parametrize("path", PATHS)
def test_req_multilinguality_accept_language_header(http: httpx.Client, path: str) -> None:
    for accepted, given in {"de": "de", "en": "en", "en-GB, de;q=0.5": "en", "fr": "de", "en,*;q=0.0": "en"}.items():
        answer = http.get(path, headers={"Accept-Language": accepted})
        assert (answer.status_code, answer.headers["Content-Language"]) == (200, given)
    for refused in ("*;q=0.0", "*;q=0", "fr, *;q=0"):
        answer = http.get(path, headers={"Accept-Language": refused})
        assert answer.status_code == 406
        assert "(de)" in answer.json()["detail"]
        assert "(en)" in answer.json()["detail"]


def test_req_multilinguality_content_language_root(http: httpx.Client) -> None:
    for headers in ({"Accept-Language": "en"}, {}):
        assert http.get("/api", headers=headers).headers["Content-Language"] in {"de", "en"}


def test_req_multilinguality_hreflang(http: httpx.Client) -> None:
    for path in ("/api/collections", COLLECTION):
        assert {link["hreflang"] for link in links(http, path, "enclosure")} == {"de"}


def test_req_geojson_oapif_geojson(http: httpx.Client) -> None:
    conforms = http.get("/api/conformance").json()["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson" in conforms
    assert http.get(f"{COLLECTION}/items").headers["Content-Type"] == "application/geo+json"


def test_req_pre_defined_enclosure(http: httpx.Client) -> None:
    enclosures = links(http, "/api/collections", "enclosure")
    assert len(enclosures) == 4
    for link in enclosures:
        answer = http.head(link["href"])
        assert answer.status_code == 200
        assert int(answer.headers["Content-Length"]) > 0


def test_req_pre_defined_enclosure_type(http: httpx.Client) -> None:
    assert {link["type"] for link in links(http, "/api/collections", "enclosure")} == REGISTERED


def test_rec_pre_defined_enclosure_length(http: httpx.Client) -> None:
    for link in links(http, "/api/collections", "enclosure"):
        assert link["length"] == int(http.head(link["href"]).headers["Content-Length"])


def test_rec_pre_defined_enclosure_title(http: httpx.Client) -> None:
    titles = {link["title"] for link in links(http, "/api/collections?lang=en", "enclosure")}
    assert "All of Trees as GeoPackage" in titles


def test_rec_inspire_crs(http: httpx.Client) -> None:
    crs = http.get(COLLECTION).json()["crs"]
    assert all(any(each.endswith(name) for each in crs) for name in RECOGNISED)


def test_collections_say_when_they_changed(http: httpx.Client) -> None:
    answer = http.get(COLLECTION)
    assert answer.headers["Last-Modified"].endswith("GMT")
    again = http.get(COLLECTION, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.headers["Last-Modified"]) == (304, answer.headers["Last-Modified"])
    assert http.get(COLLECTION).headers["Cache-Control"] == "no-cache"

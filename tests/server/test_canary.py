"""A value planted in an internal field, an undeclared column and an internal layer shows up in no answer."""

import httpx
import pytest

from tests.server.samples import CANARY

COLLECTIONS = ["", "/baeume", "/flaechen", "/streng_geheim"]
PARTS = ["", "/queryables", "/schema", "/items", "/items?limit=1000", "/items?resultType=hits", "/items/B%2F001"]
OTHERS = ["/", "/api", "/api/openapi", "/api/conformance", "/map.json", "/readyz", "/healthz", "/logo.svg"]
PLACES = [
    "/o/baeume/B%2F001",
    "/o/streng_geheim/-1",
    "/sitemap.xml",
    "/sitemap-baeume-1.xml",
    "/sitemap-streng_geheim-1.xml",
]
SEARCHES = [f"/api/search?{asked}" for asked in (f"q={CANARY}", f"q={CANARY}%20intern", "q=Eiche", "near=9.13,48.68")]
PATHS = [*OTHERS, *PLACES, *SEARCHES, *(f"/api/collections{name}{part}" for name in COLLECTIONS for part in PARTS)]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_nothing_internal_gets_out(http: httpx.Client, path: str, accept: str) -> None:
    answer = http.get(path, headers={"Accept": f"{accept}, */*;q=0.1"})

    assert CANARY not in answer.text
    assert CANARY not in str(answer.headers)
    assert "melder" not in answer.text
    assert "bemerkung" not in answer.text


@pytest.mark.parametrize(
    "query",
    [
        f"melder={CANARY}",
        "sortby=melder",
        "properties=melder",
        f"bemerkung={CANARY}",
        "geom=x",
        "geojson=x",
        "crs=http://www.opengis.net/def/crs/EPSG/0/25832",
        "skipGeometry=true",
    ],
)
def test_nothing_internal_can_be_asked_for(http: httpx.Client, query: str) -> None:
    answer = http.get(f"/api/collections/baeume/items?{query}")

    assert f"{CANARY}-" not in answer.text
    assert answer.status_code == (200 if query.startswith(("crs", "skip")) else 400)


def test_internal_layer_looks_like_one_that_does_not_exist(http: httpx.Client) -> None:
    internal, absent = (
        http.get(f"/api/collections/{name}/items").json() for name in ("streng_geheim", "gibt_es_nicht")
    )

    assert internal == absent | {
        "detail": "„streng_geheim“ gibt es hier nicht.",
        "description": "„streng_geheim“ gibt es hier nicht.",
    }

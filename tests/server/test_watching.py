"""Numbers for Prometheus and the access log, which tell nothing about who asked."""

import json
import re

import httpx
import pytest

from server.watching import route_of
from tests.server.samples import Portal
from tests.server.serving import serving


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/api/collections/baeume/items", "/api/collections/{}/items"),
        ("/api/collections/baeume/items/B/007/x", "/api/collections/{}/items/{}"),
        ("/api/collections/baeume/tiles/WebMercatorQuad/1/2/3", "/api/collections/{}/tiles/{}/{}/{}/{}"),
        ("/", "/"),
        ("/Max.Mustermann", "/{}"),
    ],
)
def test_paths_stand_for_their_kind(path: str, route: str) -> None:
    assert route_of(path) == route


def test_kinds_are_bounded() -> None:
    assert len(route_of("/api" + "/api" * 1000)) < 50


def test_numbers_and_log(samples: Portal, capfd: pytest.CaptureFixture[str]) -> None:
    with serving(samples.settings, metrics=True, access_log=True) as address, httpx.Client(base_url=address) as client:
        for _ in range(2):
            client.get("/api/collections/baeume/items", params={"art": "Geheimnis"}, headers={"User-Agent": "Spion"})
        client.get("/api/collections/geheim")
        told = client.get("/metrics").text

    items = 'geoportal_requests_total{method="GET",route="/api/collections/{}/items",status="200"} 2.0'
    assert items in told
    assert 'geoportal_cache_total{outcome="hit"} 1.0' in told
    assert 'status="404"' in told
    assert re.search(r"geoportal_cache_bytes [1-9]", told)
    assert "geoportal_pool_pages_in_use 0.0" in told
    written = capfd.readouterr().out
    lines = [json.loads(line) for line in written.splitlines() if line.startswith("{")]
    assert {"GET"} == {line["method"] for line in lines}
    assert [line["cache"] for line in lines if line["route"] == "/api/collections/{}/items"] == ["miss", "hit"]
    assert all(line.keys() == {"time", "method", "route", "status", "bytes", "ms", "cache"} for line in lines)
    assert not re.search("Geheimnis|Spion|127.0.0.1|baeume", "".join(json.dumps(line) for line in lines))


def test_nothing_is_told_unless_it_is_switched_on(http: httpx.Client) -> None:
    assert http.get("/metrics").status_code == 404

"""OGC API Features: pages along links, counted, and never into the inner network."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines.definition import TableSource
from pipelines.errors import SourceError
from pipelines.reading.fetch import Located
from pipelines.reading.read import read
from pipelines.reading.services import fetch_features
from pipelines.settings import Settings
from tests.pipelines.reading.conftest import HOST, Answer, Peer

Fetch = Callable[..., Path]


@pytest.fixture
def fetch(tmp_path: Path) -> Fetch:
    def run(url: str, layer: str | None = None) -> Path:
        source = TableSource(url=url, service="ogcapi", layer=layer)
        return fetch_features(source, tmp_path / "downloads", [HOST])

    return run


def feature(number: int) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [9 + number / 1000, 48]}
    return {
        "type": "Feature",
        "id": number,
        "properties": {"nr": number, "name": f"Straße {number}"},
        "geometry": point,
    }


def answered(body: object) -> Answer:
    return 200, {"Content-Type": "application/geo+json"}, json.dumps(body).encode()


def collection(peer: Peer, total: int, size: int, **changes: Any) -> None:
    """Let the peer have one collection of ``total`` features in pages of ``size``."""

    def answer(path: str, query: dict[str, str]) -> Answer:
        if path == "/api/collections":
            return answered({"collections": [{"id": "baeume"}]})
        if path != "/api/collections/baeume/items" or query.get("key") != "1":
            return 404, {}, b""
        start = int(query.get("offset", 0))
        features = [feature(number) for number in range(start, min(start + size, total))]
        page: dict[str, Any] = {"type": "FeatureCollection", "numberMatched": total, "features": features}
        if start + size < total:
            link = {"rel": "next", "type": "application/geo+json", "href": f"items?key=1&offset={start + size}"}
            page["links"] = [{"rel": "next", "type": "text/html", "href": "nirgends"}, link]
        return answered(page | changes)

    peer.answer = answer


@pytest.mark.parametrize("path", ["", "/", "/collections", "/collections/baeume", "/collections/baeume/items"])
def test_all_pages_arrive_from_whichever_address(peer: Peer, fetch: Fetch, path: str) -> None:
    collection(peer, total=25, size=10)

    file = fetch(f"{peer.url}/api{path}?key=1")

    located = Located({"": file}, "baeume", "", 0, None)
    (frame,) = read(TableSource(url=peer.url, service="ogcapi"), located)
    assert file.name == "baeume.geojsonl"
    assert frame["nr"].astype(int).tolist() == list(range(25))
    assert frame["name"].iloc[3] == "Straße 3"
    assert frame.crs.is_geographic
    assert next(query["limit"] for path, query in peer.requests if path.endswith("items")) == "1000"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"numberMatched": 26}, "liefert 25 Objekte, nennt aber 26"),
        ({"features": None}, "nicht die eines solchen Dienstes"),
        ({"features": [feature(1), 2]}, "nicht die eines solchen Dienstes"),
        ({"links": 5}, "nicht die eines solchen Dienstes"),
        ({"links": ["items"]}, "nicht die eines solchen Dienstes"),
        ({"links": [{"rel": "next", "type": None}]}, "nicht die eines solchen Dienstes"),
        ({"links": [{"rel": "next", "href": None}]}, "nicht die eines solchen Dienstes"),
        ({"links": [{"rel": "next", "href": "http://[::1"}]}, "nicht die eines solchen Dienstes"),
        ({"links": [{"rel": "next", "href": "http://xn--a/"}]}, "nicht die eines solchen Dienstes"),
        ({"links": [{"rel": "next", "href": "items?key=1&limit=1000"}]}, "kein Ende"),
        ({"features": [feature(1), feature(1)], "numberMatched": 2, "links": []}, "nur 1 verschiedene"),
    ],
)
def test_what_does_not_add_up_is_told(peer: Peer, fetch: Fetch, changes: dict[str, Any], words: str) -> None:
    collection(peer, total=25, size=30, **changes)

    with pytest.raises(SourceError, match=words):
        fetch(f"{peer.url}/api/collections/baeume/items?key=1")


@pytest.mark.parametrize(
    "link",
    ["http://169.254.169.254/latest/meta-data", "http://10.0.0.1/items", "http://[::1]/items", "file:///etc/passwd"],
)
def test_a_next_link_into_the_inner_network_is_not_followed(
    peer: Peer, fetch: Fetch, tmp_path: Path, link: str
) -> None:
    collection(peer, total=25, size=30, links=[{"rel": "next", "href": link}])

    with pytest.raises(SourceError, match=r"internen Netz|nicht abrufbar"):
        fetch(f"{peer.url}/api/collections/baeume/items?key=1")
    assert not list((tmp_path / "downloads").iterdir())


def test_the_key_stays_a_secret(peer: Peer, fetch: Fetch) -> None:
    with pytest.raises(SourceError) as caught:
        fetch(f"{peer.url}/api?key=geheim")

    assert "geheim" not in caught.value.to("de")


def test_of_several_collections_one_is_named(peer: Peer, fetch: Fetch) -> None:
    peer.answer = lambda *_: answered({"collections": [{"id": "baeume"}, {"id": "schulen"}]})

    with pytest.raises(SourceError, match=r"mehrere Ebenen\. Vorhanden: baeume, schulen"):
        fetch(peer.url)
    with pytest.raises(SourceError, match="keine Ebene „wege“"):
        fetch(peer.url, "wege")


def test_another_portal_is_a_source(portal_url: str, portal_settings: Settings, tmp_path: Path) -> None:
    source = TableSource(url=f"{portal_url}/api", service="ogcapi", layer="schulen")

    file = fetch_features(source, tmp_path, [HOST])

    (frame,) = read(source, Located({"": file}, "schulen", "", 0, None))
    assert len(frame) > 3
    assert "name" in frame.columns


def test_null_is_no_list_of_links(peer: Peer, fetch: Fetch) -> None:
    collection(peer, total=25, size=30, links=None)

    assert len(fetch(f"{peer.url}/api/collections/baeume/items?key=1").read_text().splitlines()) == 25


def test_a_link_may_have_no_media_type(peer: Peer, fetch: Fetch) -> None:
    def answer(_: str, query: dict[str, str]) -> Answer:
        link = {"rel": "next", "type": None, "href": "items?offset=1"}
        last = "offset" in query
        return answered({"features": [feature(2 if last else 1)], "links": [] if last else [link]})

    peer.answer = answer

    assert len(fetch(f"{peer.url}/collections/baeume/items").read_text().splitlines()) == 2


@pytest.mark.parametrize(
    ("collections", "words"),
    [
        (None, "keine Ebene"),
        (["baeume"], "nicht die eines solchen Dienstes"),
        ("baeume", "nicht die eines solchen Dienstes"),
        ([{"id": "wo?"}], "nicht die eines solchen Dienstes"),
    ],
)
def test_collections_that_are_none_are_told(peer: Peer, fetch: Fetch, collections: object, words: str) -> None:
    peer.answer = lambda *_: answered({"collections": collections})

    with pytest.raises(SourceError, match=words):
        fetch(peer.url)


def test_a_feature_survives_half_an_emoji(peer: Peer, fetch: Fetch) -> None:
    collection(peer, total=1, size=1, features=[feature(1) | {"properties": {"name": "\ud83d kaputt"}}])

    file = fetch(f"{peer.url}/api/collections/baeume/items?key=1")

    (frame,) = read(TableSource(url=peer.url, service="ogcapi"), Located({"": file}, "baeume", "", 0, None))
    assert frame["name"].tolist() == ["\ufffd kaputt"]

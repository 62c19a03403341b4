"""Whole layers as files: exactly the bytes that were published, whole and in ranges, and nothing else of the disk."""

import hashlib
import json
from pathlib import Path

import httpx
import pyogrio
import pytest

from pipelines import run
from pipelines.artefacts.store import Store
from tests.server.samples import AREAS, Portal, area
from tests.server.serving import serving, wait_until

COLLECTION = "/api/collections/baeume"
FILE = "/artefacts/baeume/1/downloads/baeume.gpkg"


def stored(samples: Portal, name: str = "downloads/baeume.gpkg") -> bytes:
    return (samples.settings.home / "artefacts" / "baeume" / "1" / name).read_bytes()


def test_a_file_is_what_was_published(samples: Portal, http: httpx.Client, tmp_path: Path) -> None:
    answer = http.get(FILE)
    assert answer.content == stored(samples)
    assert answer.headers["ETag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'
    assert answer.headers["Content-Type"] == "application/geopackage+sqlite3"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="baeume.gpkg"'
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    (tmp_path / "b.gpkg").write_bytes(answer.content)
    assert pyogrio.read_info(tmp_path / "b.gpkg")["features"] == 100


def test_every_file_of_the_manifest_is_served(samples: Portal, http: httpx.Client) -> None:
    manifest = json.loads(stored(samples, "manifest.json"))
    assert len(manifest["artefacts"]) > 10
    for each in manifest["artefacts"]:
        answer = http.head(f"/artefacts/baeume/1/{each['name']}")
        assert answer.status_code == 200
        assert answer.headers["ETag"] == f'"{each["sha256"]}"'
        assert answer.headers["Content-Type"] == each["mediaType"]
        assert answer.headers["Content-Length"] == str(each["size"])
        assert not answer.content


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ("bytes=0-99", slice(0, 100)),
        ("bytes=100-", slice(100, None)),
        ("bytes=-10", slice(-10, None)),
        ("bytes=5-5", slice(5, 6)),
        ("bytes=50-999999999", slice(50, None)),
    ],
)
def test_ranges(samples: Portal, http: httpx.Client, given: str, part: slice) -> None:
    whole = stored(samples)
    answer = http.get(FILE, headers={"Range": given, "Accept-Encoding": "gzip"})
    assert (answer.status_code, answer.content) == (206, whole[part])
    begin, end, _ = part.indices(len(whole))
    assert answer.headers["Content-Range"] == f"bytes {begin}-{end - 1}/{len(whole)}"
    assert "Content-Encoding" not in answer.headers


def test_several_ranges_come_as_parts(samples: Portal, http: httpx.Client) -> None:
    answer = http.get(FILE, headers={"Range": "bytes=0-9,20-29"})
    assert answer.status_code == 206
    assert stored(samples)[20:30] in answer.content


def test_a_range_beyond_the_end_is_416(samples: Portal, http: httpx.Client) -> None:
    answer = http.get(FILE, headers={"Range": "bytes=999999999-"})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(stored(samples))}"


@pytest.mark.parametrize("given", ["bytes=9-5", "lines=1-2", "bytes=a-b", "bytes", "bytes=", "bytes=--5"])
def test_a_range_that_means_nothing_is_left_aside(http: httpx.Client, given: str) -> None:
    assert http.get(FILE, headers={"Range": given}).status_code == 200


def test_if_range_gives_the_whole_of_another_file(http: httpx.Client) -> None:
    etag = http.head(FILE).headers["ETag"]
    same = http.get(FILE, headers={"Range": "bytes=0-9", "If-Range": etag})
    other = http.get(FILE, headers={"Range": "bytes=0-9", "If-Range": '"another"'})
    assert (same.status_code, other.status_code) == (206, 200)


def test_a_known_file_is_not_sent_again(http: httpx.Client) -> None:
    answer = http.get(FILE, headers={"If-None-Match": http.head(FILE).headers["ETag"]})
    assert (answer.status_code, answer.content) == (304, b"")
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "/artefacts/baeume/1/manifest.json",
        "/artefacts/baeume/1/..%2F..%2F..%2Fetc%2Fpasswd",
        "/artefacts/baeume/1/downloads/..%2Fmanifest.json",
        "/artefacts/baeume/1/%2Fetc%2Fpasswd",
        "/artefacts/baeume/1/downloads/baeume.gpkg%00",
        "/artefacts/baeume/1/downloads//baeume.gpkg",
        "/artefacts/baeume/01/downloads/baeume.gpkg",
        "/artefacts/baeume/2/downloads/baeume.gpkg",
        "/artefacts/baeume/-1/downloads/baeume.gpkg",
        "/artefacts/baeume/.1.part/downloads/baeume.gpkg",
        "/artefacts/..%2Fartefacts/baeume/1/downloads/baeume.gpkg",
        "/artefacts/streng_geheim/1/manifest.json",
        "/artefacts/unbekannt/1/thumbnail.svg",
    ],
)
def test_nothing_else_is_served(http: httpx.Client, path: str) -> None:
    assert http.get(path).status_code == 404


def test_only_reading(http: httpx.Client) -> None:
    answer = http.post(FILE)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("name", ["gpkg", "fgb", "parquet", "geojson", "geojson.gz", "shp", "excel", "csv"])
def test_a_stable_address_leads_to_the_live_file(http: httpx.Client, name: str) -> None:
    answer = http.get(f"{COLLECTION}/downloads/{name}")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (307, "no-cache")
    assert http.get(answer.headers["Location"]).status_code == 200


def test_a_format_that_there_is_not_is_404(http: httpx.Client) -> None:
    for name in ("dwg", "GPKG", "LIZENZ.txt"):
        assert http.get(f"{COLLECTION}/downloads/{name}").status_code == 404


def test_collections_link_their_files(http: httpx.Client) -> None:
    links = [each for each in http.get(COLLECTION).json()["links"] if each["rel"] == "enclosure"]
    assert len(links) == 8
    for link in links:
        told = http.head(link["href"])
        assert told.headers["Content-Length"] == str(link["length"])
        assert told.headers["Content-Type"].startswith(link["type"])
        assert link["hreflang"] == "de"
        assert "Bäume" in link["title"]


def test_files_of_old_versions_are_gone_and_say_where_to_look(portal: Portal) -> None:
    for number in range(3):
        portal.publish(AREAS, [area(each) for each in range(2 + number)])
    Store(portal.settings.home / "artefacts").drop("flaechen", 1)
    with serving(portal.settings) as address, httpx.Client(base_url=address) as http:
        kept = http.get("/artefacts/flaechen/2/downloads/flaechen.geojson")
        assert len(kept.json()["features"]) == 3
        Store(portal.settings.home / "artefacts").trim("flaechen", [3])
        for version in (1, 2):
            answer = http.get(f"/artefacts/flaechen/{version}/downloads/flaechen.geojson")
            assert answer.status_code == 410
            assert f"{address}/api/collections/flaechen" in answer.json()["detail"]
            assert answer.links["latest-version"]["url"] == f"{address}/api/collections/flaechen"
        assert http.get("/artefacts/flaechen/2/legend_de.svg").status_code == 200
        run.rollback(portal.database, "flaechen", 2)
        wait_until(lambda: http.get("/api/collections/flaechen").json()["version"] == 2)
        assert http.get("/artefacts/flaechen/3/downloads/flaechen.geojson").status_code == 410

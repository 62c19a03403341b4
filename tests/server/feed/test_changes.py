"""What has changed since a version: net, exact after a rollback, a page at a time; and the feeds that tell of it."""

from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest
from lxml import etree

from pipelines import run
from pipelines.database import access
from pipelines.settings import Settings
from server.feed.atom import ATOM
from tests.server.samples import AREAS, Portal, area, fresh_portal
from tests.server.serving import serving, wait_until

CHANGES = "/api/collections/flaechen/changes"


def named(number: int, name: str) -> dict[str, Any]:
    feature = area(number)
    feature["properties"]["name"] = name
    return feature


VERSIONS = [
    [area(1), area(2), area(3), area(4)],
    [area(1), named(2, "neu"), area(3), area(4), area(5)],  # 2 changed, 5 came
    [area(1), named(2, "neuer"), area(4), area(6)],  # 2 changed again, 3 and 5 went, 6 came
    [area(1), area(2), area(4), area(6), area(3)],  # 2 and 3 as at first
]


@pytest.fixture(scope="module")
def own_portal(cluster_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal for this module."""
    with fresh_portal(cluster_settings, tmp_path_factory.mktemp("changes")) as portal:
        yield portal


@pytest.fixture(scope="module")
def http(own_portal: Portal) -> Iterator[httpx.Client]:
    for features in VERSIONS:
        own_portal.publish(AREAS, features)
    own_portal.publish(AREAS, VERSIONS[-1], title="Flächen, anders genannt")
    with serving(own_portal.settings) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


def told(http: httpx.Client, since: int, **more: Any) -> tuple[set[str], set[str], set[str]]:
    """Ids added, changed, removed; the features must be those of the live version."""
    data = http.get(CHANGES, params={"since": since} | more).json()
    live = {each["id"]: each for each in http.get("/api/collections/flaechen/items").json()["features"]}
    found: dict[str, set[str]] = {"added": set(), "changed": set()}
    for each in data["features"]:
        kind = each.pop("change")
        assert each == live[each["id"]]
        found[kind].add(each["id"])
    assert data["since"] == since
    return found["added"], found["changed"], set(data["removed"])


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (1, ({"6"}, set(), set())),  # 5 came and went, 2 and 3 are as they were
        (2, ({"6"}, {"2"}, {"5"})),
        (3, ({"3"}, {"2"}, set())),
        (4, (set(), set(), set())),  # only words have changed since
        (5, (set(), set(), set())),
    ],
)
def test_the_net_effect_of_all_versions_between(http: httpx.Client, since: int, expected: Any) -> None:
    assert told(http, since) == expected


def test_pages_add_up(http: httpx.Client) -> None:
    answer = http.get(CHANGES, params={"since": 2, "limit": 1})
    assert answer.headers["Content-Type"] == "application/geo+json"
    assert answer.headers["Content-Language"] == "de"
    found, pages = [], 0
    while True:
        data = answer.json()
        found += [each["id"] for each in data["features"]] + data["removed"]
        pages += 1
        links = {link["rel"]: link["href"] for link in data["links"]}
        if "next" not in links:
            break
        answer = http.get(links["next"])
    assert (sorted(found), pages) == (["2", "5", "6"], 3)


@pytest.mark.parametrize("query", ["", "since=0", "since=-1", "since=x", "since=6", "since=99999999999", "since=1&a=1",
                                   "since=1&limit=0", "since=1&f=csv", "since=1&after=%00"])  # fmt: skip
def test_wrong_questions_are_400(http: httpx.Client, query: str) -> None:
    answer = http.get(f"{CHANGES}?{query}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")


def test_another_version_between_two_pages_is_a_conflict(http: httpx.Client) -> None:
    answer = http.get(CHANGES, params={"since": 2, "to": 4})
    assert answer.status_code == 409
    assert "since=2" in answer.json()["detail"]


def test_what_is_known_is_not_sent_again(http: httpx.Client) -> None:
    for path in (f"{CHANGES}?since=2", f"{CHANGES}.atom", "/api/changes.atom"):
        etag = http.get(path).headers["ETag"]
        assert http.get(path, headers={"If-None-Match": etag}).status_code == 304


def test_internal_and_unknown_layers_are_not_there(http: httpx.Client) -> None:
    for path in ("/api/collections/unbekannt/changes?since=1", "/api/collections/unbekannt/changes.atom"):
        assert http.get(path).status_code == 404


class TestFeeds:
    @pytest.mark.parametrize("path", [f"{CHANGES}.atom", "/api/changes.atom"])
    def test_they_are_atom(self, http: httpx.Client, path: str) -> None:
        """What RFC 4287 asks of a feed (4.1.1) and of its entries (4.1.2)."""
        answer = http.get(path)
        assert answer.headers["Content-Type"].startswith("application/atom+xml")
        assert answer.headers["Last-Modified"].endswith("GMT")
        feed = etree.fromstring(answer.content)
        assert feed.tag == f"{{{ATOM}}}feed"
        for node in (feed, *feed.findall(f"{{{ATOM}}}entry")):
            for name in ("id", "title", "updated"):
                (one,) = node.findall(f"{{{ATOM}}}{name}")
                assert one.text
        assert feed.find(f"{{{ATOM}}}author/{{{ATOM}}}name") is not None
        ids = [node.text for node in feed.iter(f"{{{ATOM}}}id")]
        assert len(ids) == len(set(ids)) > 1
        (own,) = [link.get("href") for link in feed.findall(f"{{{ATOM}}}link") if link.get("rel") == "self"]
        assert own == f"{str(http.base_url).rstrip('/')}{path}"
        moments = [node.text for node in feed.findall(f"{{{ATOM}}}entry/{{{ATOM}}}updated")]
        assert moments == sorted(moments, reverse=True)
        assert feed.findtext(f"{{{ATOM}}}updated") == moments[0]

    def test_entries_lead_to_changes_and_downloads(self, http: httpx.Client) -> None:
        feed = etree.fromstring(http.get(f"{CHANGES}.atom?lang=en").content)
        entries = feed.findall(f"{{{ATOM}}}entry")
        assert [entry.findtext(f"{{{ATOM}}}title")[-9:] for entry in entries] == [
            f"version {number}" for number in (5, 4, 3, 2, 1)
        ]
        assert "1 features added, 1 changed, 0 removed" in entries[1].findtext(f"{{{ATOM}}}summary")
        links = [link.attrib for link in entries[0].findall(f"{{{ATOM}}}link")]
        assert {link["rel"] for link in links} == {"alternate", "related", "enclosure"}
        for link in links:
            assert http.get(link["href"]).status_code == 200
        assert len([link for link in links if link["rel"] == "enclosure"]) == 8

    def test_collections_link_them(self, http: httpx.Client) -> None:
        links = http.get("/api/collections/flaechen").json()["links"]
        assert [link["type"] for link in links if link["href"].endswith("/changes.atom")] == ["application/atom+xml"]
        (since,) = [link["href"] for link in links if link["href"].endswith("changes?since=5")]
        assert http.get(since).json()["features"] == []


def test_after_a_rollback_the_way_is_back(http: httpx.Client, own_portal: Portal) -> None:
    """The last test of this module: it changes what is live, and what is kept."""
    run.rollback(own_portal.database, "flaechen", 2)
    wait_until(lambda: http.get("/api/collections/flaechen").json()["version"] == 2)
    assert told(http, 5) == ({"5"}, {"2"}, {"6"})
    assert told(http, 1) == ({"5"}, {"2"}, set())
    feed = etree.fromstring(http.get(f"{CHANGES}.atom").content)
    assert [node.text[-1] for node in feed.findall(f"{{{ATOM}}}entry/{{{ATOM}}}title")] == ["2", "1"]
    with psycopg.connect(access(own_portal.settings).publisher, autocommit=True) as connection:
        connection.execute("DROP TABLE data.flaechen_v1")
    answer = http.get(CHANGES, params={"since": 1})
    assert answer.status_code == 410
    assert http.get(answer.links["enclosure"]["url"]).status_code == 200

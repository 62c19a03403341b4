"""What is live changes while the server runs."""

import itertools
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpx
import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from pipelines import run
from pipelines.cluster import SUPERUSER, embedded_cluster
from pipelines.settings import Settings
from tests.server.samples import AREAS, TREES, Portal, area, tree
from tests.server.serving import serving, wait_until

ITEMS = "/api/collections/flaechen/items"
ENDED = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %(name)s AND pid <> pg_backend_pid()
"""


def test_new_layer_and_version_are_seen_without_restart(portal: Portal) -> None:
    with serving(portal.settings) as url, httpx.Client(base_url=url) as client:
        assert client.get("/api/collections").json()["collections"] == []
        assert client.get("/map.json").json()["layers"] == []

        portal.publish(AREAS, [area(1)])
        wait_until(lambda: client.get("/api/collections/flaechen").status_code == 200)
        assert client.get("/map.json").json()["layers"][0]["version"] == 1
        assert "/collections/flaechen/items" in client.get("/api/openapi").json()["paths"]

        fields = AREAS["fields"] | {"größe": {"source": "nummer", "type": "integer"}}
        portal.publish(AREAS, [area(1), area(2)], title="Flächen neu", fields=fields)
        assert {each["properties"]["größe"] for each in client.get(ITEMS).json()["features"]} == {1, 2}
        wait_until(lambda: client.get("/api/collections/flaechen").json()["title"] == "Flächen neu")
        assert "größe" in client.get("/api/collections/flaechen/queryables").json()["properties"]
        assert "Flächen neu" in client.get("/api/collections/flaechen?f=html").text
        assert client.get(f"{ITEMS}?größe=2").json()["numberMatched"] == 1

        run.rollback(portal.database, "flaechen")
        assert client.get(f"{ITEMS}?limit=5").json()["numberMatched"] == 1
        wait_until(lambda: client.get(ITEMS).json()["numberMatched"] == 1)
        wait_until(lambda: client.get("/map.json").json()["layers"][0]["version"] == 1)

        run.withdraw(portal.database, "flaechen")
        wait_until(lambda: client.get("/api/collections/flaechen").status_code == 404)


def test_layer_that_becomes_internal_is_gone(portal: Portal) -> None:
    portal.publish(AREAS, [area(1)])
    with serving(portal.settings) as url:
        portal.publish(AREAS, [area(1)], visibility="internal")

        assert httpx.get(f"{url}{ITEMS}").status_code == 404
        wait_until(lambda: httpx.get(f"{url}/api/collections").json()["collections"] == [])


@contextmanager
def away(settings: Settings, name: str) -> Iterator[None]:
    """Take one database away from everybody, as a crash of its server would."""
    database = Identifier(name)
    with psycopg.connect(embedded_cluster(settings).dsn(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute(SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(database))
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            connection.execute(SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(database))


def test_lost_database_is_503_and_comes_back(portal: Portal, cluster_settings: Settings, database_name: str) -> None:
    portal.publish(AREAS, [area(1)])
    with serving(portal.settings) as url, httpx.Client(base_url=url) as client:
        before = client.get(ITEMS).content
        assert client.get("/api/search?q=fl").status_code == 200
        with away(cluster_settings, database_name):
            assert client.get(ITEMS).content == before
            lost = client.get(f"{ITEMS}?limit=7")
            assert (lost.status_code, lost.headers["Content-Type"]) == (503, "application/problem+json")
            assert int(lost.headers["Retry-After"]) > 0
            assert lost.headers["Access-Control-Allow-Origin"] == "*"
            assert client.get("/api/search?q=fl").status_code == 503
            assert client.get("/healthz").status_code == 200
            assert client.get("/readyz").status_code == 503
            assert client.get("/map.json").status_code == 200
            assert client.get("/api/collections").status_code == 200
            time.sleep(1.5)  # several looks at a database that is not there

        assert client.get(ITEMS).content == before
        portal.database.publisher.dispose()
        portal.publish(AREAS, [area(1), area(2)])
        wait_until(lambda: client.get("/map.json").json()["layers"][0]["count"] == 2)


@pytest.mark.parametrize("path", [f"{ITEMS}?limit=", "/api/search?q=fl&limit="])
def test_sessions_that_the_database_has_ended_are_nobodys_concern(
    portal: Portal, database_name: str, path: str
) -> None:
    portal.publish(AREAS, [area(1)])
    with serving(portal.settings) as url, httpx.Client(base_url=url) as client:
        assert client.get(f"{path}1").status_code == 200
        with portal.database.publisher.connect() as connection:
            connection.exec_driver_sql(ENDED, {"name": database_name})
        assert [client.get(f"{path}{limit}").status_code for limit in (2, 3, 4)] == [200] * 3


def test_every_body_is_of_one_version(portal: Portal) -> None:
    """Readers read while a layer is republished, each time with other features and a field more or less."""
    versions = itertools.count(1)

    def publish() -> None:
        number = next(versions)
        fields = {"nummer": None, "art": None} | ({"jahr": {"type": "integer"}} if number % 2 else {})
        features = [tree(index) for index in range(number)]
        for feature in features:
            feature["properties"]["art"] = f"Fassung {number}"
        portal.publish(TREES, features, fields=fields, info=[], tiles="none")

    publish()
    over = threading.Event()

    def read(url: str) -> list[str]:
        wrong = []
        with httpx.Client(base_url=url, timeout=60) as client:
            while not over.is_set():
                answer = client.get("/api/collections/baeume/items", params={"limit": 1000})
                wrong += [] if answer.status_code == 200 else [answer.text]
                wrong += mistakes(answer.json()) if answer.status_code == 200 else []
        return wrong

    with serving(portal.settings) as url, ThreadPoolExecutor() as pool:
        readers = [pool.submit(read, url) for _ in range(4)]
        try:
            for _ in range(12):
                publish()
        finally:
            over.set()
        assert [wrong for reader in readers for wrong in reader.result()] == []


def mistakes(body: dict[str, Any]) -> list[str]:
    """A version's number is in each of its features, says how many there are and whether they have a year."""
    names = {feature["properties"]["art"] for feature in body["features"]}
    counts = {len(body["features"]), body["numberMatched"], body["numberReturned"]}
    if len(names) != 1 or len(counts) != 1:
        return [f"{names} {counts}"]
    number = int(names.pop().split()[1])
    years = {"jahr" in feature["properties"] for feature in body["features"]}
    return [] if counts == {number} and years == {number % 2 == 1} else [f"{number} {counts} {years}"]


@pytest.mark.parametrize("kind", ["json", "html"])
def test_burst_of_readers_is_answered(server_url: str, kind: str) -> None:
    """More at once than the pool has connections."""
    with ThreadPoolExecutor(60) as pool, httpx.Client(base_url=server_url, timeout=60) as client:
        path = f"/api/collections/baeume/items?limit=50&f={kind}"
        answers = list(pool.map(lambda _: client.get(path).status_code, range(180)))

    assert set(answers) == {200}

"""What machines ask about."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from pipelines import run
from pipelines.cluster import embedded_cluster
from pipelines.database import connected
from pipelines.datasets import load_all
from pipelines.settings import Settings
from tests.conftest import fresh_database, on_database
from tests.server.samples import AREAS, Portal, area
from tests.server.serving import serving, wait_until


def test_alive(http: httpx.Client) -> None:
    answer = http.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["Cache-Control"] == "no-store"


def test_missing_layers_are_named(http: httpx.Client, settings: Settings) -> None:
    answer = http.get("/readyz")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert answer.json() == {"status": "waiting", "missing": sorted(public_ids(settings))}


@pytest.fixture(scope="module")
def resting(cluster_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Database and folder of a portal with all defined layers but the first, to be copied.

    The shipped definitions stand in for a town's own: small features under their ids.
    """
    cluster, folder = embedded_cluster(cluster_settings), tmp_path_factory.mktemp("health")
    with fresh_database(cluster) as name:
        settings = on_database(cluster, name, folder / "home")
        with connected(settings) as database:
            portal = Portal(settings, database, folder).styled(*public_ids(settings))
            for each in public_ids(settings)[1:]:
                portal.publish(AREAS | {"id": each}, [area(1)], tiles="none")
        yield name, folder


@pytest.fixture
def all_but_one(resting: tuple[str, Path], cluster_settings: Settings, tmp_path: Path) -> Iterator[Portal]:
    """A portal of one's own with all defined layers but the first."""
    name, folder = resting
    shutil.copytree(folder, tmp_path / "portal")
    cluster = embedded_cluster(cluster_settings)
    with fresh_database(cluster, name) as copy:
        settings = on_database(cluster, copy, tmp_path / "portal" / "home")
        with connected(settings) as database:
            yield Portal(settings, database, tmp_path / "portal")


def public_ids(settings: Settings) -> list[str]:
    return [each.id for each in load_all(settings).values() if each.visibility == "public"]


def test_ready_when_every_defined_layer_is_served_or_taken_down(all_but_one: Portal) -> None:
    first = public_ids(all_but_one.settings)[0]
    with serving(all_but_one.settings) as url:
        assert httpx.get(f"{url}/readyz").json()["missing"] == [first]
        all_but_one.styled(first).publish(AREAS | {"id": first}, [area(1)])
        wait_until(lambda: httpx.get(f"{url}/readyz").status_code == 200)
        run.withdraw(all_but_one.database, first)
        wait_until(lambda: httpx.get(f"{url}/api/collections/{first}").status_code == 404)
        assert httpx.get(f"{url}/readyz").json() == {"status": "ready"}


def test_layer_that_is_live_and_cannot_be_served_is_missing(all_but_one: Portal) -> None:
    first = public_ids(all_but_one.settings)[0]
    all_but_one.styled(first).publish(AREAS | {"id": first}, [area(1)])
    spoil = "UPDATE portal.publication SET public_definition = '{}' WHERE dataset = :name"
    with all_but_one.database.publisher.begin() as connection:
        connection.execute(text(spoil), {"name": first})

    with serving(all_but_one.settings) as url:
        assert httpx.get(f"{url}/readyz").json()["missing"] == [first]


def test_wrong_definition_is_a_reason_not_to_be_ready_and_no_news_for_the_public(portal: Portal) -> None:
    path = portal.folder / "kaputt.yml"
    path.write_text("id: kaputt\n", encoding="utf-8")

    with serving(portal.settings, datasets=portal.folder) as url:
        answer = httpx.get(f"{url}/readyz")
        path.unlink()
        path.symlink_to(portal.folder / "weg.yml")  # what a file that vanishes between two looks is like
        vanished = httpx.get(f"{url}/readyz")

    assert (answer.status_code, vanished.status_code) == (503, 503)
    assert answer.json() == vanished.json()
    assert answer.json()["reason"].keys() == {"de", "en"}
    assert "kaputt" not in answer.text
    assert str(portal.folder) not in answer.text

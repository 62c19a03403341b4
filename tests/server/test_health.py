"""What machines ask about."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from pipelines import run
from pipelines.database import connected
from pipelines.datasets import load_all
from pipelines.settings import Settings
from tests.conftest import copied
from tests.server.samples import AREAS, Portal, area
from tests.server.serving import serving, wait_until

NEW: dict[str, Any] = AREAS | {"id": "neu", "tiles": "none"}
"""A layer that no portal ships."""


def test_alive(http: httpx.Client) -> None:
    answer = http.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["Cache-Control"] == "no-store"


def test_missing_layers_are_named(http: httpx.Client, settings: Settings) -> None:
    answer = http.get("/readyz")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert answer.json() == {"status": "waiting", "missing": sorted(public_ids(settings))}


@pytest.fixture
def all_but_one(published: Settings, tmp_path: Path) -> Iterator[Portal]:
    """A portal of one's own with all defined layers but one: the shipped ones are live, the town's own is not."""
    with copied(published, tmp_path) as settings, connected(settings) as database:
        (tmp_path / f"{NEW['id']}.yml").write_text(json.dumps(NEW | {"source": {"path": "neu.geojson"}}), "utf-8")
        yield Portal(settings, database, tmp_path)


def public_ids(settings: Settings) -> list[str]:
    return [each.id for each in load_all(settings).values() if each.visibility == "public"]


def test_ready_when_every_defined_layer_is_served_or_taken_down(all_but_one: Portal) -> None:
    with serving(all_but_one.settings, datasets=all_but_one.folder) as url:
        assert httpx.get(f"{url}/readyz").json()["missing"] == [NEW["id"]]
        all_but_one.publish(NEW, [area(1)])
        wait_until(lambda: httpx.get(f"{url}/readyz").status_code == 200)
        run.withdraw(all_but_one.database, NEW["id"])
        wait_until(lambda: httpx.get(f"{url}/api/collections/{NEW['id']}").status_code == 404)
        assert httpx.get(f"{url}/readyz").json() == {"status": "ready"}


def test_layer_that_is_live_and_cannot_be_served_is_missing(all_but_one: Portal) -> None:
    all_but_one.publish(NEW, [area(1)])
    spoil = "UPDATE portal.publication SET public_definition = '{}' WHERE dataset = :name"
    with all_but_one.database.publisher.begin() as connection:
        connection.execute(text(spoil), {"name": NEW["id"]})

    with serving(all_but_one.settings, datasets=all_but_one.folder) as url:
        assert httpx.get(f"{url}/readyz").json()["missing"] == [NEW["id"]]


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

"""What machines ask about."""

import httpx
from sqlalchemy import text

from pipelines import run
from pipelines.datasets import load_all
from pipelines.settings import Settings
from tests.server.samples import AREAS, Portal, area
from tests.server.serving import serving, wait_until


def test_alive(http: httpx.Client) -> None:
    answer = http.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["Cache-Control"] == "no-store"


def test_missing_layers_are_named(http: httpx.Client, settings: Settings) -> None:
    answer = http.get("/readyz")

    defined = {each.id for each in load_all(settings).values() if each.visibility == "public"}
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert answer.json() == {"status": "waiting", "missing": sorted(defined)}


def test_ready_when_every_defined_layer_is_served_or_taken_down(portal: Portal) -> None:
    """The shipped definitions stand in for a town's own: small features under their ids."""
    names = [each.id for each in load_all(portal.settings).values() if each.visibility == "public"]
    styled = portal.styled(*names)
    for name in names[1:]:
        styled.publish(AREAS | {"id": name}, [area(1)])

    with serving(portal.settings) as url:
        assert httpx.get(f"{url}/readyz").json()["missing"] == [names[0]]
        styled.publish(AREAS | {"id": names[0]}, [area(1)])
        wait_until(lambda: httpx.get(f"{url}/readyz").status_code == 200)
        run.withdraw(portal.database, names[0])
        wait_until(lambda: httpx.get(f"{url}/api/collections/{names[0]}").status_code == 404)
        assert httpx.get(f"{url}/readyz").json() == {"status": "ready"}


def test_layer_that_is_live_and_cannot_be_served_is_missing(portal: Portal) -> None:
    names = [each.id for each in load_all(portal.settings).values() if each.visibility == "public"]
    styled = portal.styled(*names)
    for name in names:
        styled.publish(AREAS | {"id": name}, [area(1)])
    spoil = "UPDATE portal.publication SET public_definition = '{}' WHERE dataset = :name"
    with portal.database.publisher.begin() as connection:
        connection.execute(text(spoil), {"name": names[0]})

    with serving(portal.settings) as url:
        assert httpx.get(f"{url}/readyz").json()["missing"] == [names[0]]


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

"""A real server on a free port, before a database with three small layers, one of them internal."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
import uvicorn
from psycopg.sql import SQL, Identifier
from pydantic import SecretStr

from pipelines import run
from pipelines.cluster import SUPERUSER, embedded_cluster
from pipelines.database import Database, connected
from pipelines.definition import Dataset
from pipelines.provision import DATABASE
from pipelines.rights import PUBLISHER, READER
from pipelines.settings import Settings
from server.app import create_app

CANARY = "Kanarienvogel"
"""Stands in an internal field, in an undeclared column and in an internal layer."""

TREES: dict[str, Any] = {
    "id": "baeume",
    "title": {"de": "Bäume", "en": "Trees"},
    "description": {"de": "Alle Bäume < 30 m & ihre Art", "en": "All trees < 30 m & their species"},
    "group": "umwelt",
    "geometry": "Point",
    "key": "nummer",
    "fields": {
        "nummer": {"title": {"de": "Nummer", "en": "Number"}},
        "art": {"title": {"de": "Art", "en": "Species"}},
        "höhe": {"type": "number", "unit": "m", "title": {"de": "Höhe", "en": "Height"}},
        "jahr": {"type": "integer"},
        "geschützt": {"type": "boolean"},
        "gepflanzt": {"type": "date"},
        "geprüft": {"type": "datetime"},
        "seite": {"type": "url"},
        "zustand": {"codes": {"values": {"gut": {"de": "gut", "en": "good"}, "tot": {"de": "tot", "en": "dead"}}}},
        "melder": {"type": "email", "visibility": "internal"},
    },
    "info": ["art", "höhe", "zustand"],
    "quality": "sample",
    "data_date": "2024-05-01",
    "scale": {"max": 25000, "min": 500},
    "contact": {"office": {"de": "Gartenamt", "en": "Parks office"}, "email": "gartenamt@example.org"},
}

AREAS: dict[str, Any] = {
    "id": "flaechen",
    "title": "Flächen",
    "description": "Rechtecke",
    "group": "bauen",
    "geometry": "Polygon",
    "key": "nummer",
    "fields": {"nummer": {"type": "integer"}, "name": None},
}

SECRET: dict[str, Any] = AREAS | {
    "id": "streng_geheim",
    "title": f"{CANARY} intern",
    "visibility": "internal",
}


def tree(number: int) -> dict[str, Any]:
    """A tree every 10 m east and 5 m north of the town hall, in EPSG:25832."""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [510000 + 10 * number, 5393000 + 5 * number]},
        "properties": {
            "nummer": f"B/{number:03d}",
            "art": ["Eiche < 10 m & > 3", "Linde", "Ahorn"][number % 3],
            "höhe": number / 4 if number % 7 else None,
            "jahr": 1900 + number % 50,
            "geschützt": number % 2 == 0,
            "gepflanzt": f"20{number % 24:02d}-03-15" if number % 5 else None,
            "geprüft": f"2024-05-{1 + number % 28:02d}T12:00:00+02:00" if number % 4 else None,
            "seite": "https://example.org/baum?a=1&b=2",
            "zustand": "tot" if number % 10 == 0 else "gut",
            "melder": f"{CANARY}-intern@example.org",
            "bemerkung": f"{CANARY}-undeklariert",
        },
    }


def area(number: int) -> dict[str, Any]:
    """A rectangle of 90 by 40 metres, one beside the other."""
    x, y = 510000 + 100 * number, 5394000
    ring = [[x, y], [x + 90, y], [x + 90, y + 40], [x, y + 40], [x, y]]
    properties = {"nummer": number, "name": CANARY if number < 0 else f"Fläche {number}"}
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": properties}


@dataclass(frozen=True)
class Portal:
    """A database of its own and where its layers come from."""

    settings: Settings
    database: Database
    folder: Path

    def publish(self, definition: dict[str, Any], features: list[dict[str, Any]], **changes: Any) -> Dataset:
        """Publish features, in EPSG:25832, as one layer."""
        path = self.folder / f"{definition['id']}.geojson"
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
        path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}), encoding="utf-8")
        dataset = Dataset.model_validate(definition | {"source": {"path": path}} | changes)
        outcome = run.publish(self.settings, self.database, dataset)
        assert outcome.error is None, outcome.error
        return dataset


@contextmanager
def serving(settings: Settings, **changes: Any) -> Iterator[str]:
    """Run the server in a thread; yields the address under which it is reached."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        app = create_app(settings.model_copy(update={"public_url": address} | changes))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            wait_until(lambda: server.started or not thread.is_alive())
            assert server.started
            yield address
        finally:
            server.should_exit = True
            thread.join(20)
            assert not thread.is_alive()


def wait_until(condition: Callable[[], object], seconds: float = 20) -> None:
    """Fail when ``condition`` does not come true in time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


@pytest.fixture
def portal(settings: Settings, database: Database, tmp_path: Path) -> Portal:
    """An empty portal of one's own."""
    return Portal(settings, database, tmp_path)


@pytest.fixture(scope="session")
def samples(cluster_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """One portal for all tests that only read: 100 trees, 8 areas and an internal layer."""
    cluster = embedded_cluster(cluster_settings)
    name = "samples"
    with psycopg.connect(cluster.dsn(SUPERUSER, "postgres"), autocommit=True) as connection:
        create = SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY file_copy")
        connection.execute(create.format(Identifier(name), Identifier(PUBLISHER), Identifier(DATABASE)))
    folder = tmp_path_factory.mktemp("samples")
    settings = Settings(
        home=folder / "home",
        database_url=SecretStr(cluster.dsn(PUBLISHER, name)),
        reader_url=SecretStr(cluster.dsn(READER, name)),
    )
    with connected(settings) as database:
        samples = Portal(settings, database, folder)
        samples.publish(TREES, [tree(number) for number in range(100)])
        samples.publish(AREAS, [area(number) for number in range(8)])
        samples.publish(SECRET, [area(-1)])
        yield samples


@pytest.fixture(scope="session")
def server_url(samples: Portal) -> Iterator[str]:
    """The address of a server that has all samples live."""
    with serving(samples.settings) as address:
        yield address


@pytest.fixture(scope="session")
def http(server_url: str) -> Iterator[httpx.Client]:
    """A browser without preferences."""
    with httpx.Client(base_url=server_url, timeout=30) as client:
        yield client

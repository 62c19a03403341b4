"""A portal whose layers come as archives, from PostGIS, both, and not at all; and an application with its tiles."""

import math
import random
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from typing import Any

import httpx
import pytest
import uvicorn
from psycopg_pool import AsyncConnectionPool
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from pipelines.artefacts.store import FOLDER, Store
from pipelines.database import access, connected_reader
from pipelines.datasets import load_town
from pipelines.settings import Settings
from server.failures import refused
from server.lane.connection import LaneConnection
from server.live import Live
from server.problem import Problem
from server.pygeoapi_app import read_base
from server.tiles.routes import ROUTES
from server.tiles.source import TileSource
from tests.server.samples import AREAS, SECRET, TREES, Portal, area, fresh_portal, tree
from tests.server.serving import free_port, wait_until

HOUSES: dict[str, Any] = {
    "id": "haeuser",
    "title": {"de": "Häuser", "en": "Houses"},
    "description": "Zufällige Grundrisse",
    "group": "bauen",
    "geometry": "Polygon",
    "key": "nummer",
    "fields": {
        "nummer": {"type": "integer"},
        "name": None,
        "gebaut": {"type": "date"},
        "geprüft": {"type": "datetime"},
        "denkmal": {"type": "boolean"},
        "geheim": {"visibility": "internal"},
    },
    "info": ["nummer", "name", "gebaut", "geprüft", "denkmal"],
    "tiles": "dynamic",
    "scale": {"max": 50000},
}

PATHS: dict[str, Any] = {
    "id": "wege",
    "title": "Wege",
    "description": "Linien quer durch den Ort",
    "group": "verkehr",
    "geometry": "LineString",
    "key": "nummer",
    "fields": {"nummer": {"type": "integer"}},
    "tiles": "dynamic",
}

BARE: dict[str, Any] = AREAS | {"id": "ohne_kacheln", "title": "Ohne Kacheln", "tiles": "none"}


def house(number: int) -> dict[str, Any]:
    """A footprint of 12 corners within 12 m, somewhere in a square of 2 km."""
    rng = random.Random(number)
    x, y = 510000 + rng.random() * 2000, 5393000 + rng.random() * 2000
    turns = sorted(rng.random() * 2 * math.pi for _ in range(12))
    ring = [[x + math.cos(turn) * r, y + math.sin(turn) * r] for turn in turns for r in [6 + rng.random() * 6]]
    return {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
        "properties": {
            "nummer": number,
            "name": f"Haus {number} < & „ä“",
            "gebaut": f"19{number % 90 + 10}-03-01" if number % 3 else None,
            "geprüft": "2024-05-01T12:00:00+02:00",
            "denkmal": number % 2 == 0,
            "geheim": "Kanarienvogel",
        },
    }


def path(number: int) -> dict[str, Any]:
    """A line of 3 km from west to east, 200 m north of the one before."""
    y = 5393000 + 200 * number
    return {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": [[509500 + 100 * k, y + 20 * (k % 3)] for k in range(30)]},
        "properties": {"nummer": number},
    }


def application(settings: Settings, **more: Any) -> Starlette:
    """Tiles of what is live, without the rest of the server."""
    town = load_town(settings)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        with connected_reader(settings) as engine:
            app.state.live = Live(app.state.site, town, engine)
            await run_in_threadpool(app.state.live.look)
            address, options = access(settings).reader, {"autocommit": True}
            async with AsyncConnectionPool(
                address, connection_class=LaneConnection, min_size=1, max_size=4, kwargs=options
            ) as pool:
                app.state.tiles = TileSource(pool, Store(settings.home / FOLDER), town.extent)
                yield
                app.state.tiles.close()

    app = Starlette(
        routes=[*ROUTES, *more.get("routes", [])],
        exception_handlers={Problem: refused, HTTPException: refused},
        lifespan=lifespan,
    )
    app.state.settings, app.state.town = settings, town
    app.state.site = read_base(settings.config, f"{settings.base_url}/api", town)
    return app


@pytest.fixture(scope="session")
def tiled(cluster_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal with 100 trees and 8 areas in archives, 800 houses and 6 paths from PostGIS, and one without tiles."""
    with fresh_portal(cluster_settings, tmp_path_factory.mktemp("tiles")) as portal:
        portal.publish(TREES, [tree(number) for number in range(100)])
        portal.publish(AREAS, [area(number) for number in range(8)])
        portal.publish(HOUSES, [house(number) for number in range(800)])
        portal.publish(PATHS, [path(number) for number in range(6)])
        portal.publish(BARE, [area(1)])
        portal.publish(SECRET | {"tiles": "dynamic"}, [area(-1)])
        address = {"public_url": "https://karte.example.org/portal"}
        yield replace(portal, settings=portal.settings.model_copy(update=address))


@contextmanager
def reached(app: Starlette) -> Iterator[httpx.Client]:
    """Run the application in a thread; yields a client of it."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        wait_until(lambda: server.started)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def client(tiled: Portal) -> Iterator[httpx.Client]:
    """A client of the tiles."""
    with reached(application(tiled.settings)) as client:
        yield client

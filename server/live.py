"""What is live now: asked of the database at least once a second, rebuilt when it has changed."""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool

from pipelines.basemap.archive import Basemap
from pipelines.publication import Publication, live_publications, live_state
from pipelines.town import Town
from server.background.start import StartPicture
from server.layers import ATTEMPTS, Layers, MovedError
from server.map_config import FindTiles, map_config
from server.pages import to_json
from server.problem import not_found, unavailable
from server.pygeoapi_app import Service

log = logging.getLogger(__name__)

INTERVAL = 0.5
"""Seconds between two looks at the database. NOTIFY would be faster, but standbys refuse LISTEN."""

RETRY_AFTER = 2
"""Seconds after which a client may ask again when the database was not there."""


DrawStart = Callable[[Mapping[str, Publication]], StartPicture | None]
"""Makes the small picture of these layers."""


@dataclass(frozen=True)
class Snapshot:
    """All layers that were live at one moment, and what is made of them when first asked for.

    ``make_service`` makes pygeoapi's part, which takes longer than everything else. ``basemap`` is the built map,
    ``tiles`` finds what there is of a layer, ``draw_start`` the small picture for the map's place.
    """

    state: str
    publications: Mapping[str, Publication]
    town: Town
    make_service: Callable[[], Service]
    basemap: Basemap | None = None
    tiles: FindTiles = lambda _: None
    draw_start: DrawStart = lambda _: None
    making: threading.Lock = field(default_factory=threading.Lock, compare=False)

    @property
    def service(self) -> Service:
        """pygeoapi on these layers."""
        with self.making:
            return self._service

    @cached_property
    def _service(self) -> Service:
        return self.make_service()

    @cached_property
    def map_config(self) -> bytes:
        """What the map client needs."""
        return to_json(map_config(self.town, self.publications.values(), self.basemap, self.tiles))

    @cached_property
    def start_picture(self) -> StartPicture | None:
        """What is seen until the map is drawn."""
        return self.draw_start(self.publications)

    def publication(self, dataset_id: str) -> Publication:
        """Return one layer. Raises Problem (404)."""
        if dataset_id not in self.publications:
            raise not_found(dataset_id)
        return self.publications[dataset_id]


class Live:
    """Keeps the newest Snapshot; an old one keeps answering the requests that began with it.

    ``find_basemap`` looks for the map that was built last; ``tiles`` and ``draw_start`` are those of Snapshot.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what snapshots are made of
        self,
        base: Mapping[str, Any],
        town: Town,
        engine: Engine,
        find_basemap: Callable[[], Basemap | None] = lambda: None,
        tiles: FindTiles = lambda _: None,
        draw_start: DrawStart = lambda _: None,
    ) -> None:
        self._base = dict(base)
        self.town = town
        self.engine = engine
        self.layers = Layers(engine)
        self._find_basemap = find_basemap
        self._tiles = tiles
        self._draw_start = draw_start
        self._snapshot: Snapshot | None = None
        self._failure = ""

    @property
    def snapshot(self) -> Snapshot:
        """The newest snapshot. Raises Problem (503) when there was none yet."""
        if self._snapshot is None:
            raise unavailable(RETRY_AFTER)
        return self._snapshot

    def refresh(self) -> None:
        """Look at the database and rebuild what has changed."""
        basemap = self._find_basemap()
        with self.engine.connect() as connection:
            state = " ".join([live_state(connection), *([basemap.version] if basemap else [])])
            if self._snapshot and self._snapshot.state == state:
                return
            found = {each.dataset.id: each for each in live_publications(connection)}
        service = partial(Service, self._base, self.town, found, self.layers)
        self._snapshot = Snapshot(state, found, self.town, service, basemap, self._tiles, self._draw_start)
        log.info("%d layers are live", len(found))

    async def settled[T](self, read: Callable[[], Awaitable[T]]) -> T:
        """Read what is live; look again, and read again, where another version has become so in between.

        What is live is known up to half a second late. Raises Problem (503) when it does not come to rest.
        """
        for _ in range(ATTEMPTS):
            try:
                return await read()
            except MovedError:
                await run_in_threadpool(self.look)
        raise unavailable(RETRY_AFTER)

    async def watch(self) -> None:
        """Look for ever."""
        while True:
            await run_in_threadpool(self.look)
            await asyncio.sleep(INTERVAL)

    def look(self) -> None:
        """Refresh; whatever goes wrong is reported once, and what was live before stays."""
        try:
            self.refresh()
            self._failure = ""
        except Exception as error:  # noqa: BLE001 - the server goes on without its database, too
            failure = f"{type(error).__name__}: {str(error).partition('\n')[0]}"
            if failure != self._failure:
                log.error("cannot read what is live: %s", failure)  # noqa: TRY400 - a traceback says no more
            self._failure = failure

"""What the background's routes answer from: looks and archives of the built map, the way to a foreign one."""

import logging

from pipelines.basemap.archive import read_basemap
from pipelines.settings import Settings
from pipelines.town import Town
from server.background.foreign import Around, Proxied
from server.background.style import load_looks
from server.background.upstream import Upstream
from server.tiles.archive import Archives

log = logging.getLogger(__name__)


class Shown:
    """For one event loop. Raises DefinitionError where the styles of the built map are wrong."""

    def __init__(self, settings: Settings, town: Town) -> None:
        background = town.background
        self.looks = load_looks(settings) if background.show == "built" else {}
        if self.looks and read_basemap(settings.home) is None:
            log.warning("No background map was built yet: geoportal basemap build. Own layers stand in for it.")
        self.archives = Archives()
        self._upstream: Upstream | None = None
        self.proxied: Proxied | None = None
        if (foreign := background.shown_foreign) and foreign.proxy:
            self._upstream = Upstream(foreign, settings.url_hosts, settings.background_bytes)
            self.proxied = Proxied(foreign, self._upstream, Around(town.extent))

    async def close(self) -> None:
        """Close files and connections."""
        self.archives.close()
        if self._upstream:
            await self._upstream.close()

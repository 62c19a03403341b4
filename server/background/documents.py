"""What ``/map.json`` says of the background."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from pipelines.background import Background, Foreign
from pipelines.basemap.archive import Basemap
from server.background.style import LOOKS

Json = dict[str, Any]

OPENSTREETMAP = "https://www.openstreetmap.org/copyright"


def background_config(background: Background, basemap: Basemap | None, live: Iterable[str]) -> Json:
    """Describe the background: own layers, or in their place a style per look, of which only ``light`` is sure.

    ``host`` is the foreign one that browsers ask, None where they ask the portal only.
    """
    drawn = [name for name in background.datasets if name in set(live)]
    return {"layers": drawn, "map": _map(background, basemap)}


def _map(background: Background, basemap: Basemap | None) -> Json | None:
    if foreign := background.shown_foreign:
        return _foreign(foreign)
    if background.show != "built" or basemap is None:
        return None
    return {
        "title": "Grundkarte",
        "styles": {look: f"/background/style/{look}.json?{basemap.version}" for look in LOOKS},
        "attribution": {"text": basemap.attribution, "url": OPENSTREETMAP},
        "host": None,
    }


def _foreign(foreign: Foreign) -> Json:
    direct = foreign.style if foreign.style and not foreign.proxy else None
    return {
        "title": foreign.name,
        "styles": {"light": direct or "/background/foreign/style.json"},
        "attribution": {
            "text": foreign.attribution.replace("{year}", str(datetime.now(UTC).year)),
            "url": foreign.url,
        },
        "host": None if foreign.proxy else foreign.origins[0],
    }

"""A small town: streets in two quarters, their addresses, schools, wireless spots, a layer for the office alone."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from pipelines.settings import Settings
from tests.server.samples import CANARY, Portal, fresh_portal
from tests.server.serving import serving

ADDRESSES: dict[str, Any] = {
    "id": "adressen",
    "title": {"de": "Adressen", "en": "Addresses"},
    "description": "Hauskoordinaten",
    "group": "stadt",
    "geometry": "Point",
    "key": "kennung",
    "fields": {
        "kennung": {},
        "strasse": {},
        "hausnummer": {"type": "integer"},
        "zusatz": {},
        "ortsteil": {},
        "eigentuemer": {"visibility": "internal"},
    },
    "info": ["strasse", "hausnummer", "zusatz", "ortsteil"],
    "inspire_theme": "ad",
}
SCHOOLS: dict[str, Any] = {
    "id": "schulen",
    "title": {"de": "Schulen", "en": "Schools"},
    "description": {"de": "Öffentliche Schulen mit Mensa", "en": "Public schools with a canteen"},
    "group": "bildung",
    "geometry": "Point",
    "key": "name",
    "keywords": ["Grundschule", "Gymnasium"],
    "fields": {"name": {}, "ortsteil": {}, "bemerkung": {}},
}
WIFI: dict[str, Any] = SCHOOLS | {
    "id": "wlan",
    "title": {"de": "Öffentliches WLAN", "en": "Public Wi-Fi"},
    "description": "Kostenlos ins Netz",
    "group": "digital",
    "keywords": ["Internet"],
}
OFFICE: dict[str, Any] = WIFI | {"id": "amtlich", "title": f"{CANARY} des Amts", "visibility": "internal"}

STREETS = ("Hauptstraße", "Schönbuchstr.", "Max-Lang-Straße", "Goetheweg")


def feature(east: float, north: float, **properties: Any) -> dict[str, Any]:
    """A point so many metres from the town hall, in EPSG:25832."""
    geometry = {"type": "Point", "coordinates": [510_000 + east, 5_393_000 + north]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def addresses() -> list[dict[str, Any]]:
    """Twelve houses in every street and quarter, each street 100 m north of the one before, a house every 20 m."""
    return [
        feature(
            20 * number + 5_000 * far,
            100 * row,
            kennung=f"{row}-{far}-{number}",
            strasse=street,
            hausnummer=number,
            zusatz="a" if number == 7 else None,
            ortsteil=("Echterdingen", "Musberg")[far],
            eigentuemer=CANARY,
        )
        for row, street in enumerate(STREETS)
        for far in (0, 1)
        for number in range(1, 13)
    ]


@pytest.fixture(scope="package")
def small_town(cluster_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """All layers, published."""
    with fresh_portal(cluster_settings, tmp_path_factory.mktemp("small-town")) as portal:
        publish(portal)
        yield portal


def publish(portal: Portal) -> None:
    """Publish all layers; the schools a second time, so that rows of an older version lie about."""
    styled = portal.styled("adressen", "schulen", "wlan", "amtlich")
    schools = [
        feature(0, 900, name="Kant-Schule", ortsteil="Echterdingen", bemerkung="Hauptgebäude in der Hauptstraße"),
        feature(5_000, 900, name="Schönbuchschule", ortsteil="Musberg", bemerkung=None),
    ]
    former = feature(0, 0, name="Altes Gymnasium", ortsteil="Echterdingen", bemerkung=None)
    styled.publish(ADDRESSES, addresses())
    styled.publish(SCHOOLS, [*schools, former])
    styled.publish(SCHOOLS, schools)
    styled.publish(
        WIFI,
        [
            feature(40, 40, name="Stadtbücherei", ortsteil="Echterdingen", bemerkung=None),
            feature(4_900, 40, name="Hallenbad", ortsteil="Musberg", bemerkung=None),
            feature(9_000, 40, name="<script>alert(1)</script>", ortsteil=None, bemerkung=None),
        ],
    )
    styled.publish(OFFICE, [feature(0, 0, name=CANARY, ortsteil=None, bemerkung=None)])


@pytest.fixture(scope="package")
def town_url(small_town: Portal, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server before the small town."""
    with serving(small_town.settings) as address:
        yield address


@pytest.fixture(scope="package")
def visitor(town_url: str) -> Iterator[httpx.Client]:
    """A program that asks the small town's server."""
    with httpx.Client(base_url=town_url, timeout=30) as client:
        yield client

"""Small layers that hold what goes wrong easily: umlauts, angle brackets, gaps, slashes in ids, internal values."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipelines import run
from pipelines.cluster import embedded_cluster
from pipelines.database import Database, connected
from pipelines.definition import Dataset
from pipelines.settings import Settings
from tests.conftest import fresh_database, on_database

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

    def styled(self, *ids: str) -> "Portal":
        """The same portal with plain styles for these layers, instead of the shipped ones."""
        folder = self.folder / "styles"
        folder.mkdir(exist_ok=True)
        for name in ids:
            (folder / f"{name}.json").write_text(json.dumps([{"id": f"{name}-flaeche", "type": "fill"}]))
        return replace(self, settings=self.settings.model_copy(update={"styles": (folder,)}))

    def publish(self, definition: dict[str, Any], features: list[dict[str, Any]], **changes: Any) -> Dataset:
        """Publish features, in EPSG:25832, as one layer, which is empty on purpose where there are none."""
        path = self.folder / f"{definition['id']}.geojson"
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
        path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}), encoding="utf-8")
        dataset = Dataset.model_validate(definition | {"source": {"path": path}} | changes)
        outcome = run.publish(self.settings, self.database, dataset, empty=not features)
        assert outcome.error is None, outcome.error
        return dataset


@contextmanager
def fresh_portal(cluster_settings: Settings, folder: Path) -> Iterator[Portal]:
    """An empty portal on a fresh database in the test cluster, with its files in this folder."""
    cluster = embedded_cluster(cluster_settings)
    with fresh_database(cluster) as name:
        settings = on_database(cluster, name, folder / "home")
        with connected(settings) as database:
            yield Portal(settings, database, folder)

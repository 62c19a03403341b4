"""A layer of every kind of value, loaded in an open transaction, and its files."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely import box
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from pipelines.artefacts.artefact import Artefact
from pipelines.artefacts.make import make
from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.publishing.load import load
from pipelines.settings import Settings
from pipelines.style import Style

CANARY = "Kanarienvogel"
TEXTS = ["=1+1", "+49 711", "-3", "@SUM(A1)", "\tTab", 'Größe "Ä";ß, 5', "", None, "zwei\nZeilen", "🌳" * 100]
COUNT = 60
LINK = "https://www.leinfelden-echterdingen.de"

FIELDS: dict[str, Any] = {
    "nummer": {"title": {"de": "Nummer", "en": "Number"}},
    "nutzung": {
        "title": "Nutzung",
        "codes": {"values": {"wohnen": {"de": "Wohnen", "en": "Living"}, "gewerbe": {"de": "Gewerbe & Büro"}}},
    },
    "bemerkung": {"title": "Bemerkung"},
    "höhe": {"type": "number", "unit": "m", "title": "Höhe"},
    "geschosse": {"type": "integer"},
    "denkmalgeschützt": {"type": "boolean"},
    "denkmalgeschützt_seit": {"type": "date"},
    "gemessen": {"type": "datetime"},
    "website": {"type": "url"},
    "eigentuemer": {"visibility": "internal", "title": f"{CANARY}-Titel"},
}

STYLE: Style = (
    {
        "id": "bauten-flaeche",
        "type": "fill",
        "metadata": {"legend": {"de": "Art der Nutzung", "en": "Kind of use"}},
        "paint": {"fill-color": ["match", ["get", "nutzung"], "wohnen", "#cc3311", "gewerbe", "#3366aa", "#888888"]},
    },
)


def describe(**changes: Any) -> Dataset:
    plain = {
        "id": "bauten",
        "title": {"de": "Bauten", "en": "Buildings"},
        "description": {"de": "Bauten der Stadt", "en": "The town's buildings"},
        "group": "stadt",
        "source": {"path": "bauten.csv"},
        "geometry": "Polygon",
        "key": "nummer",
        "fields": FIELDS,
        "info": ["nutzung", "höhe"],
        "quality": "sample",
    }
    return Dataset.model_validate(plain | changes)


def house(number: int) -> BaseGeometry:
    """A house with a courtyard, to the millimetre, none where another is."""
    x, y = 509_000.125 + 40 * (number % 10), 5_392_000.375 + 40 * (number // 10)
    return box(x, y, x + 21.003, y + 17.001).difference(box(x + 5, y + 5, x + 9, y + 9))


def frame(count: int = COUNT) -> gpd.GeoDataFrame:
    rows = range(count)
    values = {
        "id": [f"B{row:04d}" for row in rows],
        "nummer": [f"B{row:04d}" for row in rows],
        "nutzung": [["wohnen", "gewerbe", None][row % 3] for row in rows],
        "bemerkung": [TEXTS[row % len(TEXTS)] for row in rows],
        "höhe": pd.array([None if row % 7 == 0 else row / 3 for row in rows], dtype="Float64"),
        "geschosse": pd.array([None if row % 5 == 0 else row for row in rows], dtype="Int64"),
        "denkmalgeschützt": pd.array([None if row % 4 == 0 else row % 4 == 1 for row in rows], dtype="boolean"),
        "denkmalgeschützt_seit": [None if row % 3 else date(1998, 1, 1 + row % 28) for row in rows],
        "gemessen": pd.Series([datetime(2023, 7, 31, 12, 30, row, tzinfo=UTC) for row in rows]),
        "website": [LINK] * count,
        "eigentuemer": [f"{CANARY}-{row}" for row in rows],
    }
    return gpd.GeoDataFrame(values, geometry=gpd.GeoSeries(list(map(house, rows)), crs=25832)).rename_geometry("geom")


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """The publisher's open transaction."""
    with database.publisher.begin() as connection:
        yield connection


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for the files of a version."""
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


@pytest.fixture
def made(connection: Connection, folder: Path, settings: Settings) -> tuple[Artefact, ...]:
    """The files of the sample layer, of which nothing is committed yet."""
    dataset = describe()
    load(connection, dataset, 1, [frame()])
    return make(connection, dataset, 1, STYLE, date(2023, 10, 31), folder, settings)
